import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { readMerchant, withMerchant } from '@/db/tenant'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import {
  actionsTo,
  freshPlace,
  freshRules,
  parcelOf,
  refusalOf,
  tell as tellAsCarrier,
} from '@/db/factories/refusal'
import { testDatabase } from '@/db/testing/database'
import { verifySignature } from '@/lib/carriers/signature'
import { caseAnswer } from '@/lib/cases/api'
import { eventsAnswer } from '@/lib/cases/api-events'
import { newId } from '@/lib/ids'
import { claimByHand, claimDue } from './claiming'
import { pruneMessages, removeEndpoint, resendMessage, rotateSecret, switchEndpoint } from './commands'
import { deliverClaim, deliverDue, type Tools } from './delivering'
import { tellEndpoints } from './outbox'
import { attemptDelays } from './rules'
import { receiver, testNetwork, type Received } from './testing/receiver'
import { freshEndpoint, freshEvents, later, now, tell } from './testing/shop'

const { owner } = await testDatabase()

/** The world with a clock that stands where the test puts it. */
function toolsAt(seconds: number, more: Partial<Tools> = {}): Tools {
  return { network: testNetwork(), clock: () => later(seconds), ...more }
}

type Row = {
  id: string
  type: string
  status: string
  attempts: number
  next: number | null
  ended: number | null
  body: string | null
}

/** Messages in the order of their events; times in seconds of the test's clock. */
async function messages(shop: TestMerchant): Promise<Row[]> {
  const rows = await readMerchant(shop.system, (tx) =>
    tx.execute<Omit<Row, 'next' | 'ended'> & { next: string | null; ended: string | null }>(sql`
      select id, type, status, attempts, next_attempt_at as next, ended_at as ended, body from webhook_messages
      where merchant_id = ${shop.id} order by case_id, event_seq`),
  )
  const seconds = (text: string | null) =>
    text === null ? null : (new Date(text).getTime() - now.getTime()) / 1000
  return rows.map((row) => ({ ...row, next: seconds(row.next), ended: seconds(row.ended) }))
}

async function attempts(shop: TestMerchant, messageId: string) {
  return readMerchant(shop.system, (tx) =>
    tx.execute(sql`
      select number, status_code, error, response, by_hand from webhook_attempts
      where merchant_id = ${shop.id} and message_id = ${messageId} order by number`),
  )
}

async function jobs(endpointId: string) {
  return owner<{ key: string; run_at: Date }[]>`
    select key, run_at from graphile_worker.jobs where key like ${`webhooks:${endpointId}:%`} order by key`
}

type Sent = { data: { event: { sequence: number } } }

const typeOf = ({ body }: Received) => (JSON.parse(body) as { type: string }).type

describe('the outbox', () => {
  it('writes for those who listen to the type, in the same transaction, with a job', async () => {
    const shop = await freshMerchant(owner)
    const case1 = await freshEvents(shop)
    const all = await freshEndpoint(shop, 'http://127.0.0.1:1/all')
    const some = await freshEndpoint(shop, 'http://127.0.0.1:1/some', ['pickup.created'])
    await freshEndpoint(shop, 'http://127.0.0.1:1/none', ['refund.paid'])
    const off = await freshEndpoint(shop, 'http://127.0.0.1:1/off')
    await switchEndpoint(shop.callers.admin, held(off, { on: false }), now)
    const removed = await freshEndpoint(shop, 'http://127.0.0.1:1/removed')
    await removeEndpoint(shop.callers.admin, held(removed), now)
    await expect(
      withMerchant(shop.system, async (tx) => {
        await tellEndpoints(tx, shop.id, [case1], now)
        throw new Error('rolled back')
      }),
    ).rejects.toThrow('rolled back')
    expect(await messages(shop)).toEqual([])
    expect(await jobs(all.id)).toEqual([])
    await tell(shop, case1)
    const rows = await readMerchant(shop.system, (tx) =>
      tx.execute<{ endpoint_id: string; type: string }>(
        sql`select endpoint_id, type from webhook_messages where merchant_id = ${shop.id} order by event_seq`,
      ),
    )
    const types = case1.events.map(({ type }) => type)
    expect(types.length).toBeGreaterThan(2)
    expect(rows.filter((row) => row.endpoint_id === all.id).map(({ type }) => type)).toEqual(types)
    expect(rows.filter((row) => row.endpoint_id === some.id).map(({ type }) => type)).toEqual([
      'pickup.created',
    ])
    expect(rows).toHaveLength(types.length + 1)
    expect(await jobs(all.id)).toHaveLength(1)
    expect(await jobs(off.id)).toHaveLength(0)
  })

  it('does not tell of a past return that was imported', async () => {
    const shop = await freshMerchant(owner)
    const { caseId, events } = await freshEvents(shop)
    await freshEndpoint(shop, 'http://127.0.0.1:1/')
    const [created] = events
    if (created?.type !== 'case.created') throw new Error('A case begins with its creation')
    const historic = { ...created, data: { ...created.data, historic: { importId: newId(), number: '1' } } }
    await tell(shop, { caseId, events: [historic, ...events.slice(1)] })
    expect(await messages(shop)).toEqual([])
  })
})

