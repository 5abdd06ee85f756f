/** Which of the routes of a refusal counts, as SQL. */
import { sql, type SQL } from 'drizzle-orm'

/**
 * What the routes of one refusal are ordered by before their moment, so that the one that counts comes first: an override
 * that came too late is no route, the goods went where they were sent before. It is told by where the goods are to go, and
 * where they have arrived at neither place, by who chose it.
 * @param route the alias of the route; the case is `c`
 */
export function countingFirst(route: 'g' | 't'): SQL {
  const t = sql.raw(route)
  const inTime = sql`'override_too_late' <> all (c.flags)`
  return sql`(${inTime} or ${t}.location_id is not distinct from c.location_id) desc,
    (${inTime} or ${t}.by is distinct from 'person') desc`
}
