import { describe, expect, it } from 'vitest'
import { freshMerchant, freshOrder, type TestMerchant } from '@/db/factories/merchant'
import { testDatabase } from '@/db/testing/database'
import { apiKeyCaller } from '@/lib/caller'
import { newId } from '@/lib/ids'
import { createCase } from '@/lib/cases/commands'
import { Forbidden } from '@/lib/permissions'
import { findOrders, listOrders, orderByNumber, orderForReturn, orderPage } from './queries'
import { orderSearchHref, ordersPerPage, parseOrderSearch, type OrderCursor } from './search'

const { owner } = await testDatabase()
const now = new Date('2026-11-20T09:00:00Z')

async function shopWithOrders() {
  const shop = await freshMerchant(owner)
  const order = (number: string, name: string, phone: string, placedAt: string, trackingNumber?: string) =>
    freshOrder(shop, {
      number,
      customer: { name, phone },
      placedAt,
      handedOverAt: undefined,
      ...(trackingNumber ? { trackingNumber } : {}),
    })
  await order('ЛМ-1001', 'Пётр Ёлкин', '+79161112233', '2026-11-01T10:00:00Z')
  await order('ЛМ-1002', 'Петра Ёлкина', '+79164442233', '2026-11-03T10:00:00Z', 'RB123456789RU')
  await order('48213', 'Мария Петрова', '+79035558877', '2026-11-02T10:00:00Z')
  return shop
}

const numbers = async (shop: TestMerchant, query: string, limit = 20) =>
  (await findOrders(shop.callers.staff, query, limit)).map((order) => order.number)

describe('findOrders', () => {
  it('finds by number, its beginning too, whatever the case', async () => {
    const shop = await shopWithOrders()
    expect(await numbers(shop, 'лм-1001')).toEqual(['ЛМ-1001'])
    expect(await numbers(shop, 'ЛМ-10')).toEqual(['ЛМ-1002', 'ЛМ-1001'])
    expect(await numbers(shop, '4821')).toEqual(['48213'])
  })

  it('finds by the ending of a phone, however it is written', async () => {
    const shop = await shopWithOrders()
    expect(await numbers(shop, '22-33')).toEqual(['ЛМ-1002', 'ЛМ-1001'])
    expect(await numbers(shop, '8 916 111-22-33')).toEqual(['ЛМ-1001'])
    expect(await numbers(shop, '58877')).toEqual(['48213'])
    expect(await numbers(shop, '9035')).toEqual([])
  })

  it('finds by the beginning of a name; ё is е; every word must be there', async () => {
    const shop = await shopWithOrders()
    expect(await numbers(shop, 'елкин')).toEqual(['ЛМ-1002', 'ЛМ-1001'])
    expect(await numbers(shop, 'Ёлкин петр')).toEqual(['ЛМ-1002', 'ЛМ-1001'])
    expect(await numbers(shop, 'елкина петра')).toEqual(['ЛМ-1002'])
    expect(await numbers(shop, 'елкин мария')).toEqual([])
    expect(await numbers(shop, 'петр')).toEqual(['ЛМ-1002', '48213', 'ЛМ-1001'])
  })

  it('finds by tracking number from both ends', async () => {
    const shop = await shopWithOrders()
    expect(await numbers(shop, 'rb123456')).toEqual(['ЛМ-1002'])
    expect(await numbers(shop, '6789RU')).toEqual(['ЛМ-1002'])
  })

  it('shows the latest when nothing is asked, nothing when nothing can be looked for', async () => {
    const shop = await shopWithOrders()
    expect(await numbers(shop, '')).toEqual(['ЛМ-1002', '48213', 'ЛМ-1001'])
    expect(await numbers(shop, '  ', 2)).toEqual(['ЛМ-1002', '48213'])
    expect(await numbers(shop, '%_—')).toEqual([])
  })

  it('sees no other merchant’s orders', async () => {
    await shopWithOrders()
    const other = await freshMerchant(owner)
    for (const query of ['', 'ЛМ-1001', '2233', 'елкин', 'RB123456789RU']) {
      expect(await numbers(other, query)).toEqual([])
    }
  })

  it('is exact where a word is in more orders than are counted', async () => {
    const shop = await freshMerchant(owner)
    // Straight into the tables: two words that a thousand and more orders share, and one order that has both.
    await owner.begin(async (tx) => {
      await tx`insert into orders (merchant_id, id, number, placed_at, currency, content_hash, created_at, updated_at)
        select ${shop.id}, gen_random_uuid(), 'N' || n, '2026-01-01'::timestamptz + n * interval '1 minute', 'RUB', 'x',
          now(), now() from generate_series(1, 2600) n`
      await tx`insert into search_tokens (merchant_id, entity, token, entity_id)
        select ${shop.id}, 'order', case when substr(number, 2)::int <= 1300 then 'w:анна' else 'w:смирнова' end, id
        from orders where merchant_id = ${shop.id}`
      await tx`insert into search_tokens (merchant_id, entity, token, entity_id)
        select ${shop.id}, 'order', 'w:смирнова', id from orders where merchant_id = ${shop.id} and number = 'N7'`
    })
    expect(await numbers(shop, 'анна', 3)).toEqual(['N1300', 'N1299', 'N1298'])
    expect(await numbers(shop, 'смирнова анна')).toEqual(['N7'])
  })

  it('is exact where two words are each in tens of thousands of orders', async () => {
    const shop = await freshMerchant(owner)
    await owner.begin(async (tx) => {
      await tx`insert into orders (merchant_id, id, number, placed_at, currency, content_hash, created_at, updated_at)
        select ${shop.id}, gen_random_uuid(), 'N' || n, '2026-01-01'::timestamptz + n * interval '1 minute', 'RUB', 'x',
          now(), now() from generate_series(1, 40100) n`
      await tx`insert into search_tokens (merchant_id, entity, token, entity_id)
        select ${shop.id}, 'order', t, id from orders o, lateral (
          select case when substr(number, 2)::int <= 20050 then 'w:анна' else 'w:мария' end
          union all select 'w:ан' where number in ('N40001', 'N40002')
        ) v(t) where merchant_id = ${shop.id}`
    })
    expect(await numbers(shop, 'мария анна')).toEqual([])
    expect(await numbers(shop, 'мария ан')).toEqual(['N40002', 'N40001'])
    expect(await numbers(shop, 'мария', 2)).toEqual(['N40100', 'N40099'])
  })

  it('is closed to who may not read orders', async () => {
    const shop = await freshMerchant(owner)
    const key = apiKeyCaller(shop.callers.admin.merchant, newId(), ['returns:read'])
    await expect(findOrders(key, '', 5)).rejects.toThrow(Forbidden)
    await expect(orderByNumber(key, 'A')).rejects.toThrow(Forbidden)
  })
})

