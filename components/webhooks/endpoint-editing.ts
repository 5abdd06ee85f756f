'use client'

import { useRef, useState, useTransition } from 'react'
import { v7 } from 'uuid'
import type { Refusal } from '@/lib/result'
import { loadEndpoint, submitEndpoint, submitEndpointChange } from '@/lib/webhooks/actions'
import type { Endpoint } from '@/lib/webhooks/queries'
import { usualTypes } from '@/lib/webhooks/groups'
import { changedParts, keptEndpoints, type EndpointDraft } from './endpoint-kept'
import type { Failed } from './refusal-text'

export type Opened = EndpointDraft & { id: string; version: number }
export type Restored = ReturnType<typeof keptEndpoints.read>
/** What somebody else made of it meanwhile. */
export type EndpointConflict = { theirs: Endpoint; parts: ReturnType<typeof changedParts> }
type Done = { id: string; secret: string | null }

type Asked = {
  merchantSlug: string
  /** Absent: a new one. */
  endpoint?: Opened
  keptName: string
  restored: Restored
  onDone: (done: Done) => void
}

const fresh: EndpointDraft = { name: '', url: '', eventTypes: [...usualTypes] }

function draftOf({ name, url, eventTypes }: EndpointDraft): EndpointDraft {
  return { name, url, eventTypes }
}

/** The form of an endpoint: what is typed, how it is kept over a reload and saved, and who was first. */
export function useEndpointEditing({ merchantSlug, endpoint, keptName, restored, onDone }: Asked) {
  const commandId = useRef('')
  const [base, setBase] = useState(restored ? restored.base : endpoint ? draftOf(endpoint) : null)
  const [version, setVersion] = useState(restored?.version ?? endpoint?.version ?? 0)
  const [draft, setDraft] = useState(restored?.draft ?? base ?? fresh)
  const [failed, setFailed] = useState<Failed | null>(null)
  const [conflict, setConflict] = useState<EndpointConflict | null>(null)
  const [pending, start] = useTransition()

  function put(next: EndpointDraft) {
    // Another input is another command.
    commandId.current = ''
    setDraft(next)
  }

  function change(part: Partial<EndpointDraft>) {
    const next = { ...draft, ...part }
    put(next)
    if (changedParts(base ?? fresh, next).length === 0) keptEndpoints.drop(keptName)
    else keptEndpoints.write(keptName, { version, base, draft: next })
  }

  async function send(expectedVersion: number): Promise<void> {
    commandId.current ||= v7()
    const input = { commandId: commandId.current, ...draft }
    if (!endpoint) {
      const made = await submitEndpoint(merchantSlug, input).catch(() => null)
      if (!made?.ok) return setFailed(made?.error ?? 'unreachable')
      keptEndpoints.drop(keptName)
      return onDone(made.data)
    }
    const held = { ...input, endpointId: endpoint.id, expectedVersion }
    const saved = await submitEndpointChange(merchantSlug, held).catch(() => null)
    if (saved?.ok) {
      keptEndpoints.drop(keptName)
      return onDone({ id: endpoint.id, secret: null })
    }
    if (saved?.error.code === 'conflict') return meet(saved.error, endpoint.id)
    setFailed(saved?.error ?? 'unreachable')
  }

  /** Somebody was first. Where nothing of the form was changed, only the secret or a switch, there is nothing to choose. */
  async function meet(refusal: Refusal, id: string): Promise<void> {
    const now = await loadEndpoint(merchantSlug, id).catch(() => null)
    if (!now?.ok || !now.data) return setFailed(refusal)
    const parts = base ? changedParts(base, now.data) : []
    commandId.current = ''
    if (parts.length === 0) return send(now.data.version)
    setConflict({ theirs: now.data, parts })
  }

  function save(expectedVersion = version) {
    if (pending) return
    start(async () => {
      setFailed(null)
      await send(expectedVersion)
    })
  }

  /** From here on it is about the endpoint as they have made it. */
  function follow(theirs: Endpoint) {
    setBase(draftOf(theirs))
    setVersion(theirs.version)
    setConflict(null)
  }

  return {
    draft,
    failed,
    conflict,
    pending,
    change,
    save: () => save(),
    /** Back to what is saved. */
    reset: () => {
      setVersion(endpoint?.version ?? 0)
      setBase(endpoint ? draftOf(endpoint) : null)
      put(endpoint ? draftOf(endpoint) : fresh)
      keptEndpoints.drop(keptName)
    },
    takeTheirs: (theirs: Endpoint) => {
      follow(theirs)
      put(draftOf(theirs))
      keptEndpoints.drop(keptName)
    },
    /** Saves over what they have written. */
    keepMine: (theirs: Endpoint) => {
      follow(theirs)
      save(theirs.version)
    },
  }
}
