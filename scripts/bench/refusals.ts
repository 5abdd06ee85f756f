import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { newId } from '@/lib/ids'
import type { RoutingRule } from '@/lib/routing/schemas'
import { report } from './carriers'
import type { SizedDatabase } from './database'
import { rounds, sampleOf, timed, type Finding } from './measuring'
import type { Web } from './web'

const batchSize = 500
const alone = 2
const atOnce = 2
const each = 2

/**
 * Measure 16: refusals a second through the HTTP door, 500 in a signed request, each of another parcel of two articles: a
 * case with its journal, its search words, what was claimed, and its route by the 200th of 200 rules. One shop's carrier
 * sends two requests at a time, as many as there are processors where the promise was asked for; beside it, one after the
 * other. Measured, not promised.
 */
export async function measureRefusals(
  database: SizedDatabase,
  web: Web,
  effort: { rounds: number },
): Promise<Finding> {
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await publish(owner, database.waiting)
    const send = async (lanes: number, batches: number) => {
      const told: ReturnType<typeof refusalOf>[][][] = []
      for (let lane = 0; lane < lanes; lane += 1) {
        const own: (typeof told)[number] = []
        for (let batch = 0; batch < batches; batch += 1) {
          own.push((await makeParcels(owner, database.waiting.id, batchSize)).map(refusalOf))
        }
        told.push(own)
      }
      const ms = await timed(() =>
        Promise.all(
          told.map(async (own) => {
            for (const events of own) await report(database, web, events)
          }),
        ),
      )
      return (lanes * batches * batchSize * 1000) / ms
    }
    const results = await rounds(effort.rounds, async () => ({
      single: await send(1, alone),
      double: await send(atOnce, each),
    }))
    const single = Math.round(sampleOf(results.map((one) => one.single)).median)
    return {
      measure: 16,
      what: 'refusals per second over HTTP, two requests at a time, each a case with its route by 200 rules',
      cases: database.cases,
      unit: '/s',
      value: sampleOf(results.map((one) => one.double)),
      target: null,
      detail: `${batchSize} a request; one request at a time: ${single}/s`,
    }
  } finally {
    await owner.end()
  }
}

function refusalOf(orderNumber: string, index: number) {
  return {
    id: randomUUID(),
    type: 'delivery.refused',
    occurredAt: new Date(Date.now() - 60_000 - index).toISOString(),
    orderNumber,
    reasonCode: 'changed_mind',
    packaging: 'intact',
    courier: { id: `k-${index % 20}` },
    location: { code: 'hub' },
  }
}

type Shop = SizedDatabase['waiting']

async function publish(owner: postgres.Sql, shop: Shop): Promise<void> {
  const [place] = await owner<{ id: string; member: string }[]>`
    select id, (select id from members where merchant_id = ${shop.id} limit 1) as member from locations
    where merchant_id = ${shop.id} limit 1`
  if (!place) throw new Error('The shop has no place')
  const then = {
    to: { action: 'deliver' as const, locationId: place.id },
    storageDays: null,
    sorting: false,
    repack: false,
    tellCustomer: false,
    tellOrderSystem: true,
    refund: false,
  }
  const rules = Array.from({ length: 200 }, (_, index): RoutingRule => {
    const field = { field: 'sku' as const, op: 'any' as const, values: [`NONE-${index}`] }
    const price = { field: 'parcelValue' as const, op: 'between' as const, from: index * 1000, to: null }
    const last = index === 199
    const of = last ? [{ ...price, from: 0 }] : [field, price]
    return { id: newId(), name: '', note: '', enabled: true, when: { match: 'all', of }, then }
  })
  const at = new Date(Date.now() - 86_400_000)
  await owner`
    insert into rule_sets (merchant_id, id, number, revision, content, created_by, created_at, updated_by, updated_at,
      published_by, published_at, effective_at)
    values (${shop.id}, ${newId()}, 1, 1, ${owner.json({ rules, otherwise: then })}, ${place.member}, ${at}, ${place.member},
      ${at}, ${place.member}, ${at}, ${at})
    on conflict do nothing`
}

/** Orders on their way to the door, of two articles each. */
async function makeParcels(owner: postgres.Sql, merchantId: string, count: number): Promise<string[]> {
  const [some] = await owner<{ customer_id: string; address_id: string; products: string[] }[]>`
    select o.customer_id, o.address_id, (select array_agg(id) from (
      select id from products where merchant_id = ${merchantId} limit 2) p) as products
    from orders o where o.merchant_id = ${merchantId} and o.customer_id is not null limit 1`
  if (!some) throw new Error('The shop has no orders')
  const placed = new Date(Date.now() - 3 * 86_400_000)
  const orders = Array.from({ length: count }, () => ({ id: newId(), number: `B-${randomUUID()}` }))
  await owner`
    insert into orders ${owner(
      orders.map(({ id, number }) => ({
        merchant_id: merchantId,
        id,
        number,
        channel: 'site',
        placed_at: placed,
        payment: 'prepaid',
        currency: 'RUB',
        customer_id: some.customer_id,
        address_id: some.address_id,
        tracking_number: number,
        content_hash: number,
        created_at: placed,
        updated_at: placed,
      })),
    )}`
  const lines = orders.flatMap(({ id }) =>
    some.products.map((product, index) => ({
      merchant_id: merchantId,
      id: newId(),
      order_id: id,
      position: index + 1,
      product_id: product,
      sku: `SKU-${index}`,
      name: 'Лампа',
      quantity: 1,
      unit_price: 199_000,
    })),
  )
  for (let at = 0; at < lines.length; at += 1000) {
    await owner`insert into order_lines ${owner(lines.slice(at, at + 1000))}`
  }
  return orders.map(({ number }) => number)
}
