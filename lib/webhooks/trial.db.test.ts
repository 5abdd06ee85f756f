import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { readMerchant } from '@/db/tenant'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { testDatabase } from '@/db/testing/database'
import { verifySignature } from '@/lib/carriers/signature'
import { eventTypes } from '@/lib/cases/events'
import { newId } from '@/lib/ids'
import { parseAllowed } from './addresses'
import { rotateSecret, sendTest, switchEndpoint } from './commands'
import { endpointById } from './queries'
import { testType } from './rules'
import { receiver, testNetwork, type Received } from './testing/receiver'
import { freshEndpoint, later, now } from './testing/shop'

const { owner } = await testDatabase()

const test = (shop: TestMerchant, endpointId: string, at = now) =>
  sendTest(shop.callers.admin, { endpointId }, at, testNetwork())

/** What the shop's tables say of messages that were sent. */
async function kept(shop: TestMerchant) {
  const [row] = await readMerchant(shop.system, (tx) =>
    tx.execute(sql`
      select (select count(*)::int from webhook_messages where merchant_id = ${shop.id}) as messages,
        (select count(*)::int from webhook_attempts where merchant_id = ${shop.id}) as attempts`),
  )
  return row
}

function signedBy(secrets: string[], { headers, body }: Received) {
  return verifySignature({
    id: headers['webhook-id'] as string,
    timestamp: headers['webhook-timestamp'] as string,
    signatureHeader: headers['webhook-signature'] as string,
    rawBody: body,
    secrets,
    now,
  }).ok
}

it('is sent at once, signed, and its answer is told; nothing is kept', async () => {
  const shop = await freshMerchant(owner)
  const server = await receiver((response) => void response.writeHead(202).end('Принято'))
  const { id, secret } = await freshEndpoint(shop, server.url, ['refund.paid'])
  const before = await endpointById(shop.callers.admin, id)
  expect(await test(shop, id)).toEqual({
    ok: true,
    data: {
      at: now.toISOString(),
      statusCode: 202,
      error: null,
      response: 'Принято',
      durationMs: expect.any(Number),
    },
  })
  const [sent] = server.received
  if (!sent) throw new Error('Nothing came')
  expect(JSON.parse(sent.body)).toEqual({
    type: 'webhook.test',
    timestamp: now.toISOString(),
    data: { endpointId: id },
  })
  expect(signedBy([secret], sent)).toBe(true)
  expect(sent.headers).toMatchObject({
    'content-type': 'application/json',
    'user-agent': 'Obratno-Webhooks/1',
  })
  expect(await kept(shop)).toEqual({ messages: 0, attempts: 0 })
  expect(await endpointById(shop.callers.admin, id)).toEqual(before)
  const [results] = await owner<{ texts: string }[]>`
    select string_agg(result, '') as texts from command_results where merchant_id = ${shop.id}`
  expect(results?.texts).not.toContain('whsec_')
})

it('goes to an endpoint that is off, and is signed by both secrets while one is replaced', async () => {
  const shop = await freshMerchant(owner)
  const server = await receiver()
  const { id, secret } = await freshEndpoint(shop, server.url)
  const held = (expectedVersion: number) => ({ commandId: newId(), endpointId: id, expectedVersion })
  const rotated = await rotateSecret(shop.callers.admin, held(1), now)
  if (!rotated.ok) throw new Error(rotated.error.detail)
  await switchEndpoint(shop.callers.admin, { ...held(2), on: false }, now)
  expect(await test(shop, id)).toMatchObject({ data: { statusCode: 200 } })
  const [sent] = server.received
  if (!sent) throw new Error('Nothing came')
  expect(signedBy([secret], sent)).toBe(true)
  expect(signedBy([rotated.data.secret], sent)).toBe(true)
})

it('switches nothing off, follows nothing, and says why there was no answer', async () => {
  const shop = await freshMerchant(owner)
  const elsewhere = await receiver()
  const replies = [410, 307]
  const server = await receiver(
    (response) => void response.writeHead(replies.shift() ?? 200, { location: elsewhere.url }).end(),
  )
  const { id } = await freshEndpoint(shop, server.url)
  expect(await test(shop, id)).toMatchObject({ data: { statusCode: 410 } })
  expect(await endpointById(shop.callers.admin, id)).toMatchObject({ offAt: null, version: 1 })
  expect(await test(shop, id, later(10))).toMatchObject({
    data: { statusCode: 307, response: `Location: ${elsewhere.url}` },
  })
  expect(elsewhere.received).toEqual([])
  const closed = testNetwork({ allowed: parseAllowed('') })
  expect(await sendTest(shop.callers.admin, { endpointId: id }, later(20), { ...closed })).toMatchObject({
    ok: true,
    data: { statusCode: null, error: 'not_https', response: null },
  })
  const { id: silent } = await freshEndpoint(shop, (await receiver(() => {})).url)
  expect(
    await sendTest(shop.callers.admin, { endpointId: silent }, now, testNetwork({ timeoutMs: 200 })),
  ).toMatchObject({ ok: true, data: { error: 'timeout' } })
  expect(server.received).toHaveLength(2)
})

it('is sent once in a few seconds to one endpoint, however many press', async () => {
  const shop = await freshMerchant(owner)
  const server = await receiver()
  const [one, other] = [await freshEndpoint(shop, server.url), await freshEndpoint(shop, server.url)]
  const pressed = await Promise.all(Array.from({ length: 5 }, () => test(shop, one.id)))
  expect(pressed.filter(({ ok }) => ok)).toHaveLength(1)
  expect(pressed.find(({ ok }) => !ok)).toMatchObject({
    error: { code: 'not_allowed_now', params: { why: 'too_often' } },
  })
  expect(await test(shop, other.id)).toMatchObject({ ok: true })
  expect(await test(shop, one.id, later(6))).toMatchObject({ ok: true })
  expect(server.received).toHaveLength(3)
  expect(new Set(server.received.map(({ headers }) => headers['webhook-id'])).size).toBe(3)
})

it('is the administrators’, of their own shop’s endpoints', async () => {
  const shop = await freshMerchant(owner)
  const server = await receiver()
  const { id } = await freshEndpoint(shop, server.url)
  expect(await sendTest(shop.callers.manager, { endpointId: id }, now, testNetwork())).toMatchObject({
    error: { code: 'forbidden' },
  })
  expect(await test(await freshMerchant(owner), id)).toMatchObject({ error: { code: 'not_found' } })
  expect(await test(shop, newId())).toMatchObject({ error: { code: 'not_found' } })
  expect(server.received).toEqual([])
})

it('has a type that no event has', () => {
  expect(eventTypes).not.toContain(testType)
})
