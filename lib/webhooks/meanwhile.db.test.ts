import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { readMerchant } from '@/db/tenant'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { testDatabase } from '@/db/testing/database'
import { verifySignature } from '@/lib/carriers/signature'
import { newId } from '@/lib/ids'
import { changeEndpoint, rotateSecret } from './commands'
import { deliverDue } from './delivering'
import { endpointById } from './queries'
import { receiver, testNetwork } from './testing/receiver'
import { freshEndpoint, freshEvents, later, tell } from './testing/shop'

const { owner } = await testDatabase()

const toolsAt = (seconds: number) => ({ network: testNetwork(), clock: () => later(seconds) })

async function statuses(shop: TestMerchant): Promise<string[]> {
  const rows = await readMerchant(shop.system, (tx) =>
    tx.execute<{ status: string }>(sql`
      select status from webhook_messages where merchant_id = ${shop.id} order by case_id, event_seq`),
  )
  return rows.map(({ status }) => status)
}

it('is not switched off by an address that was replaced while it was called: the message goes to the new one', async () => {
  const shop = await freshMerchant(owner)
  const { admin } = shop.callers
  const told = await freshEvents(shop)
  const fresh = await receiver()
  const eventTypes = ['pickup.created' as const]
  const old = await receiver(async (response) => {
    const changed = await changeEndpoint(
      admin,
      {
        commandId: newId(),
        endpointId: made.id,
        expectedVersion: 1,
        name: 'Учёт',
        url: fresh.url,
        eventTypes,
      },
      later(1),
      testNetwork(),
    )
    response.writeHead(changed.ok ? 410 : 500).end()
  })
  const made = await freshEndpoint(shop, old.url, eventTypes)
  await tell(shop, told)
  await deliverDue(shop.system, made.id, toolsAt(0))
  expect(old.received).toHaveLength(1)
  expect(await endpointById(admin, made.id)).toMatchObject({ url: fresh.url, offAt: null, version: 2 })
  expect(await statuses(shop)).toEqual(['pending'])

  await deliverDue(shop.system, made.id, toolsAt(5))
  expect([old.received.length, fresh.received.length]).toEqual([1, 1])
  expect(await statuses(shop)).toEqual(['delivered'])
})

it('goes on signing with a secret that was replaced, when the one after it is replaced within the day', async () => {
  const shop = await freshMerchant(owner)
  const server = await receiver()
  const { id, secret } = await freshEndpoint(shop, server.url, ['pickup.created'])
  const secrets = [secret]
  for (const [index, hours] of [0, 10].entries()) {
    const held = { commandId: newId(), endpointId: id, expectedVersion: index + 1 }
    const rotated = await rotateSecret(shop.callers.admin, held, later(hours * 3600))
    if (!rotated.ok) throw new Error(rotated.error.detail)
    secrets.unshift(rotated.data.secret)
  }

  const signing: number[][] = []
  for (const hours of [11, 24, 34]) {
    await freshEvents(shop)
    await deliverDue(shop.system, id, toolsAt(hours * 3600))
    const sent = server.received.at(-1)
    const one = (header: string) => String(sent?.headers[header])
    const signs = (candidate: string) =>
      verifySignature({
        id: one('webhook-id'),
        timestamp: one('webhook-timestamp'),
        signatureHeader: one('webhook-signature'),
        rawBody: sent?.body ?? '',
        secrets: [candidate],
        now: later(hours * 3600),
      }).ok
    signing.push(secrets.flatMap((candidate, index) => (signs(candidate) ? [index] : [])))
  }
  expect(signing).toEqual([[0, 1, 2], [0, 1], [0]])
  expect(server.received).toHaveLength(3)
  expect(await endpointById(shop.callers.admin, id)).toMatchObject({ previousUntil: later(34 * 3600) })
})
