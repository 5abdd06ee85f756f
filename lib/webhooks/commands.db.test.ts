import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { readMerchant } from '@/db/tenant'
import { freshMerchant } from '@/db/factories/merchant'
import { testDatabase } from '@/db/testing/database'
import { newId } from '@/lib/ids'
import { Forbidden } from '@/lib/permissions'
import { parseAllowed } from './addresses'
import { changeEndpoint, createEndpoint, removeEndpoint, rotateSecret, switchEndpoint } from './commands'
import { deliverDue } from './delivering'
import { endpointById, endpointLog, listEndpoints, messageDetail } from './queries'
import { mostEndpoints } from './schemas'
import { receiver, testNetwork } from './testing/receiver'
import { freshEndpoint, freshEvents, later, now, tell } from './testing/shop'

const { owner } = await testDatabase()

const everything = { state: null, type: null, cursor: null }
const wanted = (url: string) => ({
  commandId: newId(),
  name: 'Учёт',
  url,
  eventTypes: ['route.given' as const],
})

describe('an endpoint', () => {
  it('is made with a secret of 32 bytes that is told once and kept nowhere else', async () => {
    const shop = await freshMerchant(owner)
    const input = wanted('http://127.0.0.1:9/hook#part')
    const made = await createEndpoint(shop.callers.admin, input, now, testNetwork())
    if (!made.ok) throw new Error(made.error.detail)
    const { id, secret } = made.data
    expect(Buffer.from(secret.replace('whsec_', ''), 'base64')).toHaveLength(32)
    expect(await createEndpoint(shop.callers.admin, input, now, testNetwork())).toEqual(made)
    const endpoints = await listEndpoints(shop.callers.admin, now)
    expect(endpoints).toMatchObject([
      { id, name: 'Учёт', url: 'http://127.0.0.1:9/hook', version: 1, offAt: null },
    ])
    expect(JSON.stringify(endpoints)).not.toContain('whsec_')
    const [kept] = await owner<{ count: number }[]>`
      select count(*)::int as count from command_results where merchant_id = ${shop.id} and result like '%whsec_%'`
    expect(kept?.count).toBe(0)
  })

  it.each([
    ['shop.example', 'not_a_url'],
    ['http://shop.example/', 'not_https'],
    ['https://user:pass@shop.example/', 'credentials'],
    ['https://shop.example:25/', 'port'],
    ['https://nowhere.example/', 'unresolved'],
    ['https://inside.example/', 'private_address'],
    ['https://both.example/', 'private_address'],
    ['https://2130706433/', 'private_address'],
    ['https://[::ffff:10.0.0.1]/', 'private_address'],
    // 1,023 characters as it is typed, 6,023 as it is sent.
    [`https://shop.example/${'ы'.repeat(1000)}/`, 'too_long'],
  ])('is not saved at %s: %s', async (url, code) => {
    const names: Record<string, string[]> = {
      'shop.example': ['8.8.8.8'],
      'inside.example': ['192.168.0.7'],
      'both.example': ['8.8.8.8', 'fd00::1'],
    }
    const network = testNetwork({
      allowed: parseAllowed(''),
      resolve: (host) => Promise.resolve(names[host] ?? []),
    })
    const shop = await freshMerchant(owner)
    const good = await createEndpoint(shop.callers.admin, wanted('https://shop.example/'), now, network)
    if (!good.ok) throw new Error(good.error.detail)
    const refused = { ok: false, error: { code: 'invalid', fields: [{ path: 'url', code }] } }
    expect(await createEndpoint(shop.callers.admin, wanted(url), now, network)).toMatchObject(refused)
    const change = { ...wanted(url), endpointId: good.data.id, expectedVersion: 1 }
    expect(await changeEndpoint(shop.callers.admin, change, now, network)).toMatchObject(refused)
    expect(await listEndpoints(shop.callers.admin, now)).toMatchObject([{ url: 'https://shop.example/' }])
  })

  it('is changed, switched and taken away only by who saw it as it is', async () => {
    const shop = await freshMerchant(owner)
    const { admin } = shop.callers
    const { id } = await freshEndpoint(shop, 'http://127.0.0.1:9/')
    const held = (expectedVersion: number) => ({ commandId: newId(), endpointId: id, expectedVersion })
    const change = { ...wanted('http://127.0.0.1:9/new'), ...held(1), name: 'Склад' }
    expect(await changeEndpoint(admin, change, now, testNetwork())).toMatchObject({ data: { version: 2 } })
    const stale = { ok: false, error: { code: 'conflict' } }
    expect(await switchEndpoint(admin, { ...held(1), on: false }, now)).toMatchObject(stale)
    expect(await rotateSecret(admin, held(1), now)).toMatchObject(stale)
    expect(await removeEndpoint(admin, held(1), now)).toMatchObject(stale)
    expect(await switchEndpoint(admin, { ...held(2), on: false }, later(5))).toMatchObject({
      data: { version: 3 },
    })
    expect(await endpointById(admin, id)).toMatchObject({
      name: 'Склад',
      url: 'http://127.0.0.1:9/new',
      eventTypes: ['route.given'],
      offAt: later(5),
      offReason: 'person',
    })
    expect(await removeEndpoint(admin, held(3), now)).toMatchObject({ ok: true })
    expect(await endpointById(admin, id)).toBeNull()
    expect(await endpointLog(admin, id, everything)).toBeNull()
    expect(await removeEndpoint(admin, held(4), now)).toMatchObject({ error: { code: 'not_found' } })
  })

  it('says who changed it last, and when, whatever the change was', async () => {
    const shop = await freshMerchant(owner)
    const { admin } = shop.callers
    const { id } = await freshEndpoint(shop, 'http://127.0.0.1:9/')
    expect(await endpointById(admin, id)).toMatchObject({ version: 1, updatedBy: null, updatedAt: now })
    const held = (expectedVersion: number) => ({ commandId: newId(), endpointId: id, expectedVersion })
    const changes = [
      (at: Date) =>
        changeEndpoint(admin, { ...wanted('http://127.0.0.1:9/'), ...held(1) }, at, testNetwork()),
      (at: Date) => switchEndpoint(admin, { ...held(2), on: false }, at),
      (at: Date) => switchEndpoint(admin, { ...held(3), on: true }, at),
      (at: Date) => rotateSecret(admin, held(4), at),
    ]
    for (const [index, change] of changes.entries()) {
      await owner`update webhook_endpoints set updated_by = null where id = ${id}`
      expect(await change(later(index + 1))).toMatchObject({ data: { version: index + 2 } })
      const changed = { updatedBy: 'Сотрудник admin', updatedAt: later(index + 1) }
      expect(await endpointById(admin, id)).toMatchObject(changed)
      expect(await listEndpoints(admin, now)).toMatchObject([changed])
    }
    const { error } = await removeEndpoint(admin, held(1), now).then((result) =>
      result.ok ? { error: null } : result,
    )
    expect(error).toMatchObject({
      code: 'conflict',
      params: { what: 'endpoint', version: 5, who: 'Сотрудник admin', at: later(4).toISOString() },
    })
  })

  it('says that the receiver has switched it off, not a person', async () => {
    const shop = await freshMerchant(owner)
    const { admin } = shop.callers
    const told = await freshEvents(shop)
    const server = await receiver((response) => void response.writeHead(410).end())
    const { id } = await freshEndpoint(shop, server.url)
    const held = (expectedVersion: number) => ({ commandId: newId(), endpointId: id, expectedVersion })
    await rotateSecret(admin, held(1), now)
    await tell(shop, told)
    await deliverDue(shop.system, id, { network: testNetwork(), clock: () => later(5) })
    expect(await endpointById(admin, id)).toMatchObject({ offReason: 'gone', updatedBy: null })
    const stale = await switchEndpoint(admin, { ...held(2), on: false }, later(6))
    expect(stale).toMatchObject({ error: { code: 'conflict' } })
    expect(!stale.ok && stale.error.params).toEqual({
      what: 'endpoint',
      version: 3,
      at: later(5).toISOString(),
      by: 'receiver',
    })
    const renamed = { ...wanted(server.url), ...held(3) }
    expect(await changeEndpoint(admin, renamed, later(7), testNetwork())).toMatchObject({ ok: true })
    expect(await switchEndpoint(admin, { ...held(3), on: true }, later(8))).toMatchObject({
      error: { params: { who: 'Сотрудник admin', at: later(7).toISOString() } },
    })
  })

  it('is one of at most twenty', async () => {
    const shop = await freshMerchant(owner)
    for (let made = 0; made < mostEndpoints; made += 1) await freshEndpoint(shop, 'http://127.0.0.1:9/')
    const more = () => createEndpoint(shop.callers.admin, wanted('http://127.0.0.1:9/'), now, testNetwork())
    expect(await more()).toMatchObject({
      error: { code: 'not_allowed_now', params: { most: mostEndpoints } },
    })
    const [first] = await listEndpoints(shop.callers.admin, now)
    await removeEndpoint(
      shop.callers.admin,
      { commandId: newId(), endpointId: first?.id ?? '', expectedVersion: 1 },
      now,
    )
    expect(await more()).toMatchObject({ ok: true })
  })

  it('is nobody’s business but the administrators’', async () => {
    const shop = await freshMerchant(owner)
    const { id } = await freshEndpoint(shop, 'http://127.0.0.1:9/')
    for (const role of ['staff', 'support', 'manager'] as const) {
      const caller = shop.callers[role]
      // Not even whether a name can be resolved.
      const network = testNetwork({ resolve: () => Promise.reject(new Error('Must not be asked')) })
      expect(await createEndpoint(caller, wanted('https://shop.example/'), now, network)).toMatchObject({
        error: { code: 'forbidden' },
      })
      await expect(listEndpoints(caller, now)).rejects.toThrow(Forbidden)
      await expect(endpointById(caller, id)).rejects.toThrow(Forbidden)
    }
  })
})

