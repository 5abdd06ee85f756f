import 'server-only'
/** The spans of lib/deadlines/rules as SQL over the cases' clocks, so that a number and its list ask the same. */
import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import { clockKinds, type ClockKind } from '@/lib/cases/events'
import { lawOnlyTerms } from '@/lib/policies/schemas'
import type { Span, Spans } from './rules'

const columns: Record<ClockKind, SQL> = {
  window: sql.raw('c.window_due_at'),
  money: sql.raw('c.money_due_at'),
  storage: sql.raw('c.storage_due_at'),
}

/** Cases `c` whose clock of that kind ends within the span; unknown, not false, where the clock does not run. */
export function endsWithin(kind: ClockKind, { after, upTo }: Span): SQL {
  const upper = sql`${columns[kind]} <= ${upTo.toISOString()}::timestamptz`
  return after ? sql`(${columns[kind]} > ${after.toISOString()}::timestamptz and ${upper})` : sql`(${upper})`
}

/** The conditions of the spans such that no case `c` meets two of them: each goes by an index, their counts add up. */
export function disjointEnds(spans: Spans): SQL[] {
  const asked = clockKinds.flatMap((kind) => {
    const span = spans[kind]
    return span ? [endsWithin(kind, span)] : []
  })
  return asked.map((one, at) => {
    const not = asked.slice(0, at).map((other) => sql` and ${other} is not true`)
    return sql`(${one}${sql.join(not)})`
  })
}

/** Days before an end on which the shop wants to be warned, by the policy in force now. */
export async function readWarnDays(tx: Tx, merchantId: string, now: Date): Promise<number> {
  const [row] = await tx.execute<{ days: number }>(sql`
    select (terms->'warning'->>'daysBefore')::int as days from policy_versions
    where merchant_id = ${merchantId} and number is not null and effective_at <= ${now.toISOString()}::timestamptz
    order by number desc limit 1`)
  return row?.days ?? lawOnlyTerms.warning.daysBefore
}
