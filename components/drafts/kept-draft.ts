'use client'

import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import { v7 } from 'uuid'
import { z } from 'zod'
import { useHydrated } from '@/components/pickups/use-hydrated'
import { keeper, type Keeper } from '@/components/ui/kept'
import { sortLeft, type Left } from './kept-left'

/** What was written and not saved yet, of which state of the draft, and what the newest version was then. */
export type Kept<Form> = { savedAt: number; revision: number; version?: number | undefined; form: Form }
type Writing<Form> = Omit<Kept<Form>, 'savedAt'>

/** Keeps what is written of one kind of draft, past the end of the tab. */
export function draftKeeper<Form>(prefix: string, form: z.ZodType<Form>): Keeper<Kept<Form>> {
  const shape = z.object({
    savedAt: z.number(),
    revision: z.int().min(0),
    version: z.int().min(0).optional(),
    form,
  })
  return keeper(prefix, shape, 'browser')
}

const tabKey = 'obratno:tab'

function newTab(): string {
  const tab = v7()
  try {
    sessionStorage.setItem(tabKey, tab)
  } catch {
    // Without a storage of its own the tab is another one after each reload: what it wrote is offered, not put back.
  }
  return tab
}

/** What sets this tab apart from the others, the same after a reload. */
function thisTab(): string {
  if (typeof window === 'undefined') return ''
  try {
    return sessionStorage.getItem(tabKey) ?? newTab()
  } catch {
    return newTab()
  }
}

/** Locks exist only where the page came over a connection nobody can change. */
const locks = () => (typeof navigator === 'undefined' || !('locks' in navigator) ? null : navigator.locks)

const patience = 1000

/** Says to the other tabs that this text is being written here; `onTaken`: another tab says so already. */
function hold(name: string, onTaken: () => void): () => void {
  const ended = new AbortController()
  let release = () => {}
  const waiting = setTimeout(onTaken, patience)
  locks()
    ?.request(name, { signal: ended.signal }, () => {
      clearTimeout(waiting)
      return new Promise<void>((resolve) => {
        release = resolve
      })
    })
    .catch(() => undefined)
  if (!locks()) clearTimeout(waiting)
  return () => {
    clearTimeout(waiting)
    ended.abort()
    release()
  }
}

async function heldNames(): Promise<ReadonlySet<string>> {
  const found = await locks()
    ?.query()
    .catch(() => null)
  return new Set(found?.held?.flatMap(({ name }) => name ?? []))
}

const ignore = () => {}

/** Where the text of one round is kept; nothing more once it is closed. */
function slotOf<Form>(drafts: Keeper<Kept<Form>>, name: string, round: number) {
  let isOpen = true
  return {
    round,
    keep: (what: Writing<Form> | null) => {
      if (!isOpen) return
      if (what) drafts.write(name, { ...what, savedAt: Date.now() })
      else drafts.drop(name)
    },
    close: () => {
      isOpen = false
    },
  }
}

/**
 * What one person writes of a shop's draft and has not saved. Each tab keeps its own text, so that two never overwrite each
 * other, and has it again after a reload; what a tab left behind when it was closed is offered to the next one.
 *
 * `owner` is the person's id in this shop. `isNews` says whether a text differs from what is stored.
 */
export function useKeptDraft<Form>(
  drafts: Keeper<Kept<Form>>,
  owner: string,
  isNews: (kept: Kept<Form>) => boolean,
) {
  const [tab, setTab] = useState(thisTab)
  const [begun, setBegun] = useState(() => ({ round: 0, kept: drafts.read(`${owner}:${tab}`) }))
  const [left, setLeft] = useState<Left<Kept<Form>> | null>(null)
  const [forgotten, setForgotten] = useState(0)
  const hydrated = useHydrated()
  const name = `${owner}:${tab}`

  const look = useEffectEvent(async () => {
    const held = await heldNames()
    const others = drafts.entries(`${owner}:`).filter((one) => one.name !== name)
    const own = JSON.stringify(drafts.read(name)?.form ?? null)
    const { offered, dropped } = sortLeft(others, {
      now: Date.now(),
      isOpen: (one) => held.has(drafts.prefix + one),
      isNews: (kept) => isNews(kept) && JSON.stringify(kept.form) !== own,
    })
    for (const one of dropped) drafts.drop(one)
    setLeft(offered)
  })

  useEffect(() => hold(drafts.prefix + name, () => setTab(newTab())), [drafts, name])

  useEffect(() => {
    // Another tab may be just closing.
    const again = setTimeout(look, patience)
    const back = () => void look()
    const first = setTimeout(look)
    window.addEventListener('focus', back)
    return () => {
      clearTimeout(first)
      clearTimeout(again)
      window.removeEventListener('focus', back)
    }
  }, [name, begun, forgotten])

  /** The place where the text of this round is kept; it takes nothing more once it is closed. */
  const slot = useMemo(() => slotOf(drafts, name, begun.round), [drafts, name, begun.round])

  /** Puts what was left behind in the place of what is written, which is then offered in its turn. */
  function take(written: Writing<Form> | null) {
    const taken = left && drafts.read(left.name)
    setLeft(null)
    if (!taken) return
    slot.close()
    if (written) drafts.write(`${owner}:${v7()}`, { ...written, savedAt: Date.now() })
    drafts.write(name, taken)
    drafts.drop(left.name)
    setBegun(({ round }) => ({ round: round + 1, kept: taken }))
  }

  function forget() {
    if (left) drafts.drop(left.name)
    setLeft(null)
    setForgotten((times) => times + 1)
  }

  const kept = hydrated ? begun.kept : null
  return {
    kept,
    /** Another one whenever the form is to be begun anew. */
    key: kept ? `kept-${begun.round}` : 'fresh',
    left: left?.value ?? null,
    take,
    forget,
    // Before it is known what was kept there is nothing to put in its place.
    keep: hydrated ? slot.keep : ignore,
    /** Nothing is kept any more: the draft is published or thrown away. */
    finish: () => {
      slot.keep(null)
      slot.close()
    },
  }
}

export type KeptDraft<Form> = ReturnType<typeof useKeptDraft<Form>>

const pause = 400

/** Keeps what is written a moment after the last key, and at once when the page is left; null: there is nothing to keep. */
export function useKeeping<Form>(
  keepIn: (what: Writing<Form> | null) => void,
  what: Writing<Form> | null,
): void {
  const keep = useEffectEvent(() => keepIn(what))
  const [revision, version, form] = [what?.revision, what?.version, what?.form]

  useEffect(() => {
    const timer = setTimeout(keep, pause)
    return () => clearTimeout(timer)
  }, [revision, version, form])

  useEffect(() => {
    const leaving = () => keep()
    window.addEventListener('pagehide', leaving)
    return () => {
      window.removeEventListener('pagehide', leaving)
      leaving()
    }
  }, [])
}
