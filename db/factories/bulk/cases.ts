import type postgres from 'postgres'
import { reasons } from './names'
import { requirements } from './paths'

/** The cases of the plan with items, pickups and every cache as the application would have left them. */
export async function makeCases(sql: postgres.ReservedSql): Promise<void> {
  await sql`
    insert into cases (merchant_id, id, number, kind, order_id, customer_id, channel, requested_at, decision, custody,
      inspection, money, stage, stage_since, location_id, event_count, last_hash, version, created_at, updated_at)
    select p.merchant_id, p.case_id, 10000 + p.seq, s.kind, p.order_id, p.customer_id, 'site', p.at, s.decision,
      s.custody, s.inspection, s.money, s.stage, p.at, case when s.located then p.location_id end, s.events,
      bulk.hash(p.n, s.events), s.events, p.at, p.at + (s.events - 1) * interval '10 minutes'
    from bulk.plan p join bulk.paths s on s.path = p.path`
  await sql`
    insert into case_items (merchant_id, id, case_id, order_line_id, quantity, collected_quantity, received_quantity,
      disposed_quantity, customer_reason, disposition, live)
    select p.merchant_id, i.id, p.case_id, i.line, 1, s.collected, s.received, s.disposed,
      (${reasons}::text[])[1 + p.n % ${reasons.length}], s.disposition, s.live
    from bulk.plan p
    join bulk.paths s on s.path = p.path
    cross join lateral (values (p.item1, p.line1, true), (p.item2, p.line2, p.two)) as i(id, line, wanted)
    where i.wanted`
  await makePickups(sql)
  await sql`
    insert into case_counts (merchant_id, kind, stage, count)
    select p.merchant_id, s.kind, s.stage, count(*)
    from bulk.plan p join bulk.paths s on s.path = p.path group by 1, 2, 3`
  await sql`
    insert into number_counters (merchant_id, name, last)
    select merchant_id, name, 10000 + cases from bulk.shops cross join (values ('case'), ('pickup')) as c(name)`
}

async function makePickups(sql: postgres.ReservedSql): Promise<void> {
  await sql`
    insert into pickup_tasks (merchant_id, id, number, case_id, carrier_id, address_id, status, slot_date, slot_from,
      slot_to, attempts, requirements, version, created_at, updated_at)
    select p.merchant_id, p.pickup_id, 10000 + p.seq, p.case_id, p.carrier_id, p.address_id, s.pickup,
      (p.at + interval '2 days')::date, '10:00', '14:00', s.attempts, ${JSON.stringify(requirements)}::text::jsonb,
      1, p.at, p.at
    from bulk.plan p join bulk.paths s on s.path = p.path
    where s.pickup is not null`
  await sql`
    insert into pickup_items (merchant_id, pickup_id, case_item_id, quantity, collected_quantity)
    select p.merchant_id, p.pickup_id, i.id, 1, s.collected
    from bulk.plan p
    join bulk.paths s on s.path = p.path
    cross join lateral (values (p.item1, true), (p.item2, p.two)) as i(id, wanted)
    where s.pickup is not null and i.wanted`
}

/** One event every ten minutes. Hashes have the shape of a chain and are none. */
export async function makeEvents(sql: postgres.ReservedSql): Promise<void> {
  await sql`
    insert into case_events (merchant_id, id, case_id, seq, type, occurred_at, recorded_at, actor_kind, actor_id, data, hash)
    select p.merchant_id, bulk.id(e.at, 8, p.n * 32 + s.seq), p.case_id, s.seq, s.type, e.at, e.at, s.actor,
      case s.actor when 'carrier' then p.carrier_id else p.member_id end,
      case
        when s.type = 'case.created' then jsonb_build_object('kind', w.kind, 'orderId', p.order_id, 'channel', 'site',
          'items', jsonb_build_array(line.one) || case when p.two then jsonb_build_array(line.two) else '[]' end)
          || case when w.historic then jsonb_build_object('historic',
            jsonb_build_object('importId', w.import_id, 'number', 'C' || p.order_number)) else '{}' end
        when s.type = 'pickup.created' then jsonb_build_object('pickupId', p.pickup_id, 'number', 10000 + p.seq,
          'carrierId', p.carrier_id, 'items', counted.items, 'maxAttempts', 3,
          'requirements', ${JSON.stringify(requirements)}::text::jsonb,
          'slot', jsonb_build_object('date', (p.at + interval '2 days')::date, 'from', '10:00', 'to', '14:00'))
        when s.type = 'pickup.collected' then jsonb_build_object('pickupId', p.pickup_id, 'items', counted.items)
        when s.type like 'pickup.%' then jsonb_build_object('pickupId', p.pickup_id)
        when s.type = 'parcel.received' then jsonb_build_object('locationId', p.location_id)
        when s.type = 'route.given' then jsonb_build_object('routeId', p.order_id, 'action', 'deliver',
          'locationId', p.location_id)
        when s.type = 'inspection.done' then jsonb_build_object('items', jsonb_build_array(done.one)
          || case when p.two then jsonb_build_array(done.two) else '[]' end)
        when s.type = 'refund.due' then jsonb_build_object('amount', 49000, 'currency', 'RUB')
        else '{}'
      end,
      bulk.hash(p.n, s.seq)
    from bulk.plan p
    join bulk.paths w on w.path = p.path
    join bulk.steps s on s.path = p.path
    cross join lateral (select p.at + (s.seq - 1) * interval '10 minutes' as at) e
    cross join lateral (select (${reasons}::text[])[1 + p.n % ${reasons.length}] as code) why
    cross join lateral (
      select jsonb_build_object('caseItemId', p.item1, 'orderLineId', p.line1, 'quantity', 1, 'reason', why.code) as one,
        jsonb_build_object('caseItemId', p.item2, 'orderLineId', p.line2, 'quantity', 1, 'reason', why.code) as two
    ) line
    cross join lateral (
      select jsonb_build_object('caseItemId', p.item1, 'quantity', 1, 'disposition', 'restock') as one,
        jsonb_build_object('caseItemId', p.item2, 'quantity', 1, 'disposition', 'restock') as two
    ) done
    cross join lateral (
      select jsonb_build_array(jsonb_build_object('caseItemId', p.item1, 'quantity', 1))
        || case when p.two then jsonb_build_array(jsonb_build_object('caseItemId', p.item2, 'quantity', 1)) else '[]' end as items
    ) counted`
}

/** The tokens of lib/search/rules.ts, for cases or for their orders. */
export async function makeTokens(sql: postgres.ReservedSql, entity: 'case' | 'order'): Promise<void> {
  const ofCase = entity === 'case'
  await sql`
    insert into search_tokens (merchant_id, entity, token, entity_id)
    select p.merchant_id, ${entity}, t.token, ${ofCase ? sql`p.case_id` : sql`p.order_id`}
    from bulk.plan p
    cross join lateral (values
      (${ofCase ? sql`'n:' || (10000 + p.seq)` : null}),
      ('o:' || lower(p.order_number)),
      ('w:' || translate(lower(p.given), 'ё', 'е')),
      ('w:' || translate(lower(p.family), 'ё', 'е')),
      ('p:' || reverse(substr(p.phone, 2))),
      ('t:' || lower(p.tracking)),
      ('e:' || reverse(lower(p.tracking)))
    ) as t(token)
    where t.token is not null`
}
