import 'server-only'
import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { TokenRange } from './rules'

export type SearchedEntity = 'case' | 'order'
/** A condition on the id of a row (`o.id`), to be put into a `where` beside the merchant's. */
export type SearchCondition = (id: SQL) => SQL

const few = 1_000
const many = 20_000
const most = 100_000

/**
 * How to find what has a token in one of the ranges of every group, newest first and exactly, at any size: the rarest
 * group is gathered by index and the others are asked of its rows; where that would be tens of thousands of questions
 * and a sample says that the groups seldom meet, they are intersected whole; else the rows are asked one by one in the
 * order of the list, which soon fills a page.
 */
export async function searchCondition(
  tx: Tx,
  merchantId: string,
  entity: SearchedEntity,
  groups: TokenRange[][],
): Promise<SearchCondition> {
  const within = (limit: number) => rarestGroup(tx, merchantId, entity, groups, limit)
  const several = groups.length > 1
  const rarest = (await within(few)) ?? (several ? await within(many) : null)
  if (rarest !== null) {
    const others = groups.filter((_, index) => index !== rarest)
    const filters = others.map(
      (ranges) => sql` and ${hasToken(merchantId, entity, sql`t.entity_id`, ranges)}`,
    )
    return (id) => sql`${id} = any(array(
      select distinct t.entity_id from (${idsOf(merchantId, entity, groups[rarest] ?? [])}) t
      where true${sql.join(filters)}))`
  }
  const common = several ? await within(most) : null
  if (common !== null && !(await meetOften(tx, merchantId, entity, groups, common))) {
    const all = groups.map((ranges) => sql`(${idsOf(merchantId, entity, ranges)})`)
    return (id) => sql`${id} = any(array(${sql.join(all, sql` intersect `)}))`
  }
  return (id) =>
    sql.join(
      groups.map((ranges) => hasToken(merchantId, entity, id, ranges)),
      sql` and `,
    )
}

function idsOf(merchantId: string, entity: SearchedEntity, ranges: TokenRange[]): SQL {
  return sql.join(
    ranges.map(
      (range) => sql`
        select s.entity_id from search_tokens s
        where s.merchant_id = ${merchantId} and s.entity = ${entity} and s.token >= ${range.from} and s.token < ${range.to}`,
    ),
    sql` union all `,
  )
}

/** The group with the fewest tokens, counted by index up to `limit`; null when all have more. */
async function rarestGroup(
  tx: Tx,
  merchantId: string,
  entity: SearchedEntity,
  groups: TokenRange[][],
  limit: number,
): Promise<number | null> {
  const counts = groups.map(
    (ranges, index) => sql`
      select ${index}::int as group, (select count(*)::int from (${sql.join(
        ranges.map(
          (range) => sql`(
          select from search_tokens
          where merchant_id = ${merchantId} and entity = ${entity} and token >= ${range.from} and token < ${range.to}
          limit ${limit + 1})`,
        ),
        sql` union all `,
      )}) capped) as count`,
  )
  const [rarest] = await tx.execute<{ group: number; count: number }>(
    sql`select * from (${sql.join(counts, sql` union all `)}) counted order by count limit 1`,
  )
  return rarest && rarest.count <= limit ? rarest.group : null
}

const sample = 500

/** Whether at least one in twenty of a group's rows, by a sample, is in all other groups too. */
async function meetOften(
  tx: Tx,
  merchantId: string,
  entity: SearchedEntity,
  groups: TokenRange[][],
  one: number,
): Promise<boolean> {
  const others = groups.filter((_, index) => index !== one)
  const filters = others.map((ranges) => hasToken(merchantId, entity, sql`t.entity_id`, ranges))
  const [met] = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count
    from (select entity_id from (${idsOf(merchantId, entity, groups[one] ?? [])}) s limit ${sample}) t
    where ${sql.join(filters, sql` and `)}`)
  return (met?.count ?? 0) * 20 >= sample
}

/** As a scalar subquery, which the planner leaves where it stands: one look into the index for each row. */
function hasToken(merchantId: string, entity: SearchedEntity, id: SQL, ranges: TokenRange[]): SQL {
  const within = ranges.map((range) => sql`(s.token >= ${range.from} and s.token < ${range.to})`)
  return sql`coalesce((
    select true from search_tokens s
    where s.merchant_id = ${merchantId} and s.entity = ${entity} and s.entity_id = ${id}
      and (${sql.join(within, sql` or `)})
    limit 1), false)`
}
