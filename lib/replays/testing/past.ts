import type postgres from 'postgres'
import type { TestMerchant } from '@/db/factories/merchant'
import { newId } from '@/lib/ids'
import { lawOnlyTerms, type PolicyTerms } from '@/lib/policies/schemas'

export const now = new Date('2026-11-20T09:00:00Z')
const dayMs = 86_400_000

export const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs)

/** Terms as generous as the law, but for what is given. */
export const terms = (more: Partial<PolicyTerms> = {}): PolicyTerms => ({
  ...lawOnlyTerms,
  writtenTerms: 'every_order',
  autoApprove: { upTo: null },
  ...more,
})

const reasons = ['size', 'changed_mind', 'not_working', null, 'color', 'goods']

type PastReturn = { requestedAt: Date; kind?: 'client_return' | 'refusal' }

/**
 * Returns of many kinds, told from their place in the list: demanded 1 to 40 days after the handover or before any, one
 * or two articles of three categories, dear and cheap, made to order, technically complex, bought by a business.
 */
export async function pastReturns(
  owner: postgres.Sql,
  shop: TestMerchant,
  returns: readonly PastReturn[],
): Promise<void> {
  const products = Array.from({ length: 12 }, (_, at) => ({
    id: newId(),
    sku: `SKU-${at}`,
    name: `Товар ${at}`,
    category: [null, 'Обувь', 'Техника'][at % 3] ?? null,
    made: at === 5,
    complex: at % 3 === 2,
  }))
  const plan = returns.map(({ requestedAt, kind = 'client_return' }, at) => {
    const since = 1 + ((at * 7) % 40)
    const handedOver = at % 11 === 3 ? null : new Date(requestedAt.getTime() - since * dayMs)
    const placed = new Date((handedOver ?? requestedAt).getTime() - 3 * dayMs)
    return {
      n: at,
      kind,
      requested: requestedAt,
      placed,
      handed_over: handedOver,
      given: at % 5 === 0 ? handedOver : null,
      channel: at % 4 === 0 ? 'marketplace' : 'site',
      buyer: at % 17 === 6 ? 'business' : 'consumer',
      order_id: newId(),
      case_id: newId(),
      lines: Array.from({ length: 1 + (at % 2) }, (_, line) => ({
        line_id: newId(),
        item_id: newId(),
        position: line,
        product: products[(at + line * 5) % products.length],
        price: 50_000 + ((at * 37_000) % 900_000),
        reason: reasons[(at + line) % reasons.length] ?? null,
      })),
    }
  })
  const json = (value: unknown) => JSON.stringify(value)
  const [{ last } = { last: 10_000 }] = await owner<{ last: number }[]>`
    select coalesce(max(number), 10000)::int as last from cases where merchant_id = ${shop.id}`
  const lines = plan.flatMap((one) =>
    one.lines.map(({ product, ...line }) => ({
      ...line,
      ...{
        order_id: one.order_id,
        case_id: one.case_id,
        product_id: product?.id,
        sku: product?.sku,
        name: product?.name,
      },
    })),
  )
  await owner.begin(async (tx) => {
    await tx`insert into products (merchant_id, id, sku, name, category, made_to_order, technically_complex, created_at)
      select ${shop.id}, id, sku || ${last}, name, category, made, complex, ${now}
      from jsonb_to_recordset(${json(products)}::text::jsonb) as r(id uuid, sku text, name text, category text,
        made boolean, complex boolean)`
    await tx`insert into orders (merchant_id, id, number, channel, placed_at, handed_over_at, return_terms_given_at, buyer,
        currency, content_hash, created_at, updated_at)
      select ${shop.id}, order_id, ${`B${last}-`} || n, channel, placed, handed_over, given, buyer, 'RUB', 'none', placed, placed
      from jsonb_to_recordset(${json(plan)}::text::jsonb) as r(n int, order_id uuid, channel text, placed timestamptz,
        handed_over timestamptz, given timestamptz, buyer text)`
    await tx`insert into order_lines (merchant_id, id, order_id, position, product_id, sku, name, quantity, unit_price)
      select ${shop.id}, line_id, order_id, position, product_id, sku, name, 2, price
      from jsonb_to_recordset(${json(lines)}::text::jsonb) as r(line_id uuid, order_id uuid, position int, product_id uuid,
        sku text, name text, price bigint)`
    await tx`insert into cases (merchant_id, id, number, kind, order_id, channel, requested_at, decision, custody, inspection,
        money, stage, stage_since, event_count, last_hash, version, created_at, updated_at)
      select ${shop.id}, case_id, ${last + 1} + n, kind, order_id, 'site', requested, 'pending', 'customer', 'not_due',
        'not_due', 'new', requested, 1, 'none', 1, requested, requested
      from jsonb_to_recordset(${json(plan)}::text::jsonb) as r(n int, case_id uuid, kind text, order_id uuid,
        requested timestamptz)`
    await tx`insert into case_items (merchant_id, id, case_id, order_line_id, quantity, customer_reason)
      select ${shop.id}, item_id, case_id, line_id, 1, reason
      from jsonb_to_recordset(${json(lines)}::text::jsonb) as r(item_id uuid, case_id uuid, line_id uuid, reason text)`
  })
}

/** So many returns, spread over the days before `now`. */
export function spread(many: number, overDays = 360): PastReturn[] {
  return Array.from({ length: many }, (_, at) => ({
    requestedAt: daysAgo(1 + ((at * 13) % (overDays * 10)) / 10),
  }))
}

/** A published version, as the command would have left it. */
export async function publishedVersion(
  owner: postgres.Sql,
  shop: TestMerchant,
  version: { number: number; effectiveAt: Date; publishedAt?: Date; terms: PolicyTerms },
): Promise<void> {
  const member = shop.callers.manager.actor.id
  const { number, effectiveAt, publishedAt = effectiveAt } = version
  await owner`insert into policy_versions (merchant_id, id, number, revision, terms, created_by, created_at, updated_by,
      updated_at, published_by, published_at, effective_from, effective_at)
    values (${shop.id}, ${newId()}, ${number}, 1, ${JSON.stringify(version.terms)}::text::jsonb, ${member}, ${publishedAt},
      ${member}, ${publishedAt}, ${member}, ${publishedAt}, ${effectiveAt.toISOString().slice(0, 10)}, ${effectiveAt})`
}
