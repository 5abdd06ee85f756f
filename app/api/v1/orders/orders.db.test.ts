import { describe, expect, it } from 'vitest'
import { apiRequest, freshKey } from '@/db/factories/api'
import { freshMerchant } from '@/db/factories/merchant'
import { testDatabase } from '@/db/testing/database'
import { GET } from './[number]/route'
import { GET as GET_LIST, POST } from './route'

const { owner } = await testDatabase()
const order = (number: string, more: object = {}) => ({
  number,
  placedAt: '2026-11-10T10:00:00+03:00',
  handedOverAt: '2026-11-12T10:00:00+03:00',
  payment: 'prepaid',
  currency: 'RUB',
  customer: { name: 'Алёна Ёлкина', phone: '8 (912) 345-67-89' },
  address: { city: 'Москва', line: 'ул. Лесная, 5' },
  lines: [
    { sku: 'A-1', name: 'Лампа', quantity: 2, unitPrice: 19_900, category: 'Лампы' },
    { sku: 'B-1', name: 'Плафон', quantity: 1, unitPrice: 5_000 },
  ],
  ...more,
})
const send = (key: string, orders: unknown) =>
  POST(apiRequest('POST', '/api/v1/orders', { key, body: { orders } }))
const read = (key: string, number: string) =>
  GET(apiRequest('GET', `/api/v1/orders/${encodeURIComponent(number)}`, { key }))

async function shop() {
  const merchant = await freshMerchant(owner)
  return { merchant, key: await freshKey(owner, merchant) }
}

describe('POST /orders', () => {
  it('creates, updates and leaves alone', async () => {
    const { key } = await shop()
    const first = await send(key, [order('1'), order('2')])
    expect(first.status).toBe(200)
    expect(await first.json()).toEqual({ created: 2, updated: 0, unchanged: 0, errors: [] })
    const changed = order('2', { trackingNumber: 'T-77' })
    expect(await (await send(key, [order('1'), changed])).json()).toMatchObject({ updated: 1, unchanged: 1 })
  })

  it('takes who buys and when it lay at the pick-up point', async () => {
    const { key } = await shop()
    const told = { buyer: 'business', readyForCollectionAt: '2026-11-11T09:00:00+03:00' }
    expect(await (await send(key, [order('b2b', told), order('plain')])).json()).toMatchObject({ created: 2 })
    expect(await (await read(key, 'b2b')).json()).toMatchObject({
      buyer: 'business',
      readyForCollectionAt: '2026-11-11T06:00:00.000Z',
    })
    expect(await (await read(key, 'plain')).json()).toMatchObject({
      buyer: 'consumer',
      readyForCollectionAt: null,
    })
    const wrong = await send(key, [
      order('early', { readyForCollectionAt: '2026-11-09T09:00:00+03:00' }),
      order('far', { readyForCollectionAt: '2101-01-01T00:00:00Z' }),
      order('who', { buyer: 'cat' }),
    ])
    const { errors } = (await wrong.json()) as { errors: { index: number; path: string; code: string }[] }
    expect(errors.map(({ index, path, code }) => [index, path, code])).toEqual([
      [0, 'readyForCollectionAt', 'before_placed'],
      [1, 'readyForCollectionAt', 'out_of_range'],
      [2, 'buyer', 'invalid_value'],
    ])
  })

  it('takes the good ones beside the bad, and says of each what is wrong', async () => {
    const { key } = await shop()
    const answer = await send(key, [
      order('good-1'),
      order('no-lines', { lines: [] }),
      order('odd', { colour: 'red' }),
      order('phone', { customer: { name: 'Ян', phone: '12' } }),
      order('old', { placedAt: '0000-01-01T00:00:00Z' }),
      order('nul', { channel: 'a\u0000b' }),
      order('nameless', { customer: {} }),
      order('free', { payment: null }),
      'no order at all',
      order('good-1'),
      order('good-2', { lines: [{ sku: 'X', name: 'Икс', quantity: 1, unitPrice: 1.5 }] }),
      order('good-3'),
    ])
    expect(answer.status).toBe(200)
    const body = (await answer.json()) as {
      created: number
      errors: { index: number; path: string; code: string }[]
    }
    expect(body.created).toBe(2)
    expect(body.errors.map(({ index, path, code }) => [index, path, code])).toEqual([
      [1, 'lines', 'too_small'],
      [2, 'colour', 'unknown_field'],
      [3, 'customer.phone', 'not_a_phone'],
      [4, 'placedAt', 'out_of_range'],
      [5, 'channel', 'unstorable_text'],
      [6, 'customer.name', 'required'],
      [7, 'payment', 'invalid_value'],
      [8, '', 'wrong_type'],
      [9, 'number', 'duplicate'],
      [10, 'lines[0].unitPrice', 'wrong_type'],
    ])
  })

  it('refuses what is no list of orders', async () => {
    const { key } = await shop()
    expect((await send(key, [])).status).toBe(422)
    expect(
      (
        await send(
          key,
          Array.from({ length: 1001 }, () => 1),
        )
      ).status,
    ).toBe(422)
    const odd = await POST(
      apiRequest('POST', '/api/v1/orders', { key, body: { orders: [order('1')], dryRun: true } }),
    )
    expect(odd.status).toBe(422)
    expect(odd.headers.get('content-type')).toBe('application/problem+json')
    expect(await odd.json()).toMatchObject({
      status: 422,
      errors: [{ path: 'dryRun', code: 'unknown_field' }],
      requestId: odd.headers.get('x-request-id'),
    })
    expect((await POST(apiRequest('POST', '/api/v1/orders', { key, body: '{"orders":' }))).status).toBe(400)
    const long = { orders: [order('1', { channel: 'x'.repeat(1_048_576) })] }
    expect((await POST(apiRequest('POST', '/api/v1/orders', { key, body: long }))).status).toBe(413)
  })

  it('asks for a key that may', async () => {
    const { merchant, key } = await shop()
    const nobody = await POST(apiRequest('POST', '/api/v1/orders', { body: { orders: [order('1')] } }))
    expect(nobody.status).toBe(401)
    expect(nobody.headers.get('www-authenticate')).toBe('Bearer')
    expect((await send(`${key}x`, [order('1')])).status).toBe(401)
    expect((await send('whatever', [order('1')])).status).toBe(401)
    const reader = await freshKey(owner, merchant, ['orders:read', 'returns:write', 'pickups:write'])
    expect((await send(reader, [order('1')])).status).toBe(403)
    await owner`update api_keys set revoked_at = now() where merchant_id = ${merchant.id}`
    expect((await send(key, [order('1')])).status).toBe(401)
  })

  it('notes when a key was used', async () => {
    const { merchant, key } = await shop()
    await send(key, [order('1')])
    const [row] = await owner`select last_used_at from api_keys where merchant_id = ${merchant.id}`
    expect(Date.now() - new Date(row?.last_used_at as string).getTime()).toBeLessThan(60_000)
  })
})

