/** Returns by their reasons, as SQL. */
import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'

/**
 * Whether anybody has named one of these codes as the reason of a case `c`: its customer, the courier at the door, or the hub
 * that looked into a refused parcel, at any of its attempts. None of them overwrites another.
 */
export function namedBy(reasons: readonly string[]): SQL {
  const codes = sql`${sql.param([...reasons])}::text[]`
  return sql`(exists (select from case_items i
      where i.merchant_id = c.merchant_id and i.case_id = c.id
        and (i.customer_reason = any(${codes}) or i.courier_reason = any(${codes})))
    or c.kind = 'refusal' and exists (select from refusals f
      where f.merchant_id = c.merchant_id and f.case_id = c.id and f.confirmed_reason = any(${codes})))`
}
