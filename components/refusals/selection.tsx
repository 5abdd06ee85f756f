'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import type { Chosen } from './send-many'
import type { Way } from './ways'

const SendMany = dynamic(() => import('./send-many'), { ssr: false })

type SelectionProps = { merchantSlug: string; ways: readonly Way[]; children: ReactNode }

const typing = /^(TEXTAREA|SELECT)$/

/**
 * Makes the boxes of a table drawn on the server a selection: they hold it themselves, so that rows which stay keep it when
 * the list is read anew. The key `x` marks the row that has the focus.
 */
export function Selection({ merchantSlug, ways, children }: SelectionProps) {
  const r = useTranslations('refusals.select')
  const ref = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState<Chosen[]>([])
  const [open, setOpen] = useState(false)

  const boxes = useCallback(
    () => [...(ref.current?.querySelectorAll<HTMLInputElement>('input[name="case"]:enabled') ?? [])],
    [],
  )
  const read = useCallback(() => {
    const marked = boxes().filter(({ checked }) => checked)
    const cases = new Map(marked.map((box) => [box.value, `R-${box.dataset.number}`]))
    setChosen((before) => {
      const next = [...cases].map(([caseId, number]) => ({ caseId, number }))
      return next.length === before.length && next.every(({ caseId }, at) => before[at]?.caseId === caseId)
        ? before
        : next
    })
  }, [boxes])

  useEffect(() => {
    // Rows come and go with every change of the list.
    const rows = new MutationObserver(read)
    if (ref.current) rows.observe(ref.current, { childList: true, subtree: true })
    return () => rows.disconnect()
  }, [read])

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.code !== 'KeyX' || !(document.activeElement instanceof HTMLElement)) return
      if (typing.test(document.activeElement.tagName) || document.querySelector('dialog[open]')) return
      const box = document.activeElement
        .closest('tr')
        ?.querySelector<HTMLInputElement>('input[name="case"]:enabled')
      if (!box || !ref.current?.contains(box)) return
      event.preventDefault()
      box.click()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  function mark(which: (box: HTMLInputElement) => boolean) {
    for (const box of boxes()) box.checked = which(box)
    read()
  }

  return (
    <div ref={ref} onChange={read}>
      {children}
      {chosen.length > 0 ? (
        <div
          role="group"
          aria-label={r('bar')}
          className="sticky bottom-20 z-20 mx-auto mt-3 flex w-fit max-w-full flex-wrap items-center gap-2 rounded-xl bg-surface py-2 pr-2 pl-4 shadow-float lg:bottom-4"
        >
          <span aria-live="polite" className="tabular mr-2 font-medium">
            {r('count', { count: chosen.length })}
          </span>
          <Button variant="ghost" size="sm" onClick={() => mark(() => true)}>
            {r('page')}
          </Button>
          <Button variant="ghost" size="sm" onClick={() => mark(() => false)}>
            {r('clear')}
          </Button>
          <Button variant="primary" icon="route" onClick={() => setOpen(true)}>
            {r('send')}
          </Button>
        </div>
      ) : null}
      {open ? (
        <SendMany
          merchantSlug={merchantSlug}
          chosen={chosen}
          ways={ways}
          onSent={(left) => mark((box) => left.includes(box.value))}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </div>
  )
}
