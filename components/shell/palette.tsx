'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import { Kbd } from '@/components/ui/kbd'
import { usePaletteSearch, type PaletteGroup } from './use-palette-search'

export type PaletteScreen = { label: string; href: string; icon: IconName; key?: string }
export type PaletteTexts = {
  title: string
  placeholder: string
  screens: string
  /** The title of each kind of group that the search answers with. */
  kinds: Record<string, string>
  searching: string
  nothing: string
  failed: string
  move: string
  go: string
  close: string
}

type PaletteProps = {
  searchUrl: string
  screens: readonly PaletteScreen[]
  texts: PaletteTexts
  onClose: () => void
}

const kindIcons: Record<string, IconName> = {
  returns: 'undo-2',
  orders: 'shopping-bag',
  pickups: 'truck',
  customers: 'user',
}

type Entry = { title: string; subtitle?: string; href: string; icon: IconName }

export default function Palette({ searchUrl, screens, texts, onClose }: PaletteProps) {
  const router = useRouter()
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const found = usePaletteSearch(searchUrl, query)

  useEffect(() => {
    dialog.current?.showModal()
  }, [])

  const groups = [...found.groups.map(asEntries), screenEntries()].filter(({ entries }) => entries.length > 0)
  const flat = groups.flatMap(({ entries }) => entries)
  const active = Math.min(at, flat.length - 1)

  function asEntries(group: PaletteGroup) {
    const icon = kindIcons[group.kind] ?? 'file-text'
    return {
      title: texts.kinds[group.kind] ?? group.kind,
      entries: group.items.map((item): Entry => ({ ...item, icon })),
    }
  }

  function screenEntries() {
    const wanted = query.trim().toLocaleLowerCase()
    return {
      title: texts.screens,
      entries: screens
        .filter(({ label }) => label.toLocaleLowerCase().includes(wanted))
        .map(({ label, href, icon }): Entry => ({ title: label, href, icon })),
    }
  }

  function go(entry: Entry | undefined) {
    if (!entry) return
    router.push(entry.href as Route)
    onClose()
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      go(flat[active])
      return
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined || flat.length === 0) return
    event.preventDefault()
    const next = (active + step + flat.length) % flat.length
    setAt(next)
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
  }

  const notice =
    found.state === 'failed' ? texts.failed : found.state === 'searching' ? texts.searching : undefined

  return (
    <dialog
      ref={dialog}
      aria-label={texts.title}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
      className="mx-auto mt-[12dvh] mb-auto w-[calc(100%-1.5rem)] max-w-xl overflow-hidden rounded-xl bg-surface shadow-float"
    >
      <div className="flex items-center gap-2.5 border-b border-hairline px-4">
        <Icon name="search" size={18} className="text-ink-3" />
        <input
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={flat.length > 0 ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          aria-label={texts.placeholder}
          placeholder={texts.placeholder}
          value={query}
          maxLength={120}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setQuery(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
          className="h-13 min-w-0 flex-1 bg-transparent text-lg outline-none!"
        />
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={texts.title}
        className="max-h-[min(26rem,60dvh)] overflow-y-auto p-1.5"
      >
        {groups.map((group) => (
          <div key={group.title} role="group" aria-label={group.title}>
            <p aria-hidden className="px-2.5 pt-2 pb-1 text-xs text-ink-3">
              {group.title}
            </p>
            {group.entries.map((entry) => {
              const index = flat.indexOf(entry)
              return (
                <div
                  key={entry.href}
                  id={`${id}-${index}`}
                  role="option"
                  aria-selected={index === active}
                  onPointerMove={() => setAt(index)}
                  onClick={() => go(entry)}
                  className="flex min-h-10 cursor-pointer items-center gap-3 rounded-md px-2.5 aria-selected:bg-accent-soft"
                >
                  <Icon name={entry.icon} className={index === active ? 'text-accent-ink' : 'text-ink-3'} />
                  <span className="min-w-0 flex-1 truncate">
                    {entry.title}
                    {entry.subtitle ? <span className="ml-2 text-ink-2">{entry.subtitle}</span> : null}
                  </span>
                  {index === active ? (
                    <Icon name="corner-down-left" size={14} className="text-accent-ink" />
                  ) : null}
                </div>
              )
            })}
          </div>
        ))}
        {flat.length === 0 && found.state === 'done' ? (
          <p className="px-4 py-8 text-center text-balance text-ink-2">{texts.nothing}</p>
        ) : null}
      </div>
      <div className="flex min-h-9 items-center gap-4 border-t border-hairline px-4 text-xs text-ink-3">
        <span role="status" className="min-w-0 flex-1 truncate">
          {notice}
        </span>
        <span className="flex items-center gap-1 max-sm:hidden">
          <Icon name="arrow-up" size={12} />
          <Icon name="arrow-down" size={12} /> {texts.move}
        </span>
        <span className="flex items-center gap-1 max-sm:hidden">
          <Icon name="corner-down-left" size={12} /> {texts.go}
        </span>
        <span className="flex items-center gap-1.5 max-sm:hidden">
          <Kbd>Esc</Kbd> {texts.close}
        </span>
      </div>
    </dialog>
  )
}