describe('listOrders', () => {
  it('pages without a gap or a repetition, also while orders come in and when times are equal', async () => {
    const shop = await freshMerchant(owner)
    await owner`insert into orders (merchant_id, id, number, placed_at, currency, content_hash, created_at, updated_at)
      select ${shop.id}, gen_random_uuid(), 'N' || n, '2026-01-01'::timestamptz + (n / 7) * interval '1 hour', 'RUB', 'x',
        now(), now() from generate_series(1, ${ordersPerPage * 2 + 5}) n`
    const seen: string[] = []
    const pages: string[][] = []
    let cursor: OrderCursor | null = null
    let previous: OrderCursor | null = null
    do {
      // Through the address, as a person goes.
      const href: string = orderSearchHref(shop.slug, { cursor })
      const search = parseOrderSearch(Object.fromEntries(new URL(href, 'http://shop').searchParams))
      const answer = await listOrders(shop.callers.staff, search)
      pages.push(answer.orders.map((order) => order.number))
      cursor = answer.next
      previous = answer.previous
      await freshOrder(shop, { placedAt: '2026-11-10T10:00:00Z' })
    } while (cursor)
    seen.push(...pages.flat())
    expect(seen).toHaveLength(ordersPerPage * 2 + 5)
    expect(new Set(seen).size).toBe(seen.length)
    const back = await listOrders(shop.callers.staff, { q: '', cursor: previous })
    expect(back.orders.map((order) => order.number)).toEqual(pages[1])
    expect(back.previous).not.toBeNull()
  })

  it('narrows by what is searched for', async () => {
    const shop = await shopWithOrders()
    const found = await listOrders(shop.callers.staff, { q: 'елкин', cursor: null })
    expect(found).toMatchObject({
      orders: [{ number: 'ЛМ-1002' }, { number: 'ЛМ-1001' }],
      previous: null,
      next: null,
    })
  })

  it('reads any address', () => {
    expect(parseOrderSearch({ at: 'a1-zz', q: ['  x ', 'y'] })).toEqual({ q: 'x', cursor: null })
  })
})

describe('orderForReturn', () => {
  it('says what is left of each line, and who has taken the rest', async () => {
    const shop = await freshMerchant(owner)
    const { id, number } = await freshOrder(shop, {
      lines: [
        { sku: 'A', name: 'Чашка', quantity: 3, unitPrice: 50_000 },
        { sku: 'B', name: 'Блюдце', quantity: 1, unitPrice: 30_050 },
      ],
    })
    const before = await orderForReturn(shop.callers.staff, id)
    const line = before?.lines[0]
    if (!line) throw new Error('The order has no line')
    expect(before).toMatchObject({ number, total: 180_050, address: { city: 'Москва' } })
    const made = await createCase(
      shop.callers.support,
      {
        commandId: newId(),
        orderId: id,
        channel: 'cabinet',
        items: [{ orderLineId: line.id, quantity: 2, reason: 'size' }],
      },
      now,
    )
    if (!made.ok) throw new Error(made.error.detail)
    const caseNumber = made.data.number
    const page = await orderPage(shop.callers.staff, number)
    expect(page?.lines).toMatchObject([
      {
        sku: 'A',
        quantity: 3,
        left: 1,
        claims: [{ caseNumber, quantity: 2, actorKind: 'member', actorName: 'Сотрудник support', at: now }],
      },
      { sku: 'B', left: 1, claims: [] },
    ])
    expect(page?.cases).toMatchObject([{ number: caseNumber, kind: 'client_return', quantity: 2 }])
  })

  it('knows no other merchant’s order', async () => {
    const [one, other] = [await freshMerchant(owner), await freshMerchant(owner)]
    const { id, number } = await freshOrder(one)
    expect(await orderForReturn(other.callers.admin, id)).toBeNull()
    expect(await orderByNumber(other.callers.admin, number)).toBeNull()
    expect(await orderPage(other.callers.admin, number)).toBeNull()
  })
})
