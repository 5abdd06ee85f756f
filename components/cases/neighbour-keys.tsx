'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const typing = /^(INPUT|TEXTAREA|SELECT)$/

/** j and k go on to the next and the previous case of the list it was opened from. */
export function NeighbourKeys({ previous, next }: { previous: string | null; next: string | null }) {
  const router = useRouter()
  useEffect(() => {
    for (const href of [previous, next]) if (href) router.prefetch(href as Route)
    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof HTMLElement && typing.test(event.target.tagName)) return
      if (document.querySelector('dialog[open], [popover]:popover-open')) return
      const href = event.code === 'KeyJ' ? next : event.code === 'KeyK' ? previous : null
      if (href) router.push(href as Route)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [previous, next, router])
  return null
}
