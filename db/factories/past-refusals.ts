import type postgres from 'postgres'
import { newId } from '@/lib/ids'
import type { RouteActions, RuleSetContent } from '@/lib/routing/schemas'

export type PastShop = { id: string; carrierId: string; memberId: string }

export type PastPlaces = { main: string; second: string; storage: string; closed: string }

/** Places that goods of past refusals went to: two warehouses, one for storing by the day, and one that is closed. */
export async function pastPlaces(owner: postgres.Sql, shop: PastShop, now: Date): Promise<PastPlaces> {
  const places = { main: newId(), second: newId(), storage: newId(), closed: newId() }
  const rows = [
    [places.main, 'PODOLSK', 'warehouse', 'Склад «Подольск»', 'Подольск', 15_000, 0, null],
    [places.second, 'KHIMKI', 'fulfilment', 'Фулфилмент «Химки»', 'Химки', 9_000, 0, null],
    [places.storage, 'STORE', 'storage', 'Хранение «Тверь»', 'Тверь', 4_000, 700, null],
    [places.closed, 'OLD', 'warehouse', 'Старый склад', 'Москва', 12_000, 0, now.toISOString()],
    [newId(), 'MSK-1', 'hub', 'Сортировка «Москва»', 'Москва', 0, 300, null],
  ]
  await owner`insert into locations (merchant_id, id, code, kind, name, city, parcel_cost, storage_day_cost, closed_at, created_at)
    select ${shop.id}, (r->>0)::uuid, r->>1, r->>2, r->>3, r->>4, (r->>5)::bigint, (r->>6)::bigint, (r->>7)::timestamptz, ${now}
    from jsonb_array_elements(${JSON.stringify(rows)}::text::jsonb) as r`
  await owner`insert into routing_settings (merchant_id, redelivery_cost, sorting_cost, repack_cost, storage_days, version,
      updated_by, updated_at)
    values (${shop.id}, 25000, 3000, 5000, 7, 1, ${shop.memberId}, ${now})`
  return places
}

/** A way with nothing beside it. */
export const actionsTo = (to: RouteActions['to'], more: Partial<RouteActions> = {}): RouteActions => ({
  to,
  storageDays: null,
  sorting: false,
  repack: false,
  tellCustomer: false,
  tellOrderSystem: false,
  refund: false,
  ...more,
})

/**
 * Refusals at these moments, of many kinds by their place in the list, and how they went: without rules, by a rule, by the
 * default, once more to the door, waiting for a person, and as a person chose after the rules had chosen otherwise. Straight
 * into the tables, with no events: for what reads refusals and routes alone.
 */
