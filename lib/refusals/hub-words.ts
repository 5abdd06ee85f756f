import 'server-only'
/** What was told of a refused parcel besides the claim: the hub's photos and words, and what the carrier sent after them. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { EventDataOf } from '@/lib/cases/events'
import { evidenceOf } from '@/lib/cases/evidence'
import type { EvidencePiece } from './refusal'

export type HubWords = {
  evidence: EvidencePiece[]
  comments: string[]
  /** Articles of its latest count that the return cannot have. */
  extra: { sku: string; quantity: number }[]
}

type ToldLater = { at: Date; note: string | null } & (
  | { type: 'parcel.at_hub'; data: EventDataOf<'parcel.at_hub'> }
  | { type: 'evidence.added'; data: EventDataOf<'evidence.added'> }
)

/** In the order of what happened. */
export async function readToldLater(tx: Tx, merchantId: string, caseId: string): Promise<ToldLater[]> {
  type Row = { occurred_at: string; note: string | null } & Pick<ToldLater, 'type' | 'data'>
  const rows = await tx.execute<Row>(sql`
    select e.type, e.occurred_at, e.data, n.body as note
    from case_events e
    left join notes n on n.merchant_id = ${merchantId} and n.id = (e.data->>'noteId')::uuid
    where e.merchant_id = ${merchantId} and e.case_id = ${caseId} and e.type in ('parcel.at_hub', 'evidence.added')
    order by e.occurred_at, e.id limit 500`)
  return rows.map(({ occurred_at, ...row }) => ({ ...row, at: new Date(occurred_at) }) as ToldLater)
}

/** What was told of one refusal: after it, and before the next one. */
export function wordsOf(
  told: readonly ToldLater[],
  refusedAt: Date,
  until: Date | null,
): { evidence: EvidencePiece[]; hub: HubWords } {
  const own = told.filter(({ at }) => at >= refusedAt && (until === null || at < until))
  const hub = own.filter((one): one is ToldLater & { type: 'parcel.at_hub' } => one.type === 'parcel.at_hub')
  return {
    evidence: own.filter(({ type }) => type === 'evidence.added').flatMap(evidenceOf),
    hub: {
      evidence: hub.flatMap(evidenceOf),
      comments: hub.flatMap(({ note }) => note ?? []),
      extra: hub.findLast(({ data }) => data.items !== undefined)?.data.extra ?? [],
    },
  }
}
