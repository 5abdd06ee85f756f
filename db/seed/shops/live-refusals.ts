import { sql } from 'drizzle-orm'
import { readMerchant } from '@/db/tenant'
import type { RouteAction } from '@/lib/cases/machine'
import { newId } from '@/lib/ids'
import { disputeRefusal, overrideRoute, scheduleRedelivery, settleRefusal } from '@/lib/refusals/commands'
import type { LiveShop } from './live'
import { idsOf, must, type Thread } from './thread'

/** What the carrier's refusal has become: which case, and where the rules send it. */
export async function refusalOf(
  shop: LiveShop,
  thread: Thread,
): Promise<{
  route: RouteAction | null
  placeCode: string
  version: number
  disputed: boolean
}> {
  const [row] = await readMerchant(shop.system, (tx) =>
    tx.execute<{ id: string; number: number; code: string | null }>(sql`
      select c.id, c.number, l.code from cases c
      left join locations l on l.merchant_id = c.merchant_id and l.id = c.location_id
      where c.merchant_id = ${shop.merchantId} and c.order_id = ${thread.order.id} and c.kind = 'refusal'
      order by c.created_at desc limit 1`),
  )
  if (!row) throw new Error(`The demo lost the refusal of ${thread.order.input.number}`)
  Object.assign(thread, { caseId: row.id, number: row.number })
  const { state, version } = await shop.loaded(row.id)
  const disputed = state.flags.includes('disputed_refusal')
  return { route: state.route, placeCode: row.code ?? shop.plan.warehouse, version, disputed }
}

/** Support agrees with the customer when the parcel comes once more. */
export async function redeliver(shop: LiveShop, thread: Thread, at: Date): Promise<void> {
  const { version: expectedVersion } = await refusalOf(shop, thread)
  const slot = shop.slotFor(thread, at)
  const { date, from, to } = slot
  const { caseId } = idsOf(thread)
  const wish = { commandId: newId(), caseId, expectedVersion, slot: { date, from, to } }
  must(await scheduleRedelivery(shop.who('staff', 'support'), wish, at))
  shop.book(slot, 1)
  thread.slot = slot
}

/** A person sends it to the shop's own warehouse. */
export async function override(shop: LiveShop, thread: Thread, at: Date, comment: string): Promise<void> {
  const { version: expectedVersion } = await refusalOf(shop, thread)
  const { caseId } = idsOf(thread)
  const to = { action: 'deliver' as const, locationId: shop.locationId }
  const input = { commandId: newId(), caseId, expectedVersion, to, comment }
  must(await overrideRoute(shop.who('support', 'manager'), input, at))
}

export async function dispute(shop: LiveShop, thread: Thread, at: Date, comment: string): Promise<void> {
  const { version: expectedVersion } = await refusalOf(shop, thread)
  const { caseId } = idsOf(thread)
  must(
    await disputeRefusal(shop.who('support'), { commandId: newId(), caseId, expectedVersion, comment }, at),
  )
}

/** Support settles what the signs have called into question. */
export async function settle(shop: LiveShop, thread: Thread, at: Date): Promise<void> {
  const { version: expectedVersion, disputed } = await refusalOf(shop, thread)
  if (!disputed) return
  const { caseId } = idsOf(thread)
  const as = shop.random.weighted([
    ['customer_refused', 5],
    ['not_refused', 3],
    ['unclear', 2],
  ] as const)
  const comment = settlementWords[as]
  const input = { commandId: newId(), caseId, expectedVersion, as, comment }
  must(await settleRefusal(shop.who('support'), input, at))
}

const settlementWords = {
  customer_refused: 'Дозвонились: покупатель подтвердил, что отказался сам',
  not_refused: 'Покупатель прислал запись с домофона: курьера не было',
  unclear: 'Покупатель не отвечает, записи звонка у перевозчика нет',
} as const
