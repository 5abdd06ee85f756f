'use client'

import dynamic from 'next/dynamic'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import type { HelpTexts } from './help-dialog'
import type { PaletteScreen, PaletteTexts } from './palette'
import { shellEvent } from './shell-event'

const Palette = dynamic(() => import('./palette'), { ssr: false })
const HelpDialog = dynamic(() => import('./help-dialog'), { ssr: false })

type ShellKeysProps = {
  searchUrl: string
  screens: readonly PaletteScreen[]
  createHref?: string
  paletteTexts: PaletteTexts
  helpTexts: HelpTexts
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

/** The keys that work on every screen. What they open is fetched when it is first opened. */
export function ShellKeys({ searchUrl, screens, createHref, paletteTexts, helpTexts }: ShellKeysProps) {
  const router = useRouter()
  const [open, setOpen] = useState<'palette' | 'help'>()
  // `g` waits for a second key for a moment.
  const leaderAt = useRef(-Infinity)

  useEffect(() => {
    const openPalette = () => setOpen('palette')
    const openHelp = () => setOpen('help')

    function onKey(event: KeyboardEvent) {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === 'KeyK') {
        event.preventDefault()
        openPalette()
        return
      }
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (isTyping(event.target) || document.querySelector('dialog[open], [popover]:popover-open')) return

      if (event.key === '?' || (event.shiftKey && event.code === 'Slash')) {
        event.preventDefault()
        return openHelp()
      }
      // By place, so that they work in the Russian layout as well.
      if (event.key === '/' || event.code === 'Slash') {
        event.preventDefault()
        const field = document.getElementById('shell-search')
        if (field instanceof HTMLInputElement) field.select()
        field?.focus()
        return
      }
      const letter = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase()
      if (!letter) return
      if (event.timeStamp - leaderAt.current < 1200) {
        const screen = screens.find(({ key }) => key === letter)
        leaderAt.current = -Infinity
        if (screen) return router.push(screen.href as Route)
      }
      if (letter === 'g') leaderAt.current = event.timeStamp
      if (letter === 'c' && createHref) router.push(createHref as Route)
    }

    window.addEventListener('keydown', onKey)
    window.addEventListener(shellEvent.openPalette, openPalette)
    window.addEventListener(shellEvent.openHelp, openHelp)
    return () => {
      window.removeEventListener('keydown', onKey)
      window.removeEventListener(shellEvent.openPalette, openPalette)
      window.removeEventListener(shellEvent.openHelp, openHelp)
    }
  }, [createHref, router, screens])

  const close = () => setOpen(undefined)
  if (open === 'palette') {
    return <Palette searchUrl={searchUrl} screens={screens} texts={paletteTexts} onClose={close} />
  }
  if (open === 'help') return <HelpDialog texts={helpTexts} onClose={close} />
  return null
}
