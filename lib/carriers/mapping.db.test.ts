import { beforeEach, describe, expect, it } from 'vitest'
import { freshMerchant, freshOrder, type TestMerchant } from '@/db/factories/merchant'
import { parcelOf, refusalOf, tell } from '@/db/factories/refusal'
import { workQueue } from '@/db/queue'
import { testDatabase } from '@/db/testing/database'
import { newId } from '@/lib/ids'
import { mapCode, retryMessage } from './commands'
import { carrierTasks } from './jobs'
import { applyAllOfWord } from './mapping'
import type { CarrierEvent } from './schemas'

const { owner, ownerUrl } = await testDatabase()
const now = new Date('2026-11-20T09:00:00Z')
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

let shop: TestMerchant
beforeEach(async () => {
  shop = await freshMerchant(owner)
})

async function messages() {
  const rows = await owner<{ event_id: string; parked_reason: string | null }[]>`
    select event_id, parked_reason from carrier_messages where merchant_id = ${shop.id} order by event_id`
  return Object.fromEntries(rows.map((row) => [row.event_id, row.parked_reason ?? 'applied']))
}

async function refused() {
  const rows = await owner<{ id: string; reason: string; reason_code: string }[]>`
    select id, reason, reason_code from refusals where merchant_id = ${shop.id} order by refused_at`
  return rows.map(({ reason, reason_code }) => `${reason_code} ${reason}`)
}

const map = (code: string, meaning: string, more: { kind?: 'reason' | 'type'; commandId?: string } = {}) =>
  mapCode(
    shop.callers.support,
    { commandId: newId(), carrierId: shop.carrierId, kind: 'reason', code, meaning, ...more },
    now,
  )

async function refusalWith(code: string, hours: number, more: Partial<CarrierEvent> = {}) {
  const order = await parcelOf(shop)
  return refusalOf(order.number, ago(hours), { reasonCode: code, ...more })
}

describe('a code that nobody knew', () => {
  it('is said once, in whatever way it is written, and what waited is applied; other codes go on waiting', async () => {
    const told = [
      await refusalWith('X-17', 5, { id: 'a' }),
      await refusalWith('x-17', 4, { id: 'b' }),
      await refusalWith('OWN:X-17', 3, { id: 'c' }),
      await refusalWith('X-18', 2, { id: 'd' }),
    ]
    expect(await tell(shop, told, now)).toMatchObject({ parked: 4 })
    expect(await map('x-17', 'style')).toEqual({ ok: true, data: { applied: 3, parked: 0, waiting: 0 } })
    expect(await messages()).toEqual({ a: 'applied', b: 'applied', c: 'applied', d: 'unknown_code' })
    expect(await refused()).toEqual(['X-17 style', 'x-17 style', 'OWN:X-17 style'])
  })

  it('means for later messages what was said last, and what was applied stays', async () => {
    await tell(shop, [await refusalWith('X-17', 5)], now)
    await map('X-17', 'style')
    expect(await map('X-17', 'color')).toMatchObject({ ok: true, data: { applied: 0 } })
    await tell(shop, [await refusalWith('X-17', 4)], now)
    expect(await refused()).toEqual(['X-17 style', 'X-17 color'])
    const [kept] = await owner`
      select code, meaning, mapped_by from carrier_codes where merchant_id = ${shop.id}`
    expect(kept).toEqual({ code: 'x-17', meaning: 'color', mapped_by: shop.callers.support.actor.id })
  })

  it('brings what the hub had said of the parcel, though it never had the code', async () => {
    const order = await parcelOf(shop)
    const hub = { id: 'hub', type: 'parcel.at_hub', occurredAt: ago(1).toISOString() }
    await tell(shop, [{ ...hub, orderNumber: order.number }], now)
    await tell(shop, [refusalOf(order.number, ago(5), { id: 'door', reasonCode: 'X-17' })], now)
    expect(await messages()).toEqual({ door: 'unknown_code', hub: 'unknown_pickup' })
    expect(await map('X-17', 'style')).toMatchObject({ ok: true, data: { applied: 2 } })
    const [row] = await owner`select custody from cases where merchant_id = ${shop.id}`
    expect(row).toEqual({ custody: 'hub' })
  })

  it('counts apart what now waits for something else', async () => {
    const stray = refusalOf('NO-SUCH-ORDER', ago(2), { id: 'stray', reasonCode: 'X-17' })
    await tell(shop, [stray, await refusalWith('X-17', 5, { id: 'door' })], now)
    expect(await map('X-17', 'style')).toEqual({ ok: true, data: { applied: 1, parked: 1, waiting: 0 } })
    expect(await messages()).toEqual({ door: 'applied', stray: 'unknown_pickup' })
  })

  it('takes only a reason the shop has and uses, of a carrier it has, from a member who may', async () => {
    await tell(shop, [await refusalWith('X-17', 5, { id: 'door' })], now)
    await owner`update reasons set hidden_at = now() where merchant_id = ${shop.id} and code = 'style'`
    const wrong = { ok: false, error: { code: 'invalid', fields: [{ path: 'meaning' }] } }
    expect(await map('X-17', 'style')).toMatchObject(wrong)
    expect(await map('X-17', 'nonsense')).toMatchObject(wrong)
    const input = { kind: 'reason', code: 'X-17', meaning: 'color' } as const
    const asked = (carrierId: string) => ({ commandId: newId(), carrierId, ...input })
    const other = await freshMerchant(owner)
    const told = await mapCode(shop.callers.support, asked(other.carrierId), now)
    expect(told).toMatchObject({ ok: false, error: { code: 'not_found' } })
    for (const caller of [shop.callers.staff, shop.system, other.callers.admin]) {
      expect(await mapCode(caller, asked(shop.carrierId), now)).toMatchObject({ ok: false })
    }
    expect(await messages()).toEqual({ door: 'unknown_code' })
    expect(await owner`select from carrier_codes where merchant_id in ${owner([shop.id, other.id])}`).toEqual(
      [],
    )
  })

  it('is mapped once by a double click', async () => {
    await tell(shop, [await refusalWith('X-17', 5)], now)
    const commandId = newId()
    const both = await Promise.all([map('X-17', 'style', { commandId }), map('X-17', 'style', { commandId })])
    expect(both).toEqual(Array(2).fill({ ok: true, data: { applied: 1, parked: 0, waiting: 0 } }))
  })
})

