'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef, useState, type MouseEvent, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import type { Chosen } from './send-many'
import type { Way } from './ways'

const SendMany = dynamic(() => import('./send-many'), { ssr: false })

type SelectionProps = { merchantSlug: string; ways: readonly Way[]; children: ReactNode }

function chosenOf({ value, dataset }: HTMLInputElement): Chosen {
  return { caseId: value, number: `R-${dataset.number}`, routeId: dataset.route ?? null }
}

/** Whether keys belong to somebody else just now: to a field, a dialog or a menu. */
function busyElsewhere(): boolean {
  const at = document.activeElement
  const typing = at?.matches('textarea, select, input:not([type="checkbox"]), [contenteditable="true"]')
  return typing === true || document.querySelector('dialog[open], [popover]:popover-open') !== null
}

/**
 * Makes the boxes of a table drawn on the server a selection: they hold it themselves, so that rows which stay keep it when
 * the list is read anew. The key `x` marks the row that has the focus or is open beside the list, `s` sends what is marked
 * or else that row, Esc takes the marks away; a row's own button sends it alone.
 */
export function Selection({ merchantSlug, ways, children }: SelectionProps) {
  const r = useTranslations('refusals.select')
  const ref = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState<Chosen[]>([])
  /** What the dialog sends; null while it is closed. */
  const [asked, setAsked] = useState<readonly Chosen[] | null>(null)

  const boxes = useCallback(
    () => [...(ref.current?.querySelectorAll<HTMLInputElement>('input[name="case"]:enabled') ?? [])],
    [],
  )
  const read = useCallback(() => {
    const marked = boxes().filter(({ checked }) => checked)
    const next = marked.map(chosenOf)
    const same = (one: Chosen, at: number, before: Chosen[]) =>
      before[at]?.caseId === one.caseId && before[at].routeId === one.routeId
    setChosen((before) =>
      next.length === before.length && next.every((one, at) => same(one, at, before)) ? before : next,
    )
  }, [boxes])

  const mark = useCallback(
    (which: (box: HTMLInputElement) => boolean) => {
      for (const box of boxes()) box.checked = which(box)
      read()
    },
    [boxes, read],
  )

  useEffect(() => {
    // Rows come and go with every change of the list.
    const rows = new MutationObserver(read)
    if (ref.current) rows.observe(ref.current, { childList: true, subtree: true })
    return () => rows.disconnect()
  }, [read])

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (busyElsewhere()) return
      const marked = boxes().some(({ checked }) => checked)
      if (event.key === 'Escape') {
        // The panel beside the list closes first.
        if (marked && !ref.current?.querySelector('[data-close-peek]')) mark(() => false)
        return
      }
      if (event.code !== 'KeyX' && event.code !== 'KeyS') return
      const row =
        document.activeElement?.closest('tr') ?? ref.current?.querySelector('tr[aria-current="true"]')
      const box = boxes().find((one) => row?.contains(one))
      if (event.code === 'KeyX') {
        if (!box) return
        box.click()
      } else {
        if (!marked && !box) return
        const row = box && !marked ? [box] : boxes().filter(({ checked }) => checked)
        setAsked(row.map(chosenOf))
      }
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [boxes, mark])

  /** The button of a row sends that row alone, whatever is marked. */
  function onClick({ target }: MouseEvent) {
    const button = target instanceof Element ? target.closest('button[name="send"]') : null
    const box = button && boxes().find((one) => button.closest('tr')?.contains(one))
    if (box) setAsked([chosenOf(box)])
  }

  /** Of those that were sent only the ones that stayed are marked; the others keep their marks. */
  function onSent(sent: readonly Chosen[], left: readonly string[]) {
    const gone = new Set(sent.map(({ caseId }) => caseId))
    mark(({ value, checked }) => (gone.has(value) ? left.includes(value) : checked))
  }

  return (
    <div ref={ref} onChange={read} onClick={onClick}>
      {children}
      {chosen.length > 0 ? (
        <div
          role="group"
          aria-label={r('bar')}
          className="sticky bottom-20 z-20 mx-auto mt-3 flex w-fit max-w-full flex-wrap items-center gap-2 rounded-xl bg-surface py-2 pr-2 pl-4 shadow-float max-sm:w-full max-sm:gap-x-1 max-sm:pl-2 lg:bottom-4"
        >
          <span aria-live="polite" className="tabular mr-2 font-medium max-sm:mr-0 max-sm:grow max-sm:pl-1.5">
            {r('count', { count: chosen.length })}
          </span>
          <Button variant="ghost" size="sm" onClick={() => mark(() => true)}>
            {r('page')}
          </Button>
          <Button variant="ghost" size="sm" aria-keyshortcuts="Escape" onClick={() => mark(() => false)}>
            {r('clear')}
            <Key>Esc</Key>
          </Button>
          <Button
            variant="primary"
            icon="route"
            aria-keyshortcuts="S"
            className="max-sm:w-full"
            onClick={() => setAsked(chosen)}
          >
            {r('send')}
            <Key>S</Key>
          </Button>
        </div>
      ) : null}
      {asked ? (
        <SendMany
          merchantSlug={merchantSlug}
          asked={asked}
          ways={ways}
          onSent={(left) => onSent(asked, left)}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </div>
  )
}

/** The key of a button, for those who have one. */
function Key({ children }: { children: string }) {
  return (
    <kbd
      aria-hidden
      className="rounded border border-current px-1 font-sans text-xs leading-4 opacity-70 max-sm:hidden pointer-coarse:hidden"
    >
      {children}
    </kbd>
  )
}
