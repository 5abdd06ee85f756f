import type postgres from 'postgres'
import { insertMerchant } from '@/db/seed/merchant'
import { makeCases, makeEvents, makeTokens } from './bulk/cases'
import { makeOrders } from './bulk/orders'
import { awaitingPickup, paths } from './bulk/paths'
import { layOutPlan } from './bulk/plan'

export type BulkMerchant = {
  id: string
  slug: string
  cases: number
  userId: string
  carrierId: string
  carrierCode: string
  carrierSecret: string
}

export type BulkOptions = {
  /** Cases of all merchants together, shared out by Zipf's law: the first has nearly a third of them. */
  cases: number
  merchants: number
  /** Cases of one more merchant, every one of which waits for what its carrier reports. */
  waiting: number
  now: Date
  log?: (line: string) => void
}

export type BulkData = { merchants: BulkMerchant[]; waiting: BulkMerchant }

/**
 * Fills an empty, migrated database set by set: orders, cases with all that belongs to them, search tokens, counters.
 * Every case folds to what its row says; only the hashes of its events are made up. Needs a superuser: the walls,
 * triggers and secondary indexes are out of the way meanwhile. Needs two connections; a million cases take minutes.
 */
export async function fillDatabase(owner: postgres.Sql, options: BulkOptions): Promise<BulkData> {
  const { log = () => {}, now } = options
  log(`${options.merchants} merchants`)
  const merchants: Planned[] = []
  for (const [index, cases] of zipfShares(options.cases, options.merchants).entries()) {
    merchants.push(await makeMerchant(owner, `shop-${index + 1}`, cases))
  }
  const waiting = await makeMerchant(owner, 'waiting', options.waiting)
  const [sql, other] = await Promise.all([reserveUnguarded(owner), reserveUnguarded(owner)])
  try {
    const shops = [
      ...merchants.map((one) => ({ ...one.row, path: null })),
      { ...waiting.row, path: paths.indexOf(awaitingPickup) },
    ]
    log(`plan of ${options.cases + options.waiting} cases`)
    await layOutPlan(sql, shops, now)
    await dropIndexes(sql)
    log('orders, cases, events and search tokens')
    await Promise.all([
      (async () => {
        await makeOrders(sql, now)
        await makeCases(sql)
        await makeTokens(sql, 'case')
      })(),
      (async () => {
        await makeEvents(other)
        await makeTokens(other, 'order')
      })(),
    ])
    log('indexes')
    await sql`do $$ declare one record; begin
      for one in select definition from bulk.dropped loop execute one.definition; end loop;
    end $$`
    await sql`drop schema bulk cascade`
    log('statistics')
    await sql`vacuum (analyze)`
  } finally {
    for (const one of [sql, other]) {
      await one`reset all`
      one.release()
    }
  }
  return { merchants: merchants.map(({ facts }) => facts), waiting: waiting.facts }
}

type Planned = {
  facts: BulkMerchant
  row: { merchant_id: string; carrier_id: string; location_id: string; member_id: string; cases: number }
}

async function makeMerchant(owner: postgres.Sql, slug: string, cases: number): Promise<Planned> {
  const made = await insertMerchant(owner, {
    slug,
    name: `Магазин ${slug}`,
    timeZone: 'Europe/Moscow',
    currency: 'RUB',
    members: [{ role: 'manager', email: `${slug}@bench.test`, name: 'Руководитель', passwordHash: 'none' }],
  })
  const [member] = made.members
  if (!member) throw new Error('The merchant has no member')
  return {
    facts: {
      id: made.merchant.id,
      slug,
      cases,
      userId: member.userId,
      carrierId: made.carrierId,
      carrierCode: made.carrierCode,
      carrierSecret: made.carrierSecret,
    },
    row: {
      merchant_id: made.merchant.id,
      carrier_id: made.carrierId,
      location_id: made.locationId,
      member_id: member.id,
      cases,
    },
  }
}

/** A connection on which the walls, the triggers and the foreign keys keep quiet. */
async function reserveUnguarded(owner: postgres.Sql): Promise<postgres.ReservedSql> {
  const sql = await owner.reserve()
  await sql`set session_replication_role = replica`
  await sql`set work_mem = '256MB'`
  await sql`set maintenance_work_mem = '512MB'`
  return sql
}

/** How `total` is shared out among `count` by rank ^ -1.32, largest first: of 200 the first has 31 %. */
export function zipfShares(total: number, count: number): number[] {
  const weights = Array.from({ length: count }, (_, index) => (index + 1) ** -1.32)
  const sum = weights.reduce((a, b) => a + b, 0)
  const shares = weights.map((weight) => Math.max(1, Math.floor((weight / sum) * total)))
  const given = shares.reduce((a, b) => a + b, 0)
  return shares.map((share, index) => (index === 0 ? share + total - given : share))
}

/** Building an index over rows that are there is many times faster than keeping it while they come. */
async function dropIndexes(sql: postgres.ReservedSql): Promise<void> {
  await sql`
    create table bulk.dropped as
    select i.indexrelid::regclass::text as name, c.conname as constraint_name, i.indrelid::regclass::text as table_name,
      case when c.oid is null then pg_get_indexdef(i.indexrelid)
        else format('alter table %s add constraint %I %s', i.indrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
      end as definition
    from pg_index i
    left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x')
    where i.indrelid in ('customers'::regclass, 'orders'::regclass, 'order_lines'::regclass, 'cases'::regclass,
        'case_items'::regclass, 'case_events'::regclass, 'pickup_tasks'::regclass, 'pickup_items'::regclass,
        'search_tokens'::regclass)
      and (c.oid is null or c.contype = 'u' or i.indrelid = 'search_tokens'::regclass)
      and not exists (select from pg_constraint f where f.contype = 'f' and f.conindid = i.indexrelid)`
  await sql`do $$ declare one record; begin
    for one in select * from bulk.dropped loop
      if one.constraint_name is null then execute format('drop index %s', one.name);
      else execute format('alter table %s drop constraint %I', one.table_name, one.constraint_name);
      end if;
    end loop;
  end $$`
}