describe('a type that nobody knew', () => {
  it('is said once and applied as what it means; one of our own cannot be said to mean something else', async () => {
    const order = await parcelOf(shop)
    await tell(shop, [refusalOf(order.number, ago(3))], now)
    const event = { id: 'sorted', type: 'NV-19', occurredAt: ago(2).toISOString(), orderNumber: order.number }
    await tell(shop, [event], now)
    const invalid = { ok: false, error: { code: 'invalid' } }
    expect(await map('NV-19', 'refund.paid', { kind: 'type' })).toMatchObject(invalid)
    expect(await map('parcel.lost', 'parcel.found', { kind: 'type' })).toMatchObject(invalid)
    expect(await map('NV-19', 'parcel.at_hub', { kind: 'type' })).toMatchObject({ data: { applied: 1 } })
    expect(await messages()).toMatchObject({ sorted: 'applied' })
    await tell(shop, [{ ...event, id: 'again' }], now)
    expect(await messages()).toMatchObject({ again: 'applied' })
  })
})

describe('a message', () => {
  const retry = (eventId: string, carrierId = shop.carrierId, caller = shop.callers.support) =>
    retryMessage(caller, { commandId: newId(), carrierId, eventId }, now)

  it('is tried again by itself, and says what still stands in its way', async () => {
    const order = await parcelOf(shop)
    const early = { id: 'early', type: 'parcel.at_hub', occurredAt: ago(-2).toISOString() }
    await tell(shop, [refusalOf(order.number, ago(3)), { ...early, orderNumber: order.number }], now)
    expect(await retry('early')).toEqual({ ok: true, data: { parked: 'future' } })
    const input = { commandId: newId(), carrierId: shop.carrierId, eventId: 'early' }
    const later = await retryMessage(shop.callers.support, input, ago(-3))
    expect(later).toEqual({ ok: true, data: { parked: null } })
    expect(await retry('early')).toEqual({ ok: true, data: { parked: null } })
    const [{ count } = { count: 0 }] = await owner<{ count: number }[]>`
      select count(*)::int as count from case_events where merchant_id = ${shop.id} and type = 'parcel.at_hub'`
    expect(count).toBe(1)
  })

  it('is only found by those whose carrier sent it and who may', async () => {
    await tell(shop, [refusalOf('NO-SUCH-ORDER', ago(3), { id: 'stray' })], now)
    const other = await freshMerchant(owner)
    const missing = { ok: false, error: { code: 'not_found' } }
    expect(await retry('nothing')).toMatchObject(missing)
    expect(await retry('stray', shop.carrierId, other.callers.admin)).toMatchObject(missing)
    const forbidden = { ok: false, error: { code: 'forbidden' } }
    expect(await retry('stray', shop.carrierId, shop.callers.staff)).toMatchObject(forbidden)
  })
})

