import { describe, expect, it } from 'vitest'
import { freshMerchant, freshOrder, type TestMerchant } from '@/db/factories/merchant'
import { testDatabase } from '@/db/testing/database'
import { pickupSlots } from '@/lib/carriers/queries'
import { createCase, changeCase } from '@/lib/cases/commands'
import { newId } from '@/lib/ids'
import { orderForReturn } from '@/lib/orders/queries'
import { createPickup } from './commands'
import { caseForPickup, pickupFacts, reasonChoices } from './queries'
import { createPickupInput } from './schemas'

const { owner } = await testDatabase()
/** A Friday, 12:00 in Moscow. */
const now = new Date('2026-11-20T09:00:00Z')
const slot = { date: '2026-11-23', from: '10:00', to: '14:00' }

async function approvedCase(shop: TestMerchant) {
  const { id: orderId } = await freshOrder(shop)
  const line = (await orderForReturn(shop.system, orderId))?.lines[0]
  if (!line) throw new Error('The order has no line')
  const made = await createCase(
    shop.callers.support,
    {
      commandId: newId(),
      orderId,
      channel: 'cabinet',
      items: [{ orderLineId: line.id, quantity: 2, reason: 'size' }],
    },
    now,
  )
  if (!made.ok) throw new Error(made.error.detail)
  const approved = await changeCase(
    shop.callers.support,
    { commandId: newId(), caseId: made.data.caseId, expectedVersion: 1, command: 'approve' },
    now,
  )
  if (!approved.ok) throw new Error(approved.error.detail)
  return made.data
}

const pickupFor = (shop: TestMerchant, caseId: string, city = 'Москва') =>
  createPickup(
    shop.callers.staff,
    createPickupInput.parse({
      commandId: newId(),
      caseId,
      recipient: { name: 'Мария Кузнецова', phone: '+79123456789' },
      address: { city, line: 'ул. Лесная, 5' },
      slot,
    }),
    now,
  )

describe('caseForPickup', () => {
  it('has what is to be fetched, and knows whether it waits for a task', async () => {
    const shop = await freshMerchant(owner)
    const { caseId, number } = await approvedCase(shop)
    expect(await caseForPickup(shop.callers.staff, number)).toMatchObject({
      id: caseId,
      waits: true,
      customer: { name: 'Мария Кузнецова', phone: '+79123456789' },
      address: { city: 'Москва' },
      items: [{ sku: 'LAMP-1', quantity: 2, reason: 'size' }],
    })
    expect(await pickupFor(shop, caseId)).toMatchObject({ ok: true })
    expect(await caseForPickup(shop.callers.staff, number)).toMatchObject({ waits: false })
  })

  it('knows no other merchant’s returns and tasks', async () => {
    const [one, other] = [await freshMerchant(owner), await freshMerchant(owner)]
    const { caseId, number } = await approvedCase(one)
    const made = await pickupFor(one, caseId)
    if (!made.ok) throw new Error(made.error.detail)
    expect(await caseForPickup(other.callers.admin, number)).toBeNull()
    expect(await pickupFacts(other.callers.admin, made.data.pickupId)).toBeNull()
    expect(await pickupFacts(one.callers.staff, made.data.pickupId)).toMatchObject({
      number: made.data.pickupNumber,
      slot,
      status: 'created',
      last: { type: 'pickup.created', actorKind: 'member', actorName: 'Сотрудник staff' },
    })
  })
})

describe('pickupSlots', () => {
  it('counts what is booked, leaves out the own place of a task that moves, and sees no other shop’s bookings', async () => {
    const [shop, other] = [await freshMerchant(owner), await freshMerchant(owner)]
    const free = async (of: TestMerchant, pickupId?: string) => {
      const found = await pickupSlots(
        of.callers.staff,
        { city: 'Москва', ...(pickupId ? { pickupId } : {}) },
        now,
      )
      const monday = found?.slots.find((one) => one.date === slot.date && one.from === slot.from)
      return monday?.free
    }
    const { caseId } = await approvedCase(shop)
    expect(await free(shop)).toBe(20)
    const made = await pickupFor(shop, caseId)
    if (!made.ok) throw new Error(made.error.detail)
    expect(await free(shop)).toBe(19)
    expect(await free(shop, made.data.pickupId)).toBe(20)
    expect(await free(other)).toBe(20)
    expect(await free(other, made.data.pickupId)).toBe(20)
  })

  it('shows full and closed slots with the reason', async () => {
    const shop = await freshMerchant(owner)
    await owner`insert into carrier_slots (merchant_id, carrier_id, date, "from", "to", capacity, booked)
      values (${shop.id}, ${shop.carrierId}, ${slot.date}, ${slot.from}, ${slot.to}, 20, 20)`
    const evening = new Date('2026-11-20T15:30:00Z')
    const found = await pickupSlots(shop.callers.staff, { city: 'Москва', to: '2026-11-23' }, evening)
    expect(found?.slots.map(({ date, from, state, kind }) => [date, from, kind, state])).toEqual([
      ['2026-11-21', '10:00', 'day', 'closed'],
      ['2026-11-21', '15:00', 'evening', 'closed'],
      ['2026-11-22', '10:00', 'day', 'open'],
      ['2026-11-22', '15:00', 'evening', 'open'],
      ['2026-11-23', '10:00', 'day', 'full'],
      ['2026-11-23', '14:00', 'day', 'open'],
      ['2026-11-23', '18:00', 'evening', 'open'],
    ])
  })
})

describe('reasonChoices', () => {
  it('is the merchant’s tree in its order', async () => {
    const shop = await freshMerchant(owner)
    await owner`update reasons set hidden_at = now() where merchant_id = ${shop.id} and code = 'late'`
    const found = await reasonChoices(shop.callers.staff)
    expect(found.slice(0, 2)).toEqual([
      { code: 'not_fit', parent: null, ru: 'Не подошёл', en: 'Does not fit' },
      { code: 'size', parent: 'not_fit', ru: 'Не подошёл размер', en: 'Wrong size' },
    ])
    expect(found.some((reason) => reason.code === 'late')).toBe(false)
  })
})
