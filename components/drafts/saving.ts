'use client'

import { useRef, useState } from 'react'
import { v7 } from 'uuid'
import type { FieldIssue, Refusal, Result } from '@/lib/result'

/** What all drafts say of themselves. */
export type DraftHead = { revision: number; updatedBy: string; updatedAt: Date }

/** What the form was begun from, or was saved as last. */
export type Base<Content> = { revision: number; content: Content; by: { who: string; at: Date } | null }

/** Somebody else was first: who and when, and what is there now (null: the draft is gone). */
export type Conflict<Draft extends DraftHead> = {
  theirs: Draft | null
  /** The draft became a version that was not there before. */
  published: { number: number; who: string; at: string } | null
}

export type Failed = Refusal | 'unreachable'
export type Busy = 'saving' | 'publishing' | 'discarding' | null

type SaveInput<Content> = {
  commandId: string
  expectedRevision: number
  expectedVersion: number
  content: Content
}

type Asked<Content, Draft extends DraftHead> = {
  save: (input: SaveInput<Content>) => Promise<Result<{ revision: number }>>
  discard: (input: { commandId: string; expectedRevision: number }) => Promise<Result<unknown>>
  /** The draft as it is now. */
  load: () => Promise<Result<Draft | null>>
  base: Base<Content>
  /** The newest version that the page knew of. */
  lastNumber: number
  onBase: (base: Base<Content>) => void
}

/** Saving, publishing and throwing away, with what may come of it: a refusal by field, a conflict, silence. */
export function useSaving<Content, Draft extends DraftHead>({
  base,
  lastNumber,
  onBase,
  ...doors
}: Asked<Content, Draft>) {
  const [busy, setBusy] = useState<Busy>(null)
  const [failed, setFailed] = useState<Failed>()
  const [refused, setRefused] = useState<FieldIssue[]>([])
  const [conflict, setConflict] = useState<Conflict<Draft>>()
  const last = useRef({ said: '', id: '' })

  /** The same thing said again is the same command: an answer that was lost is found, nothing is done twice. */
  function commandFor(what: object): string {
    const said = JSON.stringify(what)
    if (last.current.said !== said) last.current = { said, id: v7() }
    return last.current.id
  }

  async function ask<T>(doing: Busy, question: () => Promise<Result<T>>): Promise<T | null> {
    setBusy(doing)
    setFailed(undefined)
    setRefused([])
    const result = await question().catch(() => null)
    if (result?.ok) {
      last.current = { said: '', id: '' }
      setBusy(null)
      return result.data
    }
    if (!result) setFailed('unreachable')
    else if (result.error.code === 'conflict') await meet(result.error)
    else {
      setFailed(result.error)
      setRefused(
        (result.error.fields ?? []).map((field) => ({
          ...field,
          path: field.path.replace(/^(terms|content)\./, ''),
        })),
      )
    }
    setBusy(null)
    return null
  }

  async function meet(refusal: Refusal) {
    const found = await doors.load().catch(() => null)
    if (!found?.ok) return setFailed(found?.error ?? 'unreachable')
    const { number, who, at } = refusal.params ?? {}
    const published = found.data === null && Number(number) > lastNumber
    setConflict({
      theirs: found.data,
      published: published ? { number: Number(number), who: String(who), at: String(at) } : null,
    })
  }

  /** Sends a command about the draft. @returns what came of it; null when it was refused, which is said then */
  function send<Body extends object, T>(
    doing: Busy,
    body: Body,
    door: (input: Body & { commandId: string }) => Promise<Result<T>>,
  ): Promise<T | null> {
    const commandId = commandFor(body)
    return ask(doing, () => door({ ...body, commandId }))
  }

  /** @returns whether it is saved */
  async function save(content: Content, expectedRevision = base.revision): Promise<boolean> {
    const body = { expectedRevision, expectedVersion: lastNumber, content }
    const saved = await send('saving', body, doors.save)
    if (saved) {
      setConflict(undefined)
      onBase({ revision: saved.revision, content, by: null })
    }
    return saved !== null
  }

  return {
    busy,
    failed,
    refused,
    conflict,
    save,
    send,
    discard: () => send('discarding', { expectedRevision: base.revision }, doors.discard),
    setConflict,
    setFailed,
    forget: () => {
      setRefused((all) => (all.length > 0 ? [] : all))
      setFailed(undefined)
    },
  }
}
