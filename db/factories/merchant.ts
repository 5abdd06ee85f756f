import postgres from 'postgres'
import { memberCaller, systemCaller, type Caller } from '@/lib/caller'
import { newId } from '@/lib/ids'
import { roles, type Role } from '@/lib/permissions'
import { withMerchant } from '@/db/tenant'
import { upsertOrders } from '@/lib/orders/commands'
import { orderInput } from '@/lib/orders/schemas'
import { insertMerchant, type MerchantSeed } from '@/db/seed/merchant'
import type { z } from 'zod'

export type TestMerchant = {
  id: string
  slug: string
  carrierId: string
  carrierSecret: string
  locationId: string
  callers: Record<Role, Caller>
  system: Caller
}

/** A merchant of its own for one test, with a member of every role, a carrier that works every day, and a warehouse. */
export async function freshMerchant(
  owner: postgres.Sql,
  more: Partial<MerchantSeed> = {},
): Promise<TestMerchant> {
  const slug = `shop-${newId().slice(-12)}`
  const facts = await insertMerchant(owner, {
    slug,
    name: `Магазин ${slug}`,
    timeZone: 'Europe/Moscow',
    currency: 'RUB',
    members: roles.map((role) => ({
      role,
      email: `${role}@${slug}.test`,
      name: `Сотрудник ${role}`,
      passwordHash: 'none',
    })),
    ...more,
  })
  const callers = Object.fromEntries(
    facts.members.map((member) => [member.role, memberCaller(facts.merchant, member.id, member.role)]),
  ) as Record<Role, Caller>
  return {
    id: facts.merchant.id,
    slug,
    carrierId: facts.carrierId,
    carrierSecret: facts.carrierSecret,
    locationId: facts.locationId,
    callers,
    system: systemCaller(facts.merchant),
  }
}

type OrderShape = z.input<typeof orderInput>

/** An order of one prepaid lamp ×2, unless told otherwise. */
export async function freshOrder(
  merchant: TestMerchant,
  more: Partial<OrderShape> = {},
): Promise<{ id: string; number: string }> {
  const order = orderInput.parse({
    number: `A-${newId().slice(-10)}`,
    placedAt: '2026-11-10T10:00:00+03:00',
    handedOverAt: '2026-11-15T15:00:00+03:00',
    payment: 'prepaid',
    currency: 'RUB',
    customer: { name: 'Мария Кузнецова', phone: '+79123456789' },
    address: { city: 'Москва', line: 'ул. Лесная, 5' },
    lines: [{ sku: 'LAMP-1', name: 'Лампа настольная', quantity: 2, unitPrice: 199_000 }],
    ...more,
  })
  const result = await withMerchant(merchant.system, (tx) =>
    upsertOrders(tx, merchant.system, [order], new Date('2026-11-16T09:00:00Z')),
  )
  const outcome = result.ok ? result.data[0] : undefined
  if (!outcome || outcome.outcome === 'error')
    throw new Error(`The order was refused: ${JSON.stringify(result)}`)
  return { id: outcome.id, number: outcome.number }
}

/** As `freshOrder`, placed a week before that moment and handed over two days before it: for what goes by the real clock. */
export function recentOrder(
  merchant: TestMerchant,
  more: Partial<OrderShape> = {},
  at = new Date(),
): Promise<{ id: string; number: string }> {
  const before = (days: number) => new Date(at.getTime() - days * 86_400_000).toISOString()
  return freshOrder(merchant, { placedAt: before(7), handedOverAt: before(2), ...more })
}
