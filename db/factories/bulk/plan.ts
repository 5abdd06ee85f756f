import type postgres from 'postgres'
import { newId } from '@/lib/ids'
import { cities, familyNames, givenNames } from './names'
import { actorOf, choices, paths, stateAfter } from './paths'

export type BulkShop = {
  merchant_id: string
  carrier_id: string
  location_id: string
  member_id: string
  cases: number
  /** The only path of this shop's cases; null: any, by weight. */
  path: number | null
}

const importId = newId()

/**
 * Lays out, in a schema of its own, one row for each case to be made: who, when, which path, and the ids of all that
 * belongs to it. Everything is told from the row's number, so that no statement has to look anything up.
 */
export async function layOutPlan(sql: postgres.ReservedSql, shops: BulkShop[], now: Date): Promise<void> {
  await sql`drop schema if exists bulk cascade`
  await sql`create schema bulk`
  // UUIDv7 in shape and order: the time, the kind of thing, its number.
  await sql`
    create function bulk.id(at timestamptz, kind int, n bigint) returns uuid language sql stable as $$
      select (lpad(to_hex((date_part('epoch', at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(kind), 3, '0')
        || '8' || lpad(to_hex(n), 15, '0'))::uuid
    $$`
  await sql`
    create function bulk.hash(n bigint, seq int) returns text language sql immutable as $$
      select md5(n::text || ':' || seq::text) || md5(seq::text || ':' || n::text)
    $$`
  await layOutPaths(sql)
  await sql`
    create unlogged table bulk.shops (merchant_id uuid, carrier_id uuid, location_id uuid, member_id uuid, cases int,
      path int, first bigint, products int)`
  await sql`
    insert into bulk.shops
    select merchant_id, carrier_id, location_id, member_id, cases, path,
      sum(cases) over (order by merchant_id) - cases, least(400, greatest(20, cases / 20))
    from jsonb_to_recordset(${JSON.stringify(shops)}::text::jsonb) as s(merchant_id uuid, carrier_id uuid,
      location_id uuid, member_id uuid, cases int, path int)`
  await sql`
    create unlogged table bulk.plan (n bigint, merchant_id uuid, carrier_id uuid, location_id uuid, member_id uuid,
      seq int, products int, first bigint, at timestamptz, path int, two boolean, given text, family text, phone text, city text,
      order_number text, tracking text, customer_id uuid, address_id uuid, order_id uuid, line1 uuid, line2 uuid,
      case_id uuid, item1 uuid, item2 uuid, pickup_id uuid)`
  await sql`
    insert into bulk.plan
    select n, merchant_id, carrier_id, location_id, member_id, seq, products, first, at, path, two,
      (${givenNames}::text[])[1 + who * 7 % ${givenNames.length}],
      (${familyNames}::text[])[1 + who * 13 % ${familyNames.length}],
      '+79' || lpad((who * 7919 % 1000000000)::text, 9, '0'),
      (${cities}::text[])[1 + who % ${cities.length}],
      'A-' || (100000 + seq), case when n % 2 = 0 then 'TR' || lpad((n * 7907 % 10000000000)::text, 10, '0') end,
      bulk.id(start, 1, who), bulk.id(ordered, 2, n), bulk.id(ordered, 3, n), bulk.id(ordered, 4, n * 4 + 1),
      bulk.id(ordered, 4, n * 4 + 2), bulk.id(at, 5, n), bulk.id(at, 6, n * 2), bulk.id(at, 6, n * 2 + 1),
      case when (select pickup is not null from bulk.paths p where p.path = chosen.path) then bulk.id(at, 7, n) end
    from (
      select s.*, g.seq, s.first + g.seq as n, s.first + (g.seq + 1) / 2 as who, t.at, t.start,
        t.at - interval '10 days' as ordered, (g.seq % 3 > 0 and g.seq % 10 < 4) as two,
        coalesce(s.path, (${[...choices]}::int[])[1 + (s.first + g.seq) * 2654435761 % 4294967296 / 65536 % ${choices.length}]) as path
      from bulk.shops s
      cross join lateral generate_series(1, s.cases) as g(seq)
      cross join lateral (
        select date_trunc('milliseconds', ${now}::timestamptz - interval '3 hours'
            - (s.cases - g.seq)::float8 / s.cases * interval '365 days') as at,
          date_trunc('milliseconds', ${now}::timestamptz - interval '400 days') as start
      ) t
    ) as chosen(merchant_id, carrier_id, location_id, member_id, cases, own_path, first, products, seq, n, who, at,
      start, ordered, two, path)
    order by n`
  await sql`analyze bulk.plan`
}

/** The paths with the state that the application's fold gives them, and the steps of each. */
async function layOutPaths(sql: postgres.ReservedSql): Promise<void> {
  const states = paths.map((path, index) => {
    const { items, pickups, ...state } = stateAfter(path)
    const [item] = Object.values(items)
    const pickup = pickups[0]
    return {
      path: index,
      historic: path.historic ?? false,
      events: path.events.length,
      kind: state.kind,
      decision: state.decision,
      custody: state.custody,
      inspection: state.inspection,
      money: state.money,
      stage: state.stage,
      live: state.live,
      located: state.locationId !== null,
      collected: item?.collected ?? 0,
      received: item?.received ?? 0,
      disposed: item?.disposed ?? 0,
      disposition: item?.disposition ?? null,
      pickup: pickup?.status ?? null,
      attempts: pickup?.attempts ?? 0,
    }
  })
  const steps = paths.flatMap(({ events }, path) =>
    events.map((type, index) => ({ path, seq: index + 1, type, actor: actorOf(type) })),
  )
  await sql`
    create unlogged table bulk.paths (path int, historic boolean, events int, kind text, decision text, custody text,
      inspection text, money text, stage text, live boolean, located boolean, collected int, received int, disposed int,
      disposition text, pickup text, attempts int, import_id uuid)`
  await sql`
    insert into bulk.paths
    select r.*, ${importId}::uuid from jsonb_to_recordset(${JSON.stringify(states)}::text::jsonb) as r(path int,
      historic boolean, events int, kind text, decision text, custody text, inspection text, money text, stage text,
      live boolean, located boolean, collected int, received int, disposed int, disposition text, pickup text,
      attempts int)`
  await sql`create unlogged table bulk.steps (path int, seq int, type text, actor text)`
  await sql`
    insert into bulk.steps
    select * from jsonb_to_recordset(${JSON.stringify(steps)}::text::jsonb) as r(path int, seq int, type text, actor text)`
}
