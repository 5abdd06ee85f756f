'use client'

import { useRef, useState } from 'react'
import { v7 } from 'uuid'
import { loadDraft, submitDiscard, submitDraft, submitPublish } from '@/lib/policies/actions'
import type { PolicyDraft } from '@/lib/policies/queries'
import type { PolicyTerms } from '@/lib/policies/schemas'
import type { FieldIssue, Refusal, Result } from '@/lib/result'

/** What the form was begun from, or was saved as last. */
export type Base = { revision: number; terms: PolicyTerms; by: { who: string; at: Date } | null }

/** Somebody else was first: who and when, and what is there now (null: the draft is gone). */
export type Conflict = {
  theirs: PolicyDraft | null
  /** The draft became a version that was not there before. */
  published: { number: number; who: string; at: string } | null
}

export type Failed = Refusal | 'unreachable'
export type Busy = 'saving' | 'publishing' | 'discarding' | null

type Asked = {
  merchantSlug: string
  base: Base
  /** The newest version that the page knew of. */
  lastNumber: number
  onBase: (base: Base) => void
}

/** Saving, publishing and throwing away, with what may come of it: a refusal by field, a conflict, silence. */
export function useSaving({ merchantSlug, base, lastNumber, onBase }: Asked) {
  const [busy, setBusy] = useState<Busy>(null)
  const [failed, setFailed] = useState<Failed>()
  const [refused, setRefused] = useState<FieldIssue[]>([])
  const [conflict, setConflict] = useState<Conflict>()
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
        (result.error.fields ?? []).map((field) => ({ ...field, path: field.path.replace(/^terms\./, '') })),
      )
    }
    setBusy(null)
    return null
  }

  async function meet(refusal: Refusal) {
    const found = await loadDraft(merchantSlug).catch(() => null)
    if (!found?.ok) return setFailed(found?.error ?? 'unreachable')
    const { number, who, at } = refusal.params ?? {}
    const published = found.data === null && Number(number) > lastNumber
    setConflict({
      theirs: found.data,
      published: published ? { number: Number(number), who: String(who), at: String(at) } : null,
    })
  }

  /** @returns whether it is saved */
  async function save(terms: PolicyTerms, expectedRevision = base.revision): Promise<boolean> {
    const body = { expectedRevision, expectedVersion: lastNumber, terms }
    const commandId = commandFor(body)
    const saved = await ask('saving', () => submitDraft(merchantSlug, { ...body, commandId }))
    if (saved) {
      setConflict(undefined)
      onBase({ revision: saved.revision, terms, by: null })
    }
    return saved !== null
  }

  function publish(effectiveFrom: string, note: string) {
    const body = { expectedRevision: base.revision, effectiveFrom, ...(note.trim() ? { note } : {}) }
    const commandId = commandFor(body)
    return ask('publishing', () => submitPublish(merchantSlug, { ...body, commandId }))
  }

  function discard() {
    const body = { expectedRevision: base.revision }
    const commandId = commandFor(body)
    return ask('discarding', () => submitDiscard(merchantSlug, { ...body, commandId }))
  }

  return {
    busy,
    failed,
    refused,
    conflict,
    save,
    publish,
    discard,
    setConflict,
    setFailed,
    forget: () => {
      setRefused((all) => (all.length > 0 ? [] : all))
      setFailed(undefined)
    },
  }
}
