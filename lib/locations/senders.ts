import 'server-only'
/** Which routing rules send goods to a place, by what is in force, what comes, and what is being written. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { RouteActions, RuleSetContent } from '@/lib/routing/schemas'

export type Sender = {
  state: 'in_force' | 'scheduled' | 'draft'
  /** Null: the draft. */
  number: number | null
  effectiveAt: Date | null
  /** Rules that are switched on, with their places from 1; the name may be empty. */
  rules: { position: number; name: string }[]
  /** The default sends there too. */
  otherwise: boolean
}

type Row = { number: number | null; effective_at: string | null; content: RuleSetContent }

/** Versions that may still answer, and the draft, as far as they send there; the one in force first, the draft last. */
export async function readSenders(
  tx: Tx,
  merchantId: string,
  locationId: string,
  now: Date,
): Promise<Sender[]> {
  const at = sql`${now.toISOString()}::timestamptz`
  // A later version hides what takes effect no earlier than it, or has by now.
  const rows = await tx.execute<Row>(sql`
    select v.number, v.effective_at, v.content from rule_sets v
    where v.merchant_id = ${merchantId} and (v.number is null or not exists (
      select from rule_sets l where l.merchant_id = ${merchantId} and l.number > v.number
        and l.effective_at <= greatest(v.effective_at, ${at})))
    order by v.effective_at nulls last, v.number limit 50`)
  const sends = ({ to }: RouteActions) => to.action === 'deliver' && to.locationId === locationId
  return rows
    .map(({ number, effective_at, content }): Sender => {
      const effectiveAt = effective_at === null ? null : new Date(effective_at)
      return {
        state: !effectiveAt ? 'draft' : effectiveAt <= now ? 'in_force' : 'scheduled',
        number,
        effectiveAt,
        rules: content.rules.flatMap(({ name, enabled, then }, index) =>
          enabled && sends(then) ? [{ position: index + 1, name }] : [],
        ),
        otherwise: sends(content.otherwise),
      }
    })
    .filter(({ rules, otherwise }) => otherwise || rules.length > 0)
}