describe('the log', () => {
  it('pages back and forth without losing or repeating, and narrows by state and type', async () => {
    const shop = await freshMerchant(owner)
    const cases = []
    // A slot takes only so many.
    for (const date of ['2026-11-18', '2026-11-19', '2026-11-20']) {
      for (let made = 0; made < 10; made += 1) cases.push(await freshEvents(shop, date))
    }
    const { id } = await freshEndpoint(shop, 'http://127.0.0.1:9/', ['case.created', 'pickup.created'])
    for (const [index, one] of cases.entries()) await tell(shop, one, undefined, later(Math.floor(index / 3)))
    const { admin } = shop.callers
    const page = async (search: Parameters<typeof endpointLog>[2]) => {
      const found = await endpointLog(admin, id, search)
      if (!found) throw new Error('The endpoint is there')
      return found.log
    }
    const first = await page(everything)
    expect(first.messages).toHaveLength(50)
    expect(first.previous).toBeNull()
    const second = await page({ ...everything, cursor: first.next })
    expect(second.messages).toHaveLength(10)
    expect(second.next).toBeNull()
    const ids = [...first.messages, ...second.messages].map((message) => message.id)
    expect(new Set(ids).size).toBe(60)
    expect(await page({ ...everything, cursor: second.previous })).toMatchObject({
      messages: first.messages,
      previous: null,
    })
    expect((await page({ ...everything, type: 'case.created' })).messages).toHaveLength(30)
    expect((await page({ ...everything, state: 'delivered' })).messages).toHaveLength(0)
    expect((await page({ ...everything, state: 'pending', type: 'pickup.created' })).messages).toHaveLength(
      30,
    )
  })

  it('opens a message with every attempt, and counts what is in trouble', async () => {
    const shop = await freshMerchant(owner)
    const case1 = await freshEvents(shop)
    let status = 503
    const server = await receiver((response) => void response.writeHead(status).end(`said ${status}`))
    const { id } = await freshEndpoint(shop, server.url)
    await tell(shop, case1)
    await deliverDue(shop.system, id, { network: testNetwork(), clock: () => later(0) })
    const { admin } = shop.callers
    const count = case1.events.length
    expect(await listEndpoints(admin, later(1))).toMatchObject([
      { waiting: count, troubled: 1, failed: 0, lastDeliveredAt: null },
    ])
    const log = await endpointLog(admin, id, everything)
    const waiting = log?.log.messages.filter((message) => message.waits) ?? []
    expect(waiting).toHaveLength(count - 1)
    const trouble = log?.log.messages.find((message) => message.attempts > 0)
    expect(trouble).toMatchObject({ state: 'pending', last: { statusCode: 503, error: null } })
    status = 200
    await deliverDue(shop.system, id, { network: testNetwork(), clock: () => later(5) })
    expect(await listEndpoints(admin, later(6))).toMatchObject([
      { waiting: 0, troubled: 0, failed: 0, lastDeliveredAt: later(5) },
    ])
    const detail = await messageDetail(admin, id, trouble?.id ?? '')
    expect(detail?.message.log).toMatchObject([
      { number: 2, at: later(5), statusCode: 200, response: 'said 200', byHand: false },
      { number: 1, at: later(0), statusCode: 503, response: 'said 503' },
    ])
    expect(detail?.message.body).toBe(server.received[0]?.body)
    expect(await messageDetail(admin, newId(), trouble?.id ?? '')).toBeNull()
    expect(await messageDetail(admin, id, newId())).toBeNull()
    await owner`update webhook_messages set status = 'failed', ended_at = ${later(-60)} where merchant_id = ${shop.id}`
    expect(await listEndpoints(admin, later(6))).toMatchObject([{ failed: count }])
    expect(await listEndpoints(admin, later(86_400))).toMatchObject([{ failed: 0 }])
    const [row] = await readMerchant(shop.system, (tx) =>
      tx.execute<{ count: number }>(
        sql`select count(*)::int as count from webhook_attempts where merchant_id = ${shop.id}`,
      ),
    )
    expect(row?.count).toBe(server.received.length)
  })
})