describe('more than one step takes', () => {
  const word = () => ({ carrierId: shop.carrierId, kind: 'type' as const, code: 'SHELF' })

  /** 1,100 messages of a type nobody knows, each about an order of its own. */
  async function crowd() {
    const order = await freshOrder(shop, { handedOverAt: undefined })
    await owner`
      insert into orders (merchant_id, id, number, placed_at, currency, content_hash, created_at, updated_at)
      select ${shop.id}, gen_random_uuid(), 'm' || lpad(n::text, 4, '0'), ${ago(100)}, 'RUB', '', ${now}, ${now}
      from generate_series(1, 1100) n`
    await owner`
      insert into carrier_messages (merchant_id, carrier_id, event_id, received_at, raw, status, parked_reason, order_number)
      select merchant_id, ${shop.carrierId}, number, ${now}, jsonb_build_object('id', number, 'type', 'SHELF',
        'occurredAt', ${ago(1).toISOString()}::text, 'orderNumber', number, 'courier', jsonb_build_object('id', 'K-1')),
        'parked', 'unknown_type', number
      from orders where merchant_id = ${shop.id} and number like 'm%'`
    await tell(shop, [refusalOf(order.number, ago(30), { id: 'other', reasonCode: 'X-1' })], now)
  }
  const count = async (status: string) =>
    (await owner`select from carrier_messages where merchant_id = ${shop.id} and status = ${status}`).length
  const delivered = async () =>
    (
      await owner<{ sum: number }[]>`
      select sum(delivered)::int as sum from courier_days where merchant_id = ${shop.id}`
    )[0]?.sum

  it('is applied by a job, once each', async () => {
    await crowd()
    const told = await map('SHELF', 'delivery.delivered', { kind: 'type' })
    expect(told).toEqual({ ok: true, data: { applied: 500, parked: 0, waiting: 600 } })
    const stop = new AbortController()
    const ended = workQueue(
      { ownerUrl, taskList: carrierTasks, crontab: '', concurrency: 2, log: () => {} },
      stop.signal,
    )
    await expect
      .poll(() => count('parked'), { timeout: 30_000 })
      .toBe(1)
      .finally(() => stop.abort())
    await ended
    expect(await delivered()).toBe(1100)
    expect(await applyAllOfWord(shop.system, word(), () => now)).toBe(0)
  })

  it('goes on where it was killed, by two at once as well', async () => {
    await crowd()
    await map('SHELF', 'delivery.delivered', { kind: 'type' })
    let steps = 0
    const killed = applyAllOfWord(shop.system, word(), () => {
      steps += 1
      if (steps === 2) throw new Error('killed')
      return now
    })
    await expect(killed).rejects.toThrow('killed')
    expect([await count('applied'), await delivered()]).toEqual([1000, 1000])
    const rest = await Promise.all([
      applyAllOfWord(shop.system, word(), () => now),
      applyAllOfWord(shop.system, word(), () => now),
    ])
    expect(rest.toSorted((a, b) => a - b)).toEqual([0, 100])
    expect([await count('applied'), await delivered()]).toEqual([1100, 1100])
  })
})

describe('an order that comes after what is told of it', () => {
  async function worked(until: () => Promise<unknown>, expected: unknown) {
    const stop = new AbortController()
    const ended = workQueue(
      { ownerUrl, taskList: carrierTasks, crontab: '', concurrency: 2, log: () => {} },
      stop.signal,
    )
    await expect
      .poll(() => until(), { timeout: 15_000 })
      .toEqual(expected)
      .finally(() => stop.abort())
    await ended
  }

  it('brings the refusal and what the hub said, by its number or its parcel’s', async () => {
    const hub = { id: 'hub', type: 'parcel.at_hub', occurredAt: ago(1).toISOString() }
    await tell(
      shop,
      [
        refusalOf('LATE-1', ago(4), { id: 'door', orderNumber: undefined, trackingNumber: 'T-1' }),
        { ...hub, orderNumber: 'LATE-1' },
        refusalOf('NEVER-1', ago(4), { id: 'never' }),
      ],
      now,
    )
    const parked = { door: 'unknown_pickup', hub: 'unknown_pickup', never: 'unknown_pickup' }
    expect(await messages()).toEqual(parked)
    await parcelOf(shop, { number: 'LATE-1', trackingNumber: 'T-1' })
    await worked(() => messages(), { door: 'applied', hub: 'applied', never: 'unknown_pickup' })
    const [row] = await owner`select kind, custody from cases where merchant_id = ${shop.id}`
    expect(row).toEqual({ kind: 'refusal', custody: 'hub' })
  })

  it('queues nothing where nobody has told anything', async () => {
    const other = await freshMerchant(owner)
    await tell(other, [refusalOf('LATE-2', ago(4))], now)
    await parcelOf(shop, { number: 'LATE-2' })
    const jobs = await owner<{ payload: { merchantId: string } }[]>`
      select payload from graphile_worker._private_jobs`
    expect(jobs.filter(({ payload }) => payload.merchantId === shop.id)).toEqual([])
  })
})
