import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { freshMerchant, freshOrder, type TestMerchant } from '@/db/factories/merchant'
import { readMerchant, withMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { carrierCaller } from '@/lib/caller'
import { takeCarrierEvents } from '@/lib/carriers/commands'
import { newId } from '@/lib/ids'
import { nextNumbers } from '@/lib/numbers'
import { changeCase, createCase } from './commands'
import type { CaseCommand } from './machine'
import { insertCases } from './store'

const { owner } = await testDatabase()
const now = new Date('2026-11-16T09:00:00Z')
const later = new Date('2026-11-17T09:00:00Z')

async function lineOf(shop: TestMerchant, orderId: string): Promise<string> {
  const [line] = await readMerchant(shop.system, (tx) =>
    tx.execute<{ id: string }>(
      sql`select id from order_lines where merchant_id = ${shop.id} and order_id = ${orderId}`,
    ),
  )
  if (!line) throw new Error('no line')
  return line.id
}

async function refusal(shop: TestMerchant, payment: 'cod' | 'prepaid') {
  const order = await freshOrder(shop, {
    payment,
    handedOverAt: undefined,
    trackingNumber: `T${newId().slice(-8)}`,
  })
  const orderLineId = await lineOf(shop, order.id)
  const [caseId, caseItemId] = [newId(), newId()]
  await withMerchant(shop.system, async (tx) => {
    const [number = 0] = await nextNumbers(tx, shop.id, 'case', 1)
    await insertCases(
      tx,
      shop.id,
      [
        {
          id: caseId,
          number,
          orderId: order.id,
          customerId: null,
          requestedAt: now,
          events: [
            {
              id: newId(),
              type: 'case.created',
              occurredAt: now,
              actor: { kind: 'carrier', id: shop.carrierId },
              data: {
                kind: 'refusal',
                orderId: order.id,
                channel: 'carrier',
                items: [{ caseItemId, orderLineId, quantity: 2, reason: null }],
              },
            },
          ],
          tokens: { number, orderNumber: order.number, customerName: null, phones: [], trackingNumber: null },
        },
      ],
      now,
    )
  })
  await takeCarrierEvents(
    carrierCaller(shop.system.merchant, shop.carrierId),
    [{ id: newId(), type: 'parcel.received', occurredAt: now.toISOString(), orderNumber: order.number }],
    now,
  )
  return { caseId, caseItemId }
}

async function stateOf(shop: TestMerchant, caseId: string) {
  const [row] = await readMerchant(shop.system, (tx) =>
    tx.execute<{ custody: string; money: string; stage: string; version: number }>(
      sql`select custody, money, stage, version from cases where merchant_id = ${shop.id} and id = ${caseId}`,
    ),
  )
  if (!row) throw new Error('no case')
  return row
}

async function change(shop: TestMerchant, caseId: string, command: CaseCommand, more: object = {}) {
  const { version } = await stateOf(shop, caseId)
  return changeCase(
    shop.callers.manager,
    { commandId: newId(), caseId, expectedVersion: version, command, ...more },
    later,
  )
}

describe('an inspected refusal', () => {
  it.each([
    ['prepaid', 'due', 'refund'],
    ['cod', 'not_owed', 'closed'],
  ] as const)('that was %s leaves the money %s', async (payment, money, stage) => {
    const shop = await freshMerchant(owner)
    const { caseId, caseItemId } = await refusal(shop, payment)
    expect(await stateOf(shop, caseId)).toMatchObject({ custody: 'received', stage: 'inspection' })
    const items = [{ caseItemId, quantity: 2, disposition: 'restock' }]
    expect(await change(shop, caseId, 'inspect', { items })).toMatchObject({ ok: true })
    expect(await stateOf(shop, caseId)).toMatchObject({ money, stage })
  })
})

describe('the way of a return’s decision and money', () => {
  it('asks for a comment where one is needed, refuses what the state does not allow, and pays in steps', async () => {
    const shop = await freshMerchant(owner)
    const order = await freshOrder(shop)
    const orderLineId = await lineOf(shop, order.id)
    const made = await createCase(
      shop.callers.staff,
      {
        commandId: newId(),
        orderId: order.id,
        items: [{ orderLineId, quantity: 2, reason: 'size' }],
        channel: 'site',
      },
      now,
    )
    if (!made.ok) throw new Error(made.error.detail)
    const { caseId } = made.data
    expect(await change(shop, caseId, 'decline')).toMatchObject({ error: { fields: [{ path: 'comment' }] } })
    expect(await change(shop, caseId, 'decline', { comment: 'Носили' })).toMatchObject({
      ok: true,
      data: { stage: 'declined' },
    })
    expect(await change(shop, caseId, 'appeal', { comment: 'Не носили' })).toMatchObject({
      ok: true,
      data: { stage: 'review' },
    })
    expect(await change(shop, caseId, 'approve')).toMatchObject({
      error: { code: 'invalid', fields: [{ path: 'comment' }] },
    })
    expect(await change(shop, caseId, 'approve', { comment: 'Бирки на месте' })).toMatchObject({
      ok: true,
      data: { stage: 'needs_pickup' },
    })
    expect(await change(shop, caseId, 'approve')).toMatchObject({ error: { code: 'not_allowed_now' } })
    expect(await change(shop, caseId, 'pay_refund')).toMatchObject({ error: { code: 'not_allowed_now' } })
    expect(await change(shop, caseId, 'cancel', { comment: 'Передумал' })).toMatchObject({
      ok: true,
      data: { stage: 'cancelled' },
    })
    // The pieces are free again.
    const again = await createCase(
      shop.callers.staff,
      {
        commandId: newId(),
        orderId: order.id,
        items: [{ orderLineId, quantity: 2, reason: 'size' }],
        channel: 'site',
      },
      now,
    )
    expect(again.ok).toBe(true)
  })

  it('tells who was quicker, and lets staff decide nothing', async () => {
    const shop = await freshMerchant(owner)
    const order = await freshOrder(shop)
    const made = await createCase(
      shop.callers.staff,
      {
        commandId: newId(),
        orderId: order.id,
        items: [{ orderLineId: await lineOf(shop, order.id), quantity: 1, reason: 'size' }],
        channel: 'site',
      },
      now,
    )
    if (!made.ok) throw new Error(made.error.detail)
    const input = { caseId: made.data.caseId, expectedVersion: 1, command: 'approve' as const }
    expect(await changeCase(shop.callers.staff, { ...input, commandId: newId() }, now)).toMatchObject({
      error: { code: 'forbidden' },
    })
    expect(await changeCase(shop.callers.support, { ...input, commandId: newId() }, now)).toMatchObject({
      ok: true,
    })
    expect(await changeCase(shop.callers.manager, { ...input, commandId: newId() }, now)).toMatchObject({
      error: { code: 'conflict', params: { event: 'decision.approved', who: 'Сотрудник support' } },
    })
  })
})
