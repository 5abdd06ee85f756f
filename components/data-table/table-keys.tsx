'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useTransition, type MouseEvent, type ReactNode } from 'react'

const typing = /^(INPUT|TEXTAREA|SELECT)$/

function busyElsewhere(target: EventTarget | null): boolean {
  if (target instanceof HTMLElement && (target.isContentEditable || typing.test(target.tagName))) return true
  return document.querySelector('dialog[open], [popover]:popover-open') !== null
}

/** A click that the browser should handle itself: a new tab, a selection, a foreign place. */
function isPlain(event: MouseEvent): boolean {
  return (
    event.button === 0 &&
    !event.metaKey &&
    !event.ctrlKey &&
    !event.shiftKey &&
    !event.altKey &&
    !event.defaultPrevented
  )
}

type TableKeysProps = {
  /** The parameter that holds the key of the row whose panel is open, on screens that have room for it. */
  peekParam?: string
  children: ReactNode
}

const roomForPeek = '(min-width: 1280px)'

function peekHref(param: string, key: string): string {
  const search = new URLSearchParams(location.search)
  search.set(param, key)
  return `${location.pathname}?${search.toString().replaceAll('%2C', ',')}`
}

/**
 * Makes a list that was drawn on the server feel instant: one listener for all of its links, which go without a reload
 * and are fetched when the pointer comes near, and the keys j, k, Enter and, for the panel, the space bar. Without a script all of it are plain links.
 */
export function TableKeys({ peekParam, children }: TableKeysProps) {
  const router = useRouter()
  const [pending, start] = useTransition()
  const ref = useRef<HTMLDivElement>(null)
  /** The row that the keys were at. */
  const at = useRef('')

  useEffect(() => {
    // A list that was drawn anew, with the panel or without it, has lost the focus: the keys go on where they were.
    if (at.current === '' || document.activeElement !== document.body) return
    const row = [...(ref.current?.querySelectorAll<HTMLElement>('tr[data-key]') ?? [])].find(
      ({ dataset }) => dataset.key === at.current,
    )
    row?.querySelector<HTMLElement>('a')?.focus({ preventScroll: true })
  })

  useEffect(() => {
    const rows = () => [...(ref.current?.querySelectorAll<HTMLElement>('tr[data-key]') ?? [])]

    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (busyElsewhere(event.target)) return
      const step = { KeyJ: 1, KeyK: -1 }[event.code]
      const close = ref.current?.querySelector<HTMLElement>('[data-close-peek]')
      if (event.key === 'Escape') return close?.click()
      const all = rows()
      if (event.key === ' ' && peekParam && matchMedia(roomForPeek).matches) {
        const row = all.find((one) => one.querySelector('a') === document.activeElement)
        if (!row?.dataset.key) return
        event.preventDefault()
        at.current = row.dataset.key
        if (row.ariaCurrent === 'true') return close?.click()
        const href = peekHref(peekParam, row.dataset.key) as Route
        return start(() => router.push(href, { scroll: false }))
      }
      if (step === undefined) return
      const here = all.findIndex((row) => row.contains(document.activeElement))
      const from = here >= 0 ? here : all.findIndex((row) => row.ariaCurrent === 'true')
      const next = all[from < 0 ? (step > 0 ? 0 : all.length - 1) : from + step]
      if (!next) return
      event.preventDefault()
      next.querySelector<HTMLElement>('a')?.focus()
      next.scrollIntoView({ block: 'nearest' })
      const { key } = next.dataset
      at.current = key ?? ''
      if (close && peekParam && key && matchMedia(roomForPeek).matches) {
        start(() => router.replace(peekHref(peekParam, key) as Route, { scroll: false }))
      }
    }

    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [peekParam, router])

  function hrefAt(target: EventTarget): { href: string; peek: boolean } | null {
    if (!(target instanceof Element)) return null
    const link = target.closest('a')
    if (link) {
      const inside = link.origin === location.origin && !link.download && !link.target
      return inside ? { href: link.href.slice(location.origin.length), peek: 'peek' in link.dataset } : null
    }
    // Who selects words in a row wants to copy them.
    if (target.closest('button, input, label, summary') || getSelection()?.type === 'Range') return null
    const row = target.closest<HTMLElement>('tr[data-key]')
    if (!row) return null
    const { key } = row.dataset
    if (peekParam && key && matchMedia(roomForPeek).matches)
      return { href: peekHref(peekParam, key), peek: true }
    const own = row.querySelector('a')
    return own ? { href: own.href.slice(location.origin.length), peek: false } : null
  }

  function onClick(event: MouseEvent) {
    if (!isPlain(event)) return
    const to = hrefAt(event.target)
    if (!to) return
    event.preventDefault()
    start(() => router.push(to.href as Route, { scroll: !to.peek }))
  }

  function onPointerOver(event: { target: EventTarget }) {
    const to = hrefAt(event.target)
    if (to && !to.peek) router.prefetch(to.href as Route)
  }

  return (
    <div
      ref={ref}
      onClick={onClick}
      onPointerDown={() => {
        at.current = ''
      }}
      onPointerOver={onPointerOver}
      aria-busy={pending || undefined}
      className="transition-opacity delay-100 duration-150 aria-busy:opacity-60 [&_tr[data-key]]:cursor-pointer"
    >
      {children}
    </div>
  )
}
