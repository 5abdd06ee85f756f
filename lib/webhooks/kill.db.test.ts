import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { readMerchant } from '@/db/tenant'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { testDatabase } from '@/db/testing/database'
import { startWorker } from '@/db/testing/worker'
import type { Sealed } from '@/lib/cases/chain'
import { leaseMs } from './claiming'
import { receiver, type Received } from './testing/receiver'
import { freshEndpoint, freshEvents, tell } from './testing/shop'

const { owner } = await testDatabase()

const patient = { timeout: 60_000, interval: 20 }

// The worker is a process of its own, which reads its environment. Two jobs at a time might both begin a sending.
beforeEach(() => {
  vi.stubEnv('WEBHOOK_ALLOW_HOSTS', '127.0.0.0/8')
  vi.stubEnv('WORKER_CONCURRENCY', '1')
})
afterEach(() => void vi.unstubAllEnvs())

/** A shop whose endpoint was told of two returns, the events of each in their order. */
async function tellingShop(url: string) {
  const shop = await freshMerchant(owner)
  const cases = [await freshEvents(shop, '2026-11-18'), await freshEvents(shop, '2026-11-19')]
  const { id } = await freshEndpoint(shop, url)
  for (const one of cases) await tell(shop, one)
  return { shop, endpointId: id, cases }
}

type Row = { id: string; status: string; attempts: number; recorded: number }

async function messages(shop: TestMerchant): Promise<Row[]> {
  return readMerchant(shop.system, (tx) =>
    tx.execute<Row>(sql`
      select m.id, m.status, m.attempts, (select count(*)::int from webhook_attempts a
        where a.merchant_id = ${shop.id} and a.message_id = m.id) as recorded
      from webhook_messages m where m.merchant_id = ${shop.id} order by m.case_id, m.event_seq`),
  )
}

const idOf = ({ headers }: Received) => String(headers['webhook-id'])
const placeOf = ({ body }: Received) => {
  const { data } = JSON.parse(body) as { data: { id: string; event: { sequence: number } } }
  return { caseId: data.id, sequence: data.event.sequence }
}

/** As if that much time had passed for what waits; nothing may be under way that is not meant. */
async function pass(shop: TestMerchant, ms: number): Promise<void> {
  await owner`
    update webhook_messages set next_attempt_at = next_attempt_at - ${ms} * interval '1 ms'
    where merchant_id = ${shop.id} and next_attempt_at is not null`
}

/** Has the queue look at the endpoint now: as often as asked, since a worker may just be writing down when it looks next. */
async function lookNow(endpointId: string): Promise<void> {
  await owner`
    update graphile_worker._private_jobs set run_at = now()
    where key like ${`webhooks:${endpointId}:%`} and run_at > now()`
}

/** Workers that listen for new jobs in this database. */
async function listeners(): Promise<number> {
  const rows = await owner`
    select from pg_stat_activity where datname = current_database() and query ilike 'listen%jobs:insert%'`
  return rows.length
}

/** Every event once, those of one return in their order; said again right away is allowed, later or skipped is not. */
function expectInOrder(received: readonly Received[], cases: { caseId: string; events: Sealed[] }[]) {
  for (const { caseId, events } of cases) {
    const told = received.map(placeOf).filter((one) => one.caseId === caseId)
    const heard = told.map(({ sequence }) => sequence)
    expect(heard).toEqual([...heard].sort((a, b) => a - b))
    expect([...new Set(heard)]).toEqual(events.map(({ seq }) => seq))
  }
}

it(
  'sends what a worker was sending that was killed with -9 again later, as the same message and in its order',
  { timeout: 180_000 },
  async () => {
    // It takes what comes and says nothing, so that the worker dies while it waits for the answer.
    let silent = true
    const server = await receiver((response) => void (silent ? undefined : response.end('ok')))
    const { shop, endpointId, cases } = await tellingShop(server.url)

    const first = startWorker()
    await vi.waitFor(() => expect(server.received).toHaveLength(1), patient)
    await first.kill()
    const [lost] = server.received
    if (!lost) throw new Error('Nothing came')
    const before = await messages(shop)
    expect(before.filter(({ id }) => id === idOf(lost))).toMatchObject([
      { status: 'pending', attempts: 1, recorded: 0 },
    ])
    expect(before.every(({ status }) => status === 'pending')).toBe(true)

    silent = false
    startWorker()
    // Others go on as soon as somebody looks: the dead worker may have been told of them already, then by the job it left.
    // What was under way comes when nobody can be sending it any more.
    const delivered = async () => (await messages(shop)).filter(({ status }) => status === 'delivered').length
    const heardOf = (caseId: string) => server.received.filter((one) => placeOf(one).caseId === caseId).length
    const others = cases.filter(({ caseId }) => caseId !== placeOf(lost).caseId)
    const ofOthers = others.reduce((sum, { events }) => sum + events.length, 0)
    const lookedAtUntil = (count: number) =>
      vi.waitFor(async () => {
        await lookNow(endpointId)
        expect(await delivered()).toBe(count)
      }, patient)
    await lookedAtUntil(ofOthers)
    expect(heardOf(placeOf(lost).caseId)).toBe(1)

    await pass(shop, leaseMs)
    const count = cases.reduce((sum, { events }) => sum + events.length, 0)
    await lookedAtUntil(count)
    const again = server.received.filter((one) => idOf(one) === idOf(lost))
    expect(again).toHaveLength(2)
    expect(again[1]?.body).toBe(lost.body)
    expect(server.received).toHaveLength(count + 1)
    expectInOrder(server.received, cases)
  },
)

it(
  'ends what it is sending when it is asked to stop, begins nothing new, and leaves the rest to the next worker',
  { timeout: 180_000 },
  async () => {
    const held = Promise.withResolvers<void>()
    const server = await receiver(async (response, _received, count) => {
      if (count === 1) await held.promise
      response.end('ok')
    })
    const { shop, cases } = await tellingShop(server.url)

    const first = startWorker()
    await vi.waitFor(() => expect(server.received).toHaveLength(1), patient)
    // It may take up its first job before it listens for others.
    await vi.waitFor(async () => expect(await listeners()).toBe(1), patient)
    let gone = false
    const stopped = first.stop().finally(() => (gone = true))
    // It has let go of the queue and waits for the answer.
    await vi.waitFor(async () => expect(await listeners()).toBe(0), patient)
    expect(gone).toBe(false)
    held.resolve()
    expect(await stopped).toBe(0)
    expect(server.received).toHaveLength(1)
    const [only] = server.received
    const after = await messages(shop)
    expect(after.filter(({ id }) => only && id === idOf(only))).toMatchObject([
      { status: 'delivered', attempts: 1, recorded: 1 },
    ])
    const rest = after.filter(({ id }) => !only || id !== idOf(only))
    expect(rest.every(({ status, attempts }) => status === 'pending' && attempts === 0)).toBe(true)

    startWorker()
    const count = cases.reduce((sum, { events }) => sum + events.length, 0)
    await vi.waitFor(() => expect(server.received).toHaveLength(count), patient)
    expect(new Set(server.received.map(idOf)).size).toBe(count)
    expectInOrder(server.received, cases)
  },
)