export async function pastRefusals(
  owner: postgres.Sql,
  shop: PastShop,
  places: PastPlaces,
  refusedAt: readonly Date[],
): Promise<void> {
  const { id: merchantId, carrierId, memberId } = shop
  const deliver = (locationId: string) => actionsTo({ action: 'deliver', locationId })
  const ways = [
    deliver(places.main),
    deliver(places.second),
    { ...deliver(places.storage), storageDays: 20 },
    { ...deliver(places.closed), sorting: true },
    actionsTo({ action: 'redeliver', afterDays: 1, window: null }),
    actionsTo({ action: 'ask' }),
  ]
  const content: RuleSetContent = { rules: [], otherwise: deliver(places.main) }
  const json = (value: unknown) => JSON.stringify(value)
  const ruleSetId = newId()
  const rule = { id: newId(), position: 1, name: 'Прежнее правило' }
  await owner.begin(async (tx) => {
    const [set] = await tx<
      { id: string }[]
    >`select id from rule_sets where merchant_id = ${merchantId} and number = 1`
    const versionId = set?.id ?? ruleSetId
    if (!set)
      await tx`insert into rule_sets (merchant_id, id, number, revision, content, created_by, created_at, updated_by,
          updated_at, published_by, published_at, effective_at)
        values (${merchantId}, ${ruleSetId}, 1, 1, ${json(content)}::text::jsonb, ${memberId}, '2024-01-01', ${memberId},
          '2024-01-01', ${memberId}, '2024-01-01', '2024-01-01')`
    const [{ last } = { last: 10_000 }] = await tx<{ last: number }[]>`
      select coalesce(max(number), 10000)::int as last from cases where merchant_id = ${merchantId}`
    await tx`create temporary table told on commit drop as
      select n::int as n, at, gen_random_uuid() as order_id, gen_random_uuid() as case_id, gen_random_uuid() as refusal_id,
        gen_random_uuid() as note_id,
        jsonb_build_object(
          'reasons', (array['["size","not_fit"]', '["not_working","defective"]', '["changed_mind"]', '[]'])[1 + n % 4]::jsonb,
          'categories', (array['["Обувь"]', '["Техника"]', '[]'])[1 + n % 3]::jsonb,
          'skus', jsonb_build_array('SKU-' || n % 500),
          'suppliers', jsonb_build_array('Поставщик ' || n % 7),
          'price', 50000 + (n::bigint * 37000) % 900000, 'parcelValue', 90000 + (n::bigint * 53000) % 1900000,
          'weight', case when n % 6 = 0 then null else 200 + (n * 31) % 9000 end,
          'payment', (array['prepaid', 'cod'])[1 + n % 2], 'region', 'Регион ' || n % 30, 'city', 'Город ' || n % 90,
          'hub', case when n % 5 = 0 then null else 'MSK-1' end, 'carrier', 'obratno', 'attempt', 1 + n % 3,
          'extent', 'whole', 'packaging', (array['intact', 'opened', 'damaged'])[1 + n % 3],
          'weekday', (array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])[1 + n % 7],
          'stocked', (array['all', 'some', 'none'])[1 + n % 3]) as facts
      from unnest(${refusedAt.map((at) => at.toISOString())}::timestamptz[]) with ordinality as told(at, n)`
    await tx`insert into orders (merchant_id, id, number, channel, placed_at, buyer, currency, content_hash, created_at, updated_at)
      select ${merchantId}, order_id, ${`F${last}-`} || n, 'site', at - interval '5 days', 'consumer', 'RUB', 'none', at, at
      from told`
    await tx`insert into cases (merchant_id, id, number, kind, order_id, channel, requested_at, decision, custody, inspection,
        money, stage, stage_since, event_count, last_hash, version, created_at, updated_at)
      select ${merchantId}, case_id, ${last} + n, 'refusal', order_id, 'site', at, 'approved', 'courier', 'not_due', 'not_due',
        'in_transit', at, 1, 'none', 1, at, at from told`
    await tx`insert into notes (merchant_id, id, body, created_at)
      select ${merchantId}, note_id, 'Так решили', at from told where n % 10 = 8`
    await tx`insert into refusals (merchant_id, id, case_id, carrier_id, attempt, refused_at, reported_at, extent, packaging,
        items, evidence, facts)
      select ${merchantId}, refusal_id, case_id, ${carrierId}, 1 + n % 3, at, at + interval '1 minute', 'whole', 'intact',
        '[]', '[]', facts
      from told`
    const route = (
      by: 'rule' | 'default' | 'person',
      chosen: postgres.Fragment,
      which: postgres.Fragment,
    ) => {
      const person = by === 'person'
      const answer = { rule: by === 'rule' ? rule : null, destinationClosed: false, passed: [] }
      return tx`
        insert into routes (merchant_id, id, case_id, refusal_id, by, cause, rule_set_id, rule_id, action, location_id,
          actions, answer, facts, note_id, member_id, given_at)
        select ${merchantId}, gen_random_uuid(), case_id, refusal_id, ${by}, ${person ? 'person' : 'refused'},
          ${person ? null : versionId}::uuid, ${by === 'rule' ? rule.id : null}::uuid, a #>> '{to,action}',
          (a #>> '{to,locationId}')::uuid, a,
          ${person ? tx`null::jsonb` : tx`${json(answer)}::text::jsonb || jsonb_build_object('actions', a)`}, facts,
          ${person ? tx`note_id` : tx`null::uuid`}, ${person ? memberId : null}::uuid,
          at + ${person ? '1 hour' : '1 minute'}::interval
        from told cross join lateral (select ${json(ways)}::text::jsonb -> (${chosen})::int as a) way where ${which}`
    }
    await route('rule', tx`n % 4`, tx`n % 10 between 1 and 5 or n % 10 = 8`)
    await route('rule', tx`4`, tx`n % 10 = 6`)
    await route('default', tx`5`, tx`n % 10 = 7`)
    await route('default', tx`0`, tx`n % 10 = 9`)
    await route('person', tx`n / 10 % 3`, tx`n % 10 = 8`)
  })
}

/** So many moments, spread over the days before `now`, a different one for each. */
export function momentsBefore(now: Date, many: number, overDays: number): Date[] {
  const span = (overDays * 86_400_000) / Math.max(many, 1)
  return Array.from({ length: many }, (_, at) => new Date(now.getTime() - 7_200_000 - Math.floor(at * span)))
}