describe('GET /orders/{number}', () => {
  it('answers the order with what may still be returned', async () => {
    const { key } = await shop()
    await send(key, [order('ТШ 10/5 №1')])
    const answer = await read(key, 'ТШ 10/5 №1')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('etag')).toBe('"1"')
    expect(await answer.json()).toMatchObject({
      number: 'ТШ 10/5 №1',
      placedAt: '2026-11-10T07:00:00.000Z',
      customer: { name: 'Алёна Ёлкина', phone: '+79123456789' },
      address: { city: 'Москва', line: 'ул. Лесная, 5' },
      lines: [
        { sku: 'A-1', quantity: 2, unitPrice: 19_900, category: 'Лампы', returnable: 2 },
        { sku: 'B-1', quantity: 1, returnable: 1 },
      ],
      version: 1,
    })
  })

  it('says the same of an order of another shop and of none', async () => {
    const [one, other] = [await shop(), await shop()]
    await send(other.key, [order('theirs')])
    const foreign = await read(one.key, 'theirs')
    const none = await read(one.key, 'nobody’s')
    expect([foreign.status, none.status]).toEqual([404, 404])
    const plain = async (answer: Response) => ({ ...((await answer.json()) as object), requestId: '' })
    expect(await plain(foreign)).toEqual(await plain(none))
    expect((await GET(apiRequest('GET', '/api/v1/orders/%FF', { key: one.key }))).status).toBe(404)
    expect((await GET(apiRequest('GET', '/api/v1/orders/a%00b', { key: one.key }))).status).toBe(404)
  })

  it('asks for a key that may', async () => {
    const { merchant } = await shop()
    const blind = await freshKey(owner, merchant, ['returns:write', 'pickups:write'])
    expect((await read(blind, '1')).status).toBe(403)
    expect((await GET(apiRequest('GET', '/api/v1/orders/1'))).status).toBe(401)
  })
})

describe('GET /orders', () => {
  const list = (key: string, query: string) => GET_LIST(apiRequest('GET', `/api/v1/orders?${query}`, { key }))
  const numbers = async (answer: Response) => {
    const page = (await answer.json()) as { data: { number: string }[]; nextCursor: string | null }
    return { numbers: page.data.map(({ number }) => number), nextCursor: page.nextCursor }
  }

  it('gives what is on its way to its customer, the one placed last first', async () => {
    const { key } = await shop()
    const waiting = { handedOverAt: undefined, trackingNumber: 'T-1' }
    const orders = [
      order('got'),
      order('old', { ...waiting, placedAt: '2026-10-01T10:00:00+03:00' }),
      order('first', { ...waiting, placedAt: '2026-11-09T10:00:00+03:00' }),
      order('last', { ...waiting, placedAt: '2026-11-11T10:00:00+03:00' }),
    ]
    expect(await (await send(key, orders)).json()).toMatchObject({ created: 4, errors: [] })
    const open = await list(key, 'handedOver=false&placedFrom=2026-11-01')
    expect(await open.json()).toEqual({
      data: [
        expect.objectContaining({ number: 'last', trackingNumber: 'T-1', handedOverAt: null, version: 1 }),
        expect.objectContaining({ number: 'first', placedAt: '2026-11-09T07:00:00.000Z' }),
      ],
      nextCursor: null,
    })
    expect((await numbers(await list(key, 'handedOver=true'))).numbers).toEqual(['got'])
    expect((await numbers(await list(key, 'placedTo=2026-11-09'))).numbers).toEqual(['first', 'old'])
  })

  it('goes on where a page ended, also among orders of one moment', async () => {
    const { key } = await shop()
    await send(
      key,
      ['1', '2', '3', '4', '5'].map((number) => order(number)),
    )
    const seen: string[] = []
    for (let cursor = ''; ;) {
      const page = await numbers(await list(key, `limit=2${cursor}`))
      seen.push(...page.numbers)
      if (page.nextCursor === null) break
      cursor = `&cursor=${page.nextCursor}`
    }
    expect(seen.toSorted()).toEqual(['1', '2', '3', '4', '5'])
    expect((await list(key, 'cursor=wrong')).status).toBe(422)
    expect((await list(key, 'handedOver=maybe')).status).toBe(422)
  })
})
