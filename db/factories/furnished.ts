import { sql } from 'drizzle-orm'
import type postgres from 'postgres'
import { readMerchant } from '@/db/tenant'
import { carrierCaller } from '@/lib/caller'
import { takeCarrierEvents } from '@/lib/carriers/commands'
import { newId } from '@/lib/ids'
import { uploadImport } from '@/lib/imports/commands'
import { bytesOf } from '@/lib/imports/read/file-bytes'
import { createPickup } from '@/lib/pickups/commands'
import { createPickupInput } from '@/lib/pickups/schemas'
import { startReplay } from '@/lib/replays/commands'
import { startRoutingReplay } from '@/lib/routing-replays/commands'
import { freshMerchant, freshOrder, type TestMerchant } from './merchant'
import { freshPolicy, termsWith } from './policy'
import { actionsTo, freshRules, parcelOf, refusalOf, tell } from './refusal'

/** What belongs to its refused parcel. */
type Refused = {
  refusalCaseId: string
  refusalId: string
  routeId: string
  ruleSetId: string
  ruleSetNumber: number
  routingReplayId: string
  parkedEventId: string
  endpointId: string
  messageId: string
}

export type FurnishedMerchant = {
  shop: TestMerchant
  orderId: string
  orderNumber: string
  orderLineId: string
  caseId: string
  caseNumber: number
  caseItemId: string
  pickupId: string
  importNumber: number
  importId: string
  policyId: string
  policyNumber: number
  replayId: string
  customerName: string
} & Refused

/**
 * A merchant with one of everything: an order, a case, a pickup task the carrier has accepted, a drafted import, a policy
 * that took effect and a replay that waits; a refused parcel with its route by a rule, a replay of the rules, a message that
 * waits for its code to be explained, and an endpoint that was told of the route.
 */
export async function furnishedMerchant(owner: postgres.Sql, now: Date): Promise<FurnishedMerchant> {
  const shop = await freshMerchant(owner)
  const customerName = `Тайна Покупательница${newId().slice(-6)}`
  const order = await freshOrder(shop, { customer: { name: customerName, phone: '+79123456789' } })
  const [line] = await readMerchant(shop.system, (tx) =>
    tx.execute<{ id: string }>(
      sql`select id from order_lines where merchant_id = ${shop.id} and order_id = ${order.id}`,
    ),
  )
  if (!line) throw new Error('The order has no line')
  const made = await createPickup(
    shop.callers.staff,
    createPickupInput.parse({
      commandId: newId(),
      orderId: order.id,
      items: [{ orderLineId: line.id, quantity: 1, reason: 'size', comment: 'Мала' }],
      recipient: { name: customerName, phone: '+79123456789' },
      address: { city: 'Москва', line: 'ул. Лесная, 5' },
      slot: { date: '2026-11-18', from: '10:00', to: '14:00' },
    }),
    now,
  )
  if (!made.ok) throw new Error(made.error.detail)
  await takeCarrierEvents(
    carrierCaller(shop.system.merchant, shop.carrierId),
    [{ id: 'e', type: 'pickup.accepted', occurredAt: now.toISOString(), pickupId: made.data.pickupId }],
    now,
  )
  const uploaded = await uploadImport(
    shop.callers.manager,
    {
      commandId: newId(),
      file: {
        name: 'тайна.csv',
        sha256: 'тайна',
        bytes: bytesOf(
          Buffer.from('Заказ;Дата;Артикул;Товар;Количество;Цена\nT-1;10.11.2026;A;Тайный товар;1;100,00\n'),
        ),
      },
    },
    now,
  )
  if (!uploaded.ok) throw new Error(uploaded.error.detail)
  const policyNumber = await freshPolicy(shop, termsWith(), now)
  const replay = await startReplay(shop.callers.manager, { commandId: newId(), terms: termsWith() }, now)
  if (!replay.ok) throw new Error(replay.error.detail)
  const [rest] = await readMerchant(shop.system, (tx) =>
    tx.execute<{ item: string; import: string; policy: string }>(sql`
      select (select id from case_items where merchant_id = ${shop.id}) as item,
        (select id from imports where merchant_id = ${shop.id}) as import,
        (select id from policy_versions where merchant_id = ${shop.id}) as policy`),
  )
  if (!rest) throw new Error('The shop was not furnished')
  const refused = await refusedParcel(owner, shop, customerName, now)
  return {
    ...refused,
    shop,
    orderId: order.id,
    orderNumber: order.number,
    orderLineId: line.id,
    caseId: made.data.caseId,
    caseNumber: made.data.caseNumber,
    caseItemId: rest.item,
    pickupId: made.data.pickupId,
    importNumber: uploaded.data.number,
    importId: rest.import,
    policyId: rest.policy,
    policyNumber,
    replayId: replay.data.id,
    customerName,
  }
}

async function refusedParcel(
  owner: postgres.Sql,
  shop: TestMerchant,
  customerName: string,
  now: Date,
): Promise<Refused> {
  const before = new Date(now.getTime() - 86_400_000)
  const content = { rules: [], otherwise: actionsTo({ action: 'deliver', locationId: shop.locationId }) }
  const ruleSetNumber = await freshRules(shop, content, before)
  const endpointId = newId()
  await owner.begin(async (tx) => {
    await tx`select set_config('app.merchant_id', ${shop.id}, true)`
    await tx`insert into webhook_endpoints (merchant_id, id, url, name, event_types, secret, version, created_by, created_at,
        updated_at)
      values (${shop.id}, ${endpointId}, 'https://erp.shop.test/hooks', ${`Учёт ${customerName}`}, ${['route.given']},
        'whsec_dGFpbmE=', 1, ${shop.callers.admin.actor.id}, ${now}, ${now})`
  })
  const parcel = await parcelOf(shop, { customer: { name: customerName, phone: '+79123456780' } })
  const parkedEventId = newId()
  await tell(
    shop,
    [
      refusalOf(parcel.number, before),
      { ...refusalOf(parcel.number, before), id: parkedEventId, reasonCode: 'zz-1' },
    ],
    now,
  )
  const replay = await startRoutingReplay(
    shop.callers.manager,
    { commandId: newId(), days: 30, content },
    now,
  )
  if (!replay.ok) throw new Error(replay.error.detail)
  const [ids] = await readMerchant(shop.system, (tx) =>
    tx.execute<{ route: string; refusal: string; case_id: string; rule_set: string; message: string }>(sql`
      select t.id as route, t.refusal_id as refusal, t.case_id, t.rule_set_id as rule_set, m.id as message
      from routes t join webhook_messages m on m.merchant_id = t.merchant_id and m.case_id = t.case_id
      where t.merchant_id = ${shop.id}`),
  )
  if (!ids) throw new Error('The refusal got no route, or nobody was told')
  return {
    refusalCaseId: ids.case_id,
    refusalId: ids.refusal,
    routeId: ids.route,
    ruleSetId: ids.rule_set,
    ruleSetNumber,
    routingReplayId: replay.data.id,
    parkedEventId,
    endpointId,
    messageId: ids.message,
  }
}
