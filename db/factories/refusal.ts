import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { readMerchant, withMerchant } from '@/db/tenant'
import { carrierCaller } from '@/lib/caller'
import { takeCarrierEvents, type TakenEvents } from '@/lib/carriers/commands'
import type { CarrierEvent } from '@/lib/carriers/schemas'
import { newId } from '@/lib/ids'
import { publishRules, saveRuleDraft } from '@/lib/routing/commands'
import type { RouteActions, RoutingRule, RuleSetContent } from '@/lib/routing/schemas'
import { freshOrder, type TestMerchant } from './merchant'

/** To a place, and nothing besides, unless told otherwise. */
export function actionsTo(to: RouteActions['to'], more: Partial<RouteActions> = {}): RouteActions {
  return {
    to,
    storageDays: null,
    sorting: false,
    repack: false,
    tellCustomer: false,
    tellOrderSystem: true,
    refund: false,
    ...more,
  }
}

/** A rule that is switched on; a new id for each. */
export function ruleOf(
  when: RoutingRule['when'],
  then: RouteActions,
  more: Partial<RoutingRule> = {},
): RoutingRule {
  return { id: newId(), name: '', note: '', enabled: true, when, then, ...more }
}

/** Publishes a set of rules that is in force from that moment on, or from a later one, and answers its number. */
export async function freshRules(
  shop: TestMerchant,
  content: RuleSetContent,
  at: Date,
  effectiveAt: Date | null = null,
): Promise<number> {
  const [last] = await readMerchant(shop.system, (tx) =>
    tx.execute<{ number: number | null }>(
      sql`select max(number) as number from rule_sets where merchant_id = ${shop.id}`,
    ),
  )
  const saved = await saveRuleDraft(
    shop.callers.manager,
    { commandId: newId(), expectedRevision: 0, expectedVersion: last?.number ?? 0, content },
    at,
  )
  if (!saved.ok) throw new Error(saved.error.detail)
  const published = await publishRules(
    shop.callers.manager,
    {
      commandId: newId(),
      expectedRevision: saved.data.revision,
      effectiveAt: effectiveAt?.toISOString() ?? null,
    },
    at,
  )
  if (!published.ok) throw new Error(published.error.detail)
  return published.data.number
}

/** Another place of the shop. */
export async function freshPlace(
  shop: TestMerchant,
  more: { code?: string; name?: string; kind?: string } = {},
): Promise<string> {
  const id = newId()
  const { code = `P-${id.slice(-6)}`, name = 'Склад «Подольск»', kind = 'warehouse' } = more
  await withMerchant(shop.system, (tx) =>
    tx.execute(sql`
      insert into locations (merchant_id, id, code, kind, name, city, created_at)
      values (${shop.id}, ${id}, ${code}, ${kind}, ${name}, 'Подольск', now())`),
  )
  return id
}

/** What the shop's carrier says, at a moment. */
export async function tell(shop: TestMerchant, events: CarrierEvent[], at: Date): Promise<TakenEvents> {
  const taken = await takeCarrierEvents(carrierCaller(shop.system.merchant, shop.carrierId), events, at)
  if (!taken.ok) throw new Error(taken.error.detail)
  return taken.data
}

/** An order on its way to the customer: nothing was handed over yet. */
export function parcelOf(shop: TestMerchant, more: Parameters<typeof freshOrder>[1] = {}) {
  return freshOrder(shop, {
    handedOverAt: undefined,
    // Long enough ago for all that tests tell of it.
    placedAt: '2026-09-01T10:00:00+03:00',
    address: { city: 'Москва', line: 'ул. Лесная, 5', region: 'Москва' },
    lines: [
      { sku: 'LAMP-1', name: 'Лампа', quantity: 2, unitPrice: 199_000, category: 'Свет', supplier: 'Луч' },
      { sku: 'CUP-1', name: 'Чашка', quantity: 1, unitPrice: 50_000, category: 'Посуда' },
    ],
    ...more,
  })
}

/** A refusal as a carrier tells it: of the whole parcel, because the customer changed their mind, unless told otherwise. */
export function refusalOf(
  orderNumber: string,
  at: Date | string,
  more: Partial<CarrierEvent> = {},
): CarrierEvent {
  return {
    id: randomUUID(),
    type: 'delivery.refused',
    occurredAt: new Date(at).toISOString(),
    orderNumber,
    reasonCode: 'changed_mind',
    location: { code: 'MSK-1' },
    ...more,
  }
}