describe('a message', () => {
  it('is the case as the contract gives it with the event, signed as Standard Webhooks say', async () => {
    const shop = await freshMerchant(owner)
    const case1 = await freshEvents(shop)
    const server = await receiver()
    const endpoint = await freshEndpoint(shop, server.url, ['pickup.created'])
    await tell(shop, case1)
    await deliverDue(shop.system, endpoint.id, toolsAt(1))
    const [row] = await messages(shop)
    expect(row).toMatchObject({ status: 'delivered', attempts: 1, next: null, ended: 1 })
    const [got] = server.received
    if (!got) throw new Error('Nothing was received')
    expect(got.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Obratno-Webhooks/1',
      'webhook-id': row?.id,
      'webhook-timestamp': String(later(1).getTime() / 1000),
    })
    const check = verifySignature({
      id: String(got.headers['webhook-id']),
      timestamp: String(got.headers['webhook-timestamp']),
      signatureHeader: String(got.headers['webhook-signature']),
      rawBody: got.body,
      secrets: [endpoint.secret],
      now: later(1),
    })
    expect(check).toEqual({ ok: true, secretIndex: 0 })
    const timeline = await eventsAnswer(shop.system, case1.caseId, { limit: 200 })
    const event = timeline?.ok
      ? timeline.data.data.find((one) => 'type' in one && one.type === 'pickup.created')
      : null
    const found = await caseAnswer(shop.system, case1.caseId)
    expect(JSON.parse(got.body)).toEqual({
      type: 'pickup.created',
      timestamp: now.toISOString(),
      data: { ...found, event },
    })
    expect(row?.body).toBe(got.body)
    expect(await attempts(shop, row?.id ?? '')).toEqual([
      { number: 1, status_code: 200, error: null, response: 'ok', by_hand: false },
    ])
  })

  it('goes out ten times at the agreed moments, byte for byte the same, and is then given up', async () => {
    const shop = await freshMerchant(owner)
    const case1 = await freshEvents(shop)
    const server = await receiver((response) => void response.writeHead(500).end('no'))
    const endpoint = await freshEndpoint(shop, server.url, ['pickup.created'])
    await tell(shop, case1)
    let at = 0
    for (const [index, delay] of attemptDelays.entries()) {
      if (index > 0) {
        await deliverDue(shop.system, endpoint.id, toolsAt(at + delay - 1))
        expect(server.received).toHaveLength(index)
      }
      at += delay
      await deliverDue(shop.system, endpoint.id, toolsAt(at))
      expect(server.received).toHaveLength(index + 1)
      const next = attemptDelays[index + 1]
      if (next === undefined) continue
      expect(await messages(shop)).toMatchObject([{ status: 'pending', next: at + next }])
      const job = (await jobs(endpoint.id)).find(({ key }) => key.endsWith(':next'))
      expect(job?.run_at).toEqual(later(at + next))
      await withMerchant(shop.system, (tx) =>
        tx.execute(sql`update cases set version = version + 1 where merchant_id = ${shop.id}`),
      )
    }
    expect(await messages(shop)).toMatchObject([{ status: 'failed', attempts: 10, next: null, ended: at }])
    expect(new Set(server.received.map(({ body }) => body)).size).toBe(1)
    expect(new Set(server.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  })

  it('waits as long as Retry-After says', async () => {
    const shop = await freshMerchant(owner)
    const case1 = await freshEvents(shop)
    const server = await receiver((response) => void response.writeHead(429, { 'retry-after': '90' }).end())
    const endpoint = await freshEndpoint(shop, server.url, ['pickup.created'])
    await tell(shop, case1)
    await deliverDue(shop.system, endpoint.id, toolsAt(0))
    expect(await messages(shop)).toMatchObject([{ status: 'pending', next: 90 }])
  })

  it('is signed with both secrets for a day after a rotation', async () => {
    const shop = await freshMerchant(owner)
    const case1 = await freshEvents(shop)
    const server = await receiver((response) => void response.writeHead(500).end())
    const endpoint = await freshEndpoint(shop, server.url, ['pickup.created'])
    const rotated = await rotateSecret(shop.callers.admin, held(endpoint), now)
    if (!rotated.ok) throw new Error(rotated.error.detail)
    expect(rotated.data).toMatchObject({ version: 2, previousUntil: later(86_400).toISOString() })
    expect(rotated.data.secret).not.toBe(endpoint.secret)
    await tell(shop, case1)
    const counts: number[] = []
    for (const seconds of [0, 86_399, 86_400 * 2]) {
      await deliverDue(shop.system, endpoint.id, toolsAt(seconds))
      const last = server.received.at(-1)
      const signatures = String(last?.headers['webhook-signature']).split(' ')
      counts.push(signatures.length)
      for (const secret of signatures.length === 2
        ? [endpoint.secret, rotated.data.secret]
        : [rotated.data.secret]) {
        expect(
          verifySignature({
            id: String(last?.headers['webhook-id']),
            timestamp: String(last?.headers['webhook-timestamp']),
            signatureHeader: signatures.join(' '),
            rawBody: last?.body ?? '',
            secrets: [secret],
            now: later(seconds),
          }).ok,
        ).toBe(true)
      }
    }
    expect(counts).toEqual([2, 2, 1])
  })
})

describe('a refusal at the door', () => {
  it.each([true, false])(
    'is told with its route, which a rule may keep quiet (tellOrderSystem: %s)',
    async (tells) => {
      const shop = await freshMerchant(owner)
      const place = await freshPlace(shop)
      const to = { action: 'deliver' as const, locationId: place }
      await freshRules(shop, { rules: [], otherwise: actionsTo(to, { tellOrderSystem: tells }) }, now)
      const server = await receiver()
      const endpoint = await freshEndpoint(shop, server.url, [
        'delivery.refused',
        'route.given',
        'parcel.at_hub',
      ])
      const order = await parcelOf(shop)
      await tellAsCarrier(shop, [refusalOf(order.number, later(10))], later(10))
      expect((await messages(shop)).map(({ type }) => type)).toEqual(['delivery.refused', 'route.given'])
      await tellAsCarrier(
        shop,
        [
          {
            id: 'hub',
            type: 'parcel.at_hub',
            occurredAt: later(60).toISOString(),
            orderNumber: order.number,
          },
        ],
        later(60),
      )
      await deliverDue(shop.system, endpoint.id, toolsAt(61))
      const told = tells
        ? ['delivery.refused', 'route.given', 'parcel.at_hub']
        : ['delivery.refused', 'parcel.at_hub']
      expect(server.received.map(typeOf)).toEqual(told)
      expect((await messages(shop)).map(({ type, status }) => [type, status])).toEqual(
        told.map((type) => [type, 'delivered']),
      )
      const [first] = server.received.map(({ body }) => JSON.parse(body) as { data: object })
      expect(first?.data).toMatchObject({
        kind: 'refusal',
        order: { number: order.number },
        route: { action: 'deliver', locationId: place, overridden: false },
        event: { type: 'delivery.refused', actor: { kind: 'carrier' } },
      })
    },
  )
})

describe('order', () => {
  it('keeps the messages of a case one after the other, and goes on after one that was given up', async () => {
    const shop = await freshMerchant(owner)
    const case1 = await freshEvents(shop)
    const first = case1.events[0]?.type ?? 'case.created'
    let fails = true
    const server = await receiver((response, got) => {
      response.writeHead(fails && typeOf(got) === first ? 503 : 200).end()
    })
    const endpoint = await freshEndpoint(shop, server.url)
    await tell(shop, case1)
    await deliverDue(shop.system, endpoint.id, toolsAt(0))
    expect(server.received.map(typeOf)).toEqual([first])
    await deliverDue(shop.system, endpoint.id, toolsAt(4))
    expect(server.received).toHaveLength(1)
    fails = false
    await deliverDue(shop.system, endpoint.id, toolsAt(5))
    expect(server.received.slice(1).map(typeOf)).toEqual(case1.events.map(({ type }) => type))
    expect((await messages(shop)).map(({ status }) => status)).toEqual(case1.events.map(() => 'delivered'))
  })

  it('lets the next one go when the first is given up', async () => {
    const shop = await freshMerchant(owner)
    const case1 = await freshEvents(shop)
    const [first] = case1.events
    const server = await receiver((response, got) => {
      response.writeHead(typeOf(got) === first?.type ? 400 : 200).end()
    })
    const endpoint = await freshEndpoint(shop, server.url)
    await tell(shop, case1)
    let at = 0
    for (const delay of attemptDelays) await deliverDue(shop.system, endpoint.id, toolsAt((at += delay)))
    const [failed, ...rest] = await messages(shop)
    expect(failed).toMatchObject({ status: 'failed', attempts: 10 })
    expect(rest.map(({ status }) => status)).toEqual(rest.map(() => 'delivered'))
  })

  it('sends cases beside each other, so that one that is slow and fails holds no other', async () => {
    const shop = await freshMerchant(owner)
    const quick = [await freshEvents(shop), await freshEvents(shop)]
    const stuck = await freshEvents(shop)
    const others = quick.reduce((sum, { events }) => sum + events.length, 0)
    const done = Promise.withResolvers<void>()
    let answered = 0
    const server = await receiver(async (response, got) => {
      const { data } = JSON.parse(got.body) as { data: { id: string } }
      if (data.id === stuck.caseId) await done.promise
      response.writeHead(data.id === stuck.caseId ? 500 : 200).end()
      if (data.id !== stuck.caseId && (answered += 1) === others) done.resolve()
    })
    const endpoint = await freshEndpoint(shop, server.url)
    for (const one of [...quick, stuck]) await tell(shop, one)
    await deliverDue(shop.system, endpoint.id, toolsAt(0, { network: testNetwork({ timeoutMs: 50_000 }) }))
    const rows = await messages(shop)
    expect(rows.filter(({ status }) => status === 'pending')).toHaveLength(stuck.events.length)
    expect(rows.filter(({ status }) => status === 'delivered')).toHaveLength(others)
  })

  it('shares the work between workers without sending anything twice', async () => {
    const shop = await freshMerchant(owner)
    const server = await receiver()
    const cases = await Promise.all(Array.from({ length: 6 }, () => freshEvents(shop)))
    const endpoint = await freshEndpoint(shop, server.url)
    for (const one of cases) await tell(shop, one)
    await Promise.all(Array.from({ length: 4 }, () => deliverDue(shop.system, endpoint.id, toolsAt(0))))
    // A worker may leave what another is about to free; the job that stays in the queue looks again.
    await deliverDue(shop.system, endpoint.id, toolsAt(61))
    const ids = server.received.map(({ headers }) => headers['webhook-id'])
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toHaveLength(cases.reduce((sum, { events }) => sum + events.length, 0))
    for (const { caseId, events } of cases) {
      const own = server.received
        .map(({ body }) => JSON.parse(body) as { type: string; data: { id: string } })
        .filter(({ data }) => data.id === caseId)
      expect(own.map(({ type }) => type)).toEqual(events.map(({ type }) => type))
    }
  })

  it('takes up again what a killed worker had taken', async () => {
    const shop = await freshMerchant(owner)
    const case1 = await freshEvents(shop)
    const server = await receiver()
    const endpoint = await freshEndpoint(shop, server.url, ['pickup.created'])
    await tell(shop, case1)
    const taken = await claimDue(shop.system, endpoint.id, 8, later(0))
    expect(taken.messages).toHaveLength(1)
    expect(
      (await jobs(endpoint.id)).map(({ key, run_at }) => [key.endsWith(':next'), run_at]),
    ).toContainEqual([true, later(60)])
    await deliverDue(shop.system, endpoint.id, toolsAt(59))
    expect(server.received).toHaveLength(0)
    await deliverDue(shop.system, endpoint.id, toolsAt(60))
    expect(server.received).toHaveLength(1)
    expect(await messages(shop)).toMatchObject([{ status: 'delivered', attempts: 2 }])
  })

  it('does not count as an attempt what died with its worker, and may be sent by hand once that is over', async () => {
    const shop = await freshMerchant(owner)
    const case1 = await freshEvents(shop)
    const server = await receiver((response) => void response.writeHead(500).end())
    const endpoint = await freshEndpoint(shop, server.url, ['pickup.created'])
    await tell(shop, case1)
    await claimDue(shop.system, endpoint.id, 1, later(0))
    let at = 60
    for (const delay of attemptDelays) {
      await deliverDue(shop.system, endpoint.id, toolsAt((at += delay)))
      const [row] = await messages(shop)
      if (row?.status !== 'pending') break
      const asked = await resendMessage(
        shop.callers.admin,
        { commandId: newId(), endpointId: endpoint.id, messageId: row.id },
        later(at + 1),
      )
      expect(asked).toMatchObject({ ok: true })
    }
    expect(server.received).toHaveLength(10)
    expect(await messages(shop)).toMatchObject([{ status: 'failed', attempts: 11 }])
  })

  it('leaves those alone that wait, until the one before them is sent next', async () => {
    const shop = await freshMerchant(owner)
    const case1 = await freshEvents(shop)
    let status = 503
    const server = await receiver(
      (response) => void response.writeHead(status, { 'retry-after': '80000' }).end(),
    )
    const endpoint = await freshEndpoint(shop, server.url, ['pickup.created'])
    await tell(shop, case1)
    await deliverDue(shop.system, endpoint.id, toolsAt(0))
    await crowd(shop, case1.caseId, endpoint.id, 250)
    await deliverDue(shop.system, endpoint.id, toolsAt(1))
    expect((await messages(shop)).map(({ next }) => next)).toEqual(Array.from({ length: 251 }, () => 80_000))
    // Written a look at a time, each in a transaction of its own.
    const written = await owner<{ count: number }[]>`
      select count(*)::int as count from webhook_messages
      where merchant_id = ${shop.id} and attempts = 0 group by xmin order by 1 desc`
    expect(written.map(({ count }) => count)).toEqual([100, 100, 50])
    status = 200
    await deliverDue(shop.system, endpoint.id, toolsAt(80_000))
    expect((await messages(shop)).every((row) => row.status === 'delivered')).toBe(true)
  })

  it('is not lost in a crowd of messages that wait for it', async () => {
    const shop = await freshMerchant(owner)
    const case1 = await freshEvents(shop)
    const server = await receiver()
    const endpoint = await freshEndpoint(shop, server.url, ['pickup.created'])
    await tell(shop, case1)
    // They are due a minute before the one they wait for.
    await crowd(shop, case1.caseId, endpoint.id, 250)
    await deliverDue(shop.system, endpoint.id, toolsAt(0))
    expect(server.received).toHaveLength(251)
    expect(typeOf(server.received[0] as Received)).toBe('pickup.created')
    const sent = server.received.slice(1).map(({ body }) => JSON.parse(body) as Sent)
    expect(sent.map(({ data }) => data.event.sequence)).toEqual(
      Array.from({ length: 250 }, (_, at) => 1000 + at),
    )
  })
})

describe('an endpoint', () => {
  it('that is slow holds no other', async () => {
    const shop = await freshMerchant(owner)
    const case1 = await freshEvents(shop)
    const free = Promise.withResolvers<void>()
    const slow = await receiver(async (response) => {
      await free.promise
      response.end()
    })
    const quick = await receiver()
    const slowOne = await freshEndpoint(shop, slow.url, ['pickup.created'])
    const quickOne = await freshEndpoint(shop, quick.url, ['pickup.created'])
    await tell(shop, case1)
    const sending = deliverDue(shop.system, slowOne.id, toolsAt(0))
    await expect.poll(() => slow.received.length).toBe(1)
    await deliverDue(shop.system, quickOne.id, toolsAt(0))
    expect(quick.received).toHaveLength(1)
    free.resolve()
    await sending
    expect(slow.received).toHaveLength(1)
  })

  it('that answers 410 is switched off; what waits, waits until it is on again', async () => {
    const shop = await freshMerchant(owner)
    const case1 = await freshEvents(shop)
    let status = 410
    const server = await receiver((response) => void response.writeHead(status).end())
    const endpoint = await freshEndpoint(shop, server.url)
    await tell(shop, case1)
    await deliverDue(shop.system, endpoint.id, toolsAt(7))
    expect(server.received).toHaveLength(1)
    const [row] = await readMerchant(shop.system, (tx) =>
      tx.execute<{ off_reason: string; off_at: string; version: number }>(
        sql`select off_reason, off_at, version from webhook_endpoints where merchant_id = ${shop.id}`,
      ),
    )
    expect(row).toMatchObject({ off_reason: 'gone', version: 2 })
    expect(new Date(row?.off_at ?? 0)).toEqual(later(7))
    const statuses = async () => (await messages(shop)).map((one) => one.status)
    const rest = case1.events.slice(1)
    expect(await statuses()).toEqual(['failed', ...rest.map(() => 'pending')])
    await deliverDue(shop.system, endpoint.id, toolsAt(100_000))
    expect(server.received).toHaveLength(1)
    status = 200
    const on = await switchEndpoint(
      shop.callers.admin,
      held({ ...endpoint, version: 2 }, { on: true }),
      later(100),
    )
    expect(on).toMatchObject({ ok: true, data: { version: 3 } })
    await deliverDue(shop.system, endpoint.id, toolsAt(100_000))
    expect(await statuses()).toEqual(['failed', ...rest.map(() => 'delivered')])
  })

  it('that was taken away gets nothing more', async () => {
    const shop = await freshMerchant(owner)
    const case1 = await freshEvents(shop)
    const server = await receiver()
    const endpoint = await freshEndpoint(shop, server.url)
    await tell(shop, case1)
    const gone = await removeEndpoint(shop.callers.admin, held(endpoint), later(1))
    expect(gone.ok).toBe(true)
    await deliverDue(shop.system, endpoint.id, toolsAt(2))
    expect(server.received).toEqual([])
    expect((await messages(shop)).every(({ status, ended }) => status === 'failed' && ended === 1)).toBe(true)
  })
})

describe('sending again by hand', () => {
  async function byHand(shop: TestMerchant, endpointId: string, messageId: string, seconds: number) {
    const asked = await resendMessage(
      shop.callers.admin,
      { commandId: newId(), endpointId, messageId },
      later(seconds),
    )
    if (!asked.ok) return asked.error
    const claim = await claimByHand(shop.system, endpointId, messageId, later(seconds))
    await deliverClaim(shop.system, claim, toolsAt(seconds))
    return null
  }

  it('sends the same bytes under the same id, whatever became of the message', async () => {
    const shop = await freshMerchant(owner)
    const case1 = await freshEvents(shop)
    let status = 500
    const server = await receiver((response) => void response.writeHead(status).end())
    const endpoint = await freshEndpoint(shop, server.url, ['pickup.created'])
    await tell(shop, case1)
    await deliverDue(shop.system, endpoint.id, toolsAt(0))
    const id = (await messages(shop))[0]?.id ?? ''
    // A failure by hand leaves the schedule as it was.
    expect(await byHand(shop, endpoint.id, id, 2)).toBeNull()
    expect(await messages(shop)).toMatchObject([{ status: 'pending', attempts: 2, next: 5 }])
    await deliverDue(shop.system, endpoint.id, toolsAt(5))
    expect(await messages(shop)).toMatchObject([{ status: 'pending', attempts: 3, next: 305 }])
    status = 200
    expect(await byHand(shop, endpoint.id, id, 10)).toBeNull()
    expect(await messages(shop)).toMatchObject([{ status: 'delivered', attempts: 4, next: null, ended: 10 }])
    status = 500
    expect(await byHand(shop, endpoint.id, id, 20)).toBeNull()
    expect(await messages(shop)).toMatchObject([{ status: 'delivered', attempts: 5, next: null }])
    expect((await attempts(shop, id)).map((row) => row.by_hand)).toEqual([false, true, false, true, true])
    expect(new Set(server.received.map(({ body }) => body)).size).toBe(1)
    expect(new Set(server.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  })

  it('leaves what had ended as it was when its worker dies, and holds up none that come after it', async () => {
    const shop = await freshMerchant(owner)
    const case1 = await freshEvents(shop)
    let status = 200
    const server = await receiver((response) => void response.writeHead(status).end())
    const endpoint = await freshEndpoint(shop, server.url)
    await tell(shop, case1, 1)
    await deliverDue(shop.system, endpoint.id, toolsAt(0))
    const [first] = await messages(shop)
    const taken = await claimByHand(shop.system, endpoint.id, first?.id ?? '', later(10))
    expect(taken.messages).toHaveLength(1)
    expect((await messages(shop))[0]).toMatchObject({ status: 'delivered', next: null, ended: 0 })
    await tell(shop, { ...case1, events: case1.events.slice(1, 2) })
    status = 500
    await deliverDue(shop.system, endpoint.id, toolsAt(11))
    await deliverDue(shop.system, endpoint.id, toolsAt(16))
    await deliverDue(shop.system, endpoint.id, toolsAt(100))
    expect(server.received.map(typeOf)).toEqual([0, 1, 1].map((index) => case1.events[index]?.type))
    expect(await messages(shop)).toMatchObject([
      { status: 'delivered', ended: 0 },
      { status: 'pending', next: 316 },
    ])
    // Nor does it bring the next one nearer when it is delivered once more.
    status = 200
    expect(await byHand(shop, endpoint.id, first?.id ?? '', 101)).toBeNull()
    expect(await messages(shop)).toMatchObject([
      { status: 'delivered', ended: 101 },
      { status: 'pending', next: 316 },
    ])
  })

  it('is refused while it is under way, while an earlier one waits, and while the endpoint is off', async () => {
    const shop = await freshMerchant(owner)
    const case1 = await freshEvents(shop)
    const server = await receiver((response) => void response.writeHead(500).end())
    const endpoint = await freshEndpoint(shop, server.url)
    await tell(shop, case1)
    const [first, second] = await messages(shop)
    expect(await byHand(shop, endpoint.id, second?.id ?? '', 0)).toMatchObject({
      code: 'not_allowed_now',
      params: { why: 'waits' },
    })
    await claimDue(shop.system, endpoint.id, 1, later(0))
    expect(await byHand(shop, endpoint.id, first?.id ?? '', 1)).toMatchObject({
      code: 'not_allowed_now',
      params: { why: 'under_way' },
    })
    expect((await claimByHand(shop.system, endpoint.id, first?.id ?? '', later(1))).messages).toEqual([])
    // Its worker has died.
    expect(await byHand(shop, endpoint.id, first?.id ?? '', 61)).toBeNull()
    await switchEndpoint(shop.callers.admin, held(endpoint, { on: false }), later(62))
    expect(await byHand(shop, endpoint.id, first?.id ?? '', 63)).toMatchObject({ params: { why: 'off' } })
    expect(await byHand(shop, endpoint.id, newId(), 63)).toMatchObject({ code: 'not_found' })
    expect(server.received).toHaveLength(1)
  })
})

it('throws away what ended more than thirty days ago, and what never can end', async () => {
  const shop = await freshMerchant(owner)
  const [case1, case2] = [await freshEvents(shop), await freshEvents(shop)]
  const server = await receiver()
  const endpoint = await freshEndpoint(shop, server.url, ['pickup.created'])
  await tell(shop, case1)
  await deliverDue(shop.system, endpoint.id, toolsAt(0))
  await tell(shop, case2)
  const day = 86_400
  expect(await pruneMessages(shop.system, later(30 * day))).toBe(0)
  expect(await pruneMessages(shop.system, later(30 * day + 1))).toBe(1)
  expect(await messages(shop)).toMatchObject([{ status: 'pending' }])
  const found = await owner<{ id: string }[]>`select merchants_with_old_webhooks(${later(1)}) as id`
  expect(found.map(({ id }) => id)).toContain(shop.id)
  await switchEndpoint(shop.callers.admin, held(endpoint, { on: false }), later(day))
  expect(await pruneMessages(shop.system, later(30 * day + 1))).toBe(0)
  expect(await pruneMessages(shop.system, later(31 * day + 1))).toBe(1)
})

/** So many messages more of a case, after its own, that are due since a minute. */
async function crowd(shop: TestMerchant, caseId: string, endpointId: string, count: number): Promise<void> {
  await owner`
    with news as (
      insert into case_events
        (merchant_id, id, case_id, seq, type, occurred_at, recorded_at, actor_kind, actor_id, data, hash)
      select ${shop.id}, gen_random_uuid(), ${caseId}, seq, 'inspection.started', ${now}, ${now}, 'system', null,
        '{}', 'none'
      from generate_series(1000, ${999 + count}::int) seq
      returning id, seq, type
    )
    insert into webhook_messages
      (merchant_id, id, endpoint_id, case_id, event_id, event_seq, type, status, next_attempt_at, created_at)
    select ${shop.id}, gen_random_uuid(), ${endpointId}, ${caseId}, id, seq, type, 'pending', ${later(-60)}, ${now}
    from news`
}

function held<More extends object>(
  { id, version }: { id: string; version: number },
  more?: More,
): { commandId: string; endpointId: string; expectedVersion: number } & More {
  return { commandId: newId(), endpointId: id, expectedVersion: version, ...(more as More) }
}
