import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { closeClient } from '@/db/client'
import { readMerchant, withMerchant } from '@/db/tenant'
import { hashPassword } from '@/lib/auth/password'
import { systemCaller, type Caller } from '@/lib/caller'
import { newId } from '@/lib/ids'
import { upsertOrders } from '@/lib/orders/commands'
import { scopes } from '@/lib/permissions'
import { doorOrders, doorStories } from './shops/doors'
import { hardOrders, hardStories } from './shops/hard'
import { LiveShop } from './shops/live'
import type { LiveOrder } from './shops/thread'
import { yearOfOrders, type PlannedOrder } from './shops/orders'
import { storiesOf } from './shops/plots'
import { Random } from './shops/random'
import type { ShopPlan, Staff } from './shops/plan'
import { carrier, shops } from './shops/shops'
import { play } from './shops/timeline'
import type { DemoFacts, DemoMerchant } from './facts'
import { insertMerchant, type SeededMerchant } from './merchant'
import { closePlace } from './closing'
import { tryDraft, writeCosts, writeRules } from './rules'
import { writeTerms } from './terms'
import { tellOthers } from './webhooks'

type SeedOptions = {
  /** As the owner of the tables. */
  ownerUrl: string
  /** As the application, which everything that a person or a carrier would do goes through. */
  appUrl: string
  log: (line: string) => void
  now?: Date
}

/**
 * Makes the two demo shops with a year behind them, by the commands that the cabinet and the API use, at moments of the
 * past. The same day and clock give the same shops, but for ids, keys and secrets. A shop that is there already is left
 * as it is and gets a new API key.
 */
export async function seedDemo({ ownerUrl, appUrl, log, now = new Date() }: SeedOptions): Promise<DemoFacts> {
  await closeClient()
  process.env.APP_DATABASE_URL = appUrl
  const owner = postgres(ownerUrl, { max: 2, onnotice: () => {} })
  try {
    const merchants: DemoMerchant[] = []
    const made: Promise<void>[] = []
    for (const plan of shops) {
      const kept = await findShop(owner, plan.slug)
      const shop = kept ?? (await insertShop(owner, plan))
      const apiKey = `obr_${randomBytes(24).toString('base64url')}`
      const keyId = await insertKey(owner, shop.merchant.id, apiKey, now)
      merchants.push({
        slug: plan.slug,
        name: plan.name,
        apiKey,
        carrier: { name: carrier.code, secret: shop.carrierSecret },
        logins: plan.staff.map(({ role, email, password }) => ({ role, email, password })),
      })
      if (kept) log(`«${plan.name}» is there already; it gets a new API key`)
      else made.push(fillShop(plan, shop, keyId, now, log))
    }
    await Promise.all(made)
    if (made.length > 0) await settle(owner)
    return { merchants }
  } finally {
    await Promise.all([owner.end(), closeClient()])
  }
}

async function findShop(owner: postgres.Sql, slug: string): Promise<SeededMerchant | null> {
  const [row] = await owner<{ id: string; name: string; time_zone: string; currency: string }[]>`
    select id, name, time_zone, currency from merchants where slug = ${slug}`
  if (!row) return null
  const [found] = await owner<{ id: string; secrets: string[] }[]>`
    select id, secrets from carriers where merchant_id = ${row.id} and code = ${carrier.code}`
  if (!found) return null
  const merchant = { id: row.id, slug, name: row.name, timeZone: row.time_zone, currency: row.currency }
  const secret = found.secrets[0] ?? ''
  return {
    merchant,
    members: [],
    carrierId: found.id,
    carrierCode: carrier.code,
    carrierSecret: secret,
    locationId: '',
  }
}

async function insertShop(owner: postgres.Sql, plan: ShopPlan): Promise<SeededMerchant> {
  const members = await Promise.all(
    plan.staff.map(async ({ password, ...member }: Staff) => ({
      ...member,
      passwordHash: await hashPassword(password),
    })),
  )
  const { slug, name, timeZone, locations, schedule } = plan
  return insertMerchant(owner, {
    slug,
    name,
    timeZone,
    currency: 'RUB',
    members,
    locations,
    carrier: { ...carrier, schedule },
  })
}

