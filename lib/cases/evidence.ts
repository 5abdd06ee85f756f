/** Photos, signatures, papers and recordings that belong to events: by reference, never fetched by us. Pure. */
import type { EvidencePiece } from '@/lib/refusals/refusal'
import type { CaseEvent } from './events'

/** Everything that was told with an event, in the order of telling. */
export function evidenceOf(event: Pick<CaseEvent, 'type' | 'data'>): EvidencePiece[] {
  const { data } = event
  const own = 'reference' in data ? [{ kind: data.kind, reference: data.reference }] : []
  return [...own, ...('evidence' in data ? (data.evidence ?? []) : [])]
}

/** The address to open it at; null: not one that a person may be sent to. */
export function evidenceLink(reference: string): string | null {
  if (!URL.canParse(reference)) return null
  const { protocol, username, password, href } = new URL(reference)
  return protocol === 'https:' && username === '' && password === '' ? href : null
}
