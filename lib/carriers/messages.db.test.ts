import { describe, expect, it } from 'vitest'
import { freshMerchant } from '@/db/factories/merchant'
import { testDatabase } from '@/db/testing/database'
import { carrierCaller } from '@/lib/caller'
import { takeCarrierEvents } from './commands'
import { parkedMessages } from './messages'
import { messagesHref, parseMessageCursor } from './search'

const { owner } = await testDatabase()
const now = new Date('2026-11-20T09:00:00Z')

async function parkedShop(count: number) {
  const shop = await freshMerchant(owner)
  const events = Array.from({ length: count }, (_, index) => ({
    id: `odd ${index}`,
    type: 'parcel.at_hub',
    orderNumber: 'NO-SUCH-ORDER',
    occurredAt: now.toISOString(),
    comment: `№ ${index}`,
  }))
  const carrier = carrierCaller(shop.system.merchant, shop.carrierId)
  expect(await takeCarrierEvents(carrier, events, now)).toMatchObject({ ok: true, data: { parked: count } })
  return shop
}

describe('parkedMessages', () => {
  it('shows what could not be placed, word for word, with the reason', async () => {
    const shop = await parkedShop(1)
    const list = await parkedMessages(shop.callers.staff, null)
    expect(list).toMatchObject({
      total: 1,
      previous: null,
      next: null,
      messages: [{ id: 'odd 0', reason: 'unknown_pickup', caseNumber: null, raw: { comment: '№ 0' } }],
    })
    const other = await freshMerchant(owner)
    expect((await parkedMessages(other.callers.admin, null)).messages).toEqual([])
  })

  it('pages through messages of one moment, there and back, by its address', async () => {
    const shop = await parkedShop(120)
    const seen: string[][] = []
    let list = await parkedMessages(shop.callers.staff, null)
    const turn = async (cursor: typeof list.next) => {
      const search = new URL(messagesHref('x', cursor), 'http://x').searchParams
      return parkedMessages(shop.callers.staff, parseMessageCursor(Object.fromEntries(search)))
    }
    for (; list.next; list = await turn(list.next)) seen.push(list.messages.map(({ id }) => id))
    seen.push(list.messages.map(({ id }) => id))
    expect(new Set(seen.flat()).size).toBe(120)
    for (const page of seen.slice(0, -1).reverse()) {
      list = await turn(list.previous)
      expect(list.messages.map(({ id }) => id)).toEqual(page)
    }
    expect(list.previous).toBeNull()
  })

  it('is closed to who may not read it', async () => {
    const shop = await freshMerchant(owner)
    const carrier = carrierCaller(shop.system.merchant, shop.carrierId)
    await expect(parkedMessages(carrier, null)).rejects.toThrow('carrier_message.read')
    expect(parseMessageCursor({ cursor: 'nothing' })).toBeNull()
    expect(parseMessageCursor({ cursor: 'a1-x\u0000' })).toBeNull()
  })
})