async function insertKey(owner: postgres.Sql, merchantId: string, key: string, now: Date): Promise<string> {
  const id = newId()
  const keyHash = createHash('sha256').update(key).digest('hex')
  await owner.begin(async (tx) => {
    await tx`select set_config('app.merchant_id', ${merchantId}, true)`
    await tx`insert into api_keys (merchant_id, id, name, key_hash, scopes, created_at)
      values (${merchantId}, ${id}, 'Сайт магазина', ${keyHash}, ${[...scopes]}, ${now})`
  })
  return id
}

async function fillShop(
  plan: ShopPlan,
  seeded: SeededMerchant,
  keyId: string,
  now: Date,
  log: SeedOptions['log'],
) {
  const random = new Random(plan.seed)
  const system = systemCaller(seeded.merchant)
  const usual = yearOfOrders(plan, random, now)
  const hard = hardOrders(plan, random, now)
  const year = [...usual, ...hard, ...doorOrders(plan, random, now, usual.length + hard.length)]
  const orders = await takeOrders(system, year, now)
  log(`«${plan.name}»: ${orders.length} orders of a year`)
  const shop = new LiveShop(plan, seeded, keyId, seeded.locationId)
  await writeTerms(shop.who('manager'), plan.terms, now)
  await writeCosts(shop.who('manager'), plan.costs, now)
  await writeRules(shop.who('manager'), plan.rules, now)
  const stories = [
    ...hardStories(shop, orders.slice(usual.length), now),
    ...doorStories(shop, orders.slice(usual.length + hard.length), now),
    ...storiesOf(shop, orders.slice(0, usual.length), now),
  ]
  const tenth = Math.ceil(stories.length / 4)
  await play(shop, stories, now, (done) => {
    if (done % tenth === 0 || done === stories.length)
      log(`«${plan.name}»: ${done} of ${stories.length} returns lived through`)
  })
  await closePlace(shop, now)
  await tryDraft(shop, now)
  await tellOthers(shop, now)
}

async function takeOrders(system: Caller, year: PlannedOrder[], now: Date): Promise<LiveOrder[]> {
  const merchantId = system.merchant.id
  const ids = new Map<string, string>()
  for (let at = 0; at < year.length; at += 500) {
    const inputs = year.slice(at, at + 500).map((order) => order.input)
    const result = await withMerchant(system, (tx) => upsertOrders(tx, system, inputs, now))
    if (!result.ok) throw new Error(result.error.detail)
    for (const outcome of result.data) {
      if (outcome.outcome === 'error') throw new Error(`${outcome.number}: ${outcome.issue.message}`)
      ids.set(outcome.number, outcome.id)
    }
  }
  const [rows, customers] = await readMerchant(system, (tx) =>
    Promise.all([
      tx.execute<{ id: string; order_id: string; sku: string; quantity: number }>(sql`
        select id, order_id, sku, quantity from order_lines where merchant_id = ${merchantId} order by order_id, position`),
      tx.execute<{ id: string; customer_id: string }>(
        sql`select id, customer_id from orders where merchant_id = ${merchantId}`,
      ),
    ]),
  )
  const lines = Map.groupBy(rows, (row) => row.order_id)
  const customerOf = new Map(customers.map((row) => [row.id, row.customer_id]))
  return year.map((order) => {
    const id = ids.get(order.input.number) ?? ''
    return { ...order, id, customerId: customerOf.get(id) ?? '', lines: lines.get(id) ?? [] }
  })
}

/** Leaves the tables as a database looks that has been at work: counters folded, statistics known. */
async function settle(owner: postgres.Sql) {
  await owner`select fold_case_counts(1000000)`
  await owner`analyze`
}
