import { describe, expect, it } from 'vitest'
import { apiRequest, freshKey } from '@/db/factories/api'
import { freshMerchant, freshOrder, recentOrder } from '@/db/factories/merchant'
import { testDatabase } from '@/db/testing/database'
import { newId } from '@/lib/ids'
import { GET as readOne } from './[id]/route'
import { POST as approve } from './[id]/approve/route'
import { POST as cancel } from './[id]/cancel/route'
import { POST as decline } from './[id]/decline/route'
import { GET as readEvents } from './[id]/events/route'
import { GET as list, POST as open } from './route'

const { owner } = await testDatabase()

type Case = { id: string; number: string; stage: string; version: number; items: Record<string, unknown>[] }
type Listed = { data: Case[]; nextCursor: string | null }

async function shop() {
  const merchant = await freshMerchant(owner)
  return { merchant, key: await freshKey(owner, merchant) }
}
const at = (id: string) => ({ params: Promise.resolve({ id }) })
const item = (more: object = {}) => ({ sku: 'LAMP-1', quantity: 1, reason: 'not_working', ...more })
const ask = (key: string, body: object) => open(apiRequest('POST', '/api/v1/returns', { key, body }))
const find = (key: string, query = '') => list(apiRequest('GET', `/api/v1/returns${query}`, { key }))
const act = (
  key: string,
  handler: typeof approve,
  id: string,
  body?: object,
  headers?: Record<string, string>,
) =>
  handler(apiRequest('POST', `/api/v1/returns/${id}/x`, { key, body, ...(headers && { headers }) }), at(id))
async function opened(key: string, merchant: Awaited<ReturnType<typeof shop>>['merchant']): Promise<Case> {
  const { number } = await recentOrder(merchant)
  return (await (await ask(key, { orderNumber: number, items: [item()] })).json()) as Case
}
const problem = async (answer: Response) => ({
  status: answer.status,
  fields: ((await answer.json()) as { errors: { path: string; code: string }[] }).errors.map(
    ({ path, code }) => `${path}: ${code}`,
  ),
})

describe('POST /returns', () => {
  it('opens a return by articles', async () => {
    const { merchant, key } = await shop()
    const { number } = await freshOrder(merchant, {
      lines: [
        { sku: 'A', name: 'Лампа', quantity: 2, unitPrice: 100 },
        { sku: 'A', name: 'Лампа', quantity: 3, unitPrice: 90 },
        { sku: 'B', name: 'Плафон', quantity: 1, unitPrice: 50 },
      ],
    })
    const items = [item({ sku: 'B', comment: 'Трещина' }), item({ sku: 'A', quantity: 3 })]
    const answer = await ask(key, { orderNumber: number, items, requestedAt: '2026-11-16T12:00:00+03:00' })
    expect(answer.status).toBe(201)
    const made = (await answer.json()) as Case
    expect(answer.headers.get('etag')).toBe('"1"')
    expect(answer.headers.get('location')).toBe(`/api/v1/returns/${made.id}`)
    expect(made).toMatchObject({
      number: expect.stringMatching(/^R-\d+$/),
      kind: 'client_return',
      stage: 'new',
      decision: 'pending',
      custody: 'customer',
      inspection: 'not_due',
      money: 'not_due',
      channel: 'api',
      order: { number },
      verdict: {
        outcome: 'within',
        policyVersion: null,
        next: 'wait',
        flag: null,
        moneyDueOn: '2026-11-26',
        items: expect.arrayContaining([expect.objectContaining({ outcome: 'within', ground: 'defect' })]),
      },
      route: null,
      pickup: null,
      requestedAt: '2026-11-16T09:00:00.000Z',
      version: 1,
    })
    expect(made.items.map(({ sku, quantity, unitPrice }) => [sku, quantity, unitPrice])).toEqual([
      ['A', 2, 100],
      ['A', 1, 90],
      ['B', 1, 50],
    ])
    const read = await readOne(apiRequest('GET', `/api/v1/returns/${made.id}`, { key }), at(made.id))
    expect(await read.json()).toEqual(made)
    expect(
      await problem(await ask(key, { orderNumber: number, items: [item({ sku: 'B' }), item({ sku: 'A' })] })),
    ).toEqual({
      status: 409,
      fields: ['items[0].quantity: not_enough_left'],
    })
    // Two of the second line are left, the first is gone: the place named is the caller's own.
    const tooMuch = [item({ sku: 'A', quantity: 2, reason: 'nonsense' })]
    expect(await problem(await ask(key, { orderNumber: number, items: tooMuch }))).toEqual({
      status: 422,
      fields: ['items[0].reason: unknown_reason'],
    })
  })

  it('names what is wrong', async () => {
    const { merchant, key } = await shop()
    const { number: orderNumber } = await recentOrder(merchant)
    const wrong: [object, number, string][] = [
      [{ orderNumber, items: [] }, 422, 'items: too_small'],
      [{ orderNumber, items: [item({ quantity: 0 })] }, 422, 'items[0].quantity: too_small'],
      [{ orderNumber, items: [item({ sku: undefined })] }, 422, 'items[0].sku: required'],
      [{ orderNumber, items: [item({ sku: 'NONE' })] }, 422, 'items[0].sku: not_in_order'],
      [{ orderNumber, items: [item(), item()] }, 422, 'items[1].sku: twice'],
      [{ orderNumber, items: [item({ colour: 1 })] }, 422, 'items[0].colour: unknown_field'],
      [{ orderNumber, items: [item({ quantity: 3 })] }, 409, 'items[0].quantity: not_enough_left'],
      [{ orderNumber, items: [item()], requestedAt: '2026-11-16' }, 422, 'requestedAt: invalid_format'],
      [
        { orderNumber, items: [item()], requestedAt: '2099-01-01T00:00:00Z' },
        422,
        'requestedAt: demand_in_future',
      ],
      [{ orderNumber: 'none', items: [item()] }, 404, 'orderNumber: not_found'],
    ]
    for (const [body, status, field] of wrong) {
      expect(await problem(await ask(key, body))).toEqual({ status, fields: [field] })
    }
  })

  it('does not know another shop’s order', async () => {
    const [one, other] = [await shop(), await shop()]
    const { number } = await recentOrder(other.merchant)
    expect((await ask(one.key, { orderNumber: number, items: [item()] })).status).toBe(404)
  })

  it('gives the last piece to one of two', async () => {
    const { merchant, key } = await shop()
    const { number } = await recentOrder(merchant)
    const both = { orderNumber: number, items: [item({ quantity: 2 })] }
    const answers = await Promise.all([ask(key, both), ask(key, both)])
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409])
  })
})

describe('GET /returns', () => {
  it('pages newest first and stays stable while others come in', async () => {
    const { merchant, key } = await shop()
    const ids: string[] = []
    for (let n = 0; n < 5; n += 1) ids.unshift((await opened(key, merchant)).id)
    const first = (await (await find(key, '?limit=2')).json()) as Listed
    expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 2))
    await opened(key, merchant)
    const second = (await (await find(key, `?limit=2&cursor=${first.nextCursor}`)).json()) as Listed
    const third = (await (await find(key, `?limit=2&cursor=${second.nextCursor}`)).json()) as Listed
    expect([...second.data, ...third.data].map(({ id }) => id)).toEqual(ids.slice(2))
    expect(third.nextCursor).toBeNull()
  })

  it('filters', async () => {
    const { merchant, key } = await shop()
    const today = new Date().toISOString()
    const mine = await recentOrder(merchant, {
      number: 'ФИЛЬТР-1',
      customer: { name: 'Фёдор Щукин', phone: '+79990001234' },
    })
    const one = (await (
      await ask(key, { orderNumber: mine.number, items: [item({ reason: 'size' })] })
    ).json()) as Case
    const two = await opened(key, merchant)
    await act(key, approve, two.id)
    const found = async (query: string) =>
      ((await (await find(key, query)).json()) as Listed).data.map(({ id }) => (id === one.id ? 1 : 2))
    expect(await found('')).toEqual([2, 1])
    expect(await found('?stage=new')).toEqual([1])
    expect(await found('?stage=new,needs_pickup')).toEqual([2, 1])
    expect(await found('?kind=refusal')).toEqual([])
    expect(await found('?reason=size')).toEqual([1])
    expect(await found('?orderNumber=%D0%A4%D0%98%D0%9B%D0%AC%D0%A2%D0%A0-1')).toEqual([1])
    expect(await found(`?q=${encodeURIComponent('федор')}`)).toEqual([1])
    expect(await found('?q=1234')).toEqual([1])
    expect(await found(`?q=${one.number}`)).toEqual([1])
    expect(await found('?q=%21%21')).toEqual([])
    expect(await found(`?createdFrom=${today.slice(0, 10)}T00:00:00Z&createdTo=2100-01-01`)).toEqual([2, 1])
    expect(await found(`?createdFrom=${encodeURIComponent('2099-01-01T00:00:00+03:00')}`)).toEqual([])
    expect(await found('?createdTo=2020-01-01')).toEqual([])
  })

  it('refuses what it does not know', async () => {
    const { key } = await shop()
    const wrong = [
      'limit=0',
      'limit=201',
      'limit=x',
      'stage=gone',
      'page=2',
      'cursor=x',
      'kind=',
      'createdFrom=now',
      'q=a&q=b',
    ]
    for (const query of wrong) expect([query, (await find(key, `?${query}`)).status]).toEqual([query, 422])
  })

  it('shows nobody another shop’s returns', async () => {
    const [one, other] = [await shop(), await shop()]
    const theirs = await opened(other.key, other.merchant)
    const cursor = Buffer.from(`2100-01-01T00:00:00.000Z_${theirs.id}`).toString('base64url')
    for (const query of ['', `?cursor=${cursor}`, `?q=${theirs.number}`]) {
      expect(await (await find(one.key, query)).json()).toEqual({ data: [], nextCursor: null })
    }
  })
})

describe('one return', () => {
  it('is decided and cancelled, on the version that was seen', async () => {
    const { merchant, key } = await shop()
    const made = await opened(key, merchant)
    const stale = await act(key, approve, made.id, undefined, { 'if-match': '"7"' })
    expect(stale.status).toBe(412)
    expect((await act(key, approve, made.id, undefined, { 'if-match': '"x' })).status).toBe(412)
    const approved = await act(key, approve, made.id, undefined, { 'if-match': '"1"' })
    expect([approved.status, approved.headers.get('etag')]).toEqual([200, '"2"'])
    expect(await approved.json()).toMatchObject({ decision: 'approved', stage: 'needs_pickup', version: 2 })
    expect((await act(key, approve, made.id)).status).toBe(409)
    const cancelled = await act(key, cancel, made.id, { comment: 'Передумал' })
    expect(await cancelled.json()).toMatchObject({ decision: 'cancelled', stage: 'cancelled', version: 3 })

    const other = await opened(key, merchant)
    expect(await (await act(key, decline, other.id, {})).json()).toMatchObject({ stage: 'declined' })
    expect((await act(key, decline, other.id, { why: 'x' })).status).toBe(422)
  })

  it('tells its timeline, the latest first', async () => {
    const { merchant, key } = await shop()
    const made = await opened(key, merchant)
    await act(key, decline, made.id, { comment: 'Следы носки' })
    const events = (query = '') =>
      readEvents(apiRequest('GET', `/api/v1/returns/${made.id}/events${query}`, { key }), at(made.id))
    const whole = (await (await events()).json()) as { data: Record<string, unknown>[]; nextCursor: null }
    expect(whole.data).toMatchObject([
      {
        type: 'decision.declined',
        comment: 'Следы носки',
        actor: { kind: 'api_key', name: 'Тестовый ключ' },
        data: {},
      },
      { type: 'verdict.given', sequence: 2, actor: { kind: 'system' }, data: { outcome: 'within' } },
      { type: 'case.created', sequence: 1 },
    ])
    expect(whole.nextCursor).toBeNull()
    const first = (await (await events('?limit=1')).json()) as { nextCursor: string }
    const rest = (await (await events(`?limit=2&cursor=${first.nextCursor}`)).json()) as typeof whole
    expect(rest.data).toEqual(whole.data.slice(1))
    expect((await events('?cursor=none')).status).toBe(422)
  })

  it('is not there for another shop, exactly as if it had never been', async () => {
    const [one, other] = [await shop(), await shop()]
    const theirs = await opened(other.key, other.merchant)
    const answers = async (id: string) => {
      const get = (handler: typeof readOne) => handler(apiRequest('GET', '/', { key: one.key }), at(id))
      const all = await Promise.all([
        get(readOne),
        get(readEvents),
        act(one.key, approve, id, {}),
        act(one.key, decline, id, { comment: 'x' }),
        act(one.key, cancel, id, {}, { 'if-match': '"1"' }),
      ])
      return Promise.all(
        all.map(async (answer) => ({
          status: answer.status,
          ...((await answer.json()) as object),
          requestId: '',
        })),
      )
    }
    const foreign = await answers(theirs.id)
    expect(foreign.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
    expect(await answers(newId())).toEqual(foreign)
    expect(await answers('R-10001')).toEqual(foreign)
  })

  it('asks for a key that may', async () => {
    const { merchant, key } = await shop()
    const { id } = await opened(key, merchant)
    const reader = await freshKey(owner, merchant, ['returns:read'])
    const stranger = await freshKey(owner, merchant, ['orders:write', 'pickups:write'])
    const get = (handler: typeof readOne, by?: string) =>
      handler(apiRequest('GET', '/', by ? { key: by } : {}), at(id))
    for (const handler of [readOne, readEvents]) {
      expect([
        (await get(handler)).status,
        (await get(handler, stranger)).status,
        (await get(handler, reader)).status,
      ]).toEqual([401, 403, 200])
    }
    expect([(await find('obr_x')).status, (await find(stranger)).status]).toEqual([401, 403])
    expect((await ask(reader, { orderNumber: '1', items: [item()] })).status).toBe(403)
    for (const handler of [approve, decline, cancel]) {
      expect([(await act('', handler, id)).status, (await act(reader, handler, id)).status]).toEqual([
        401, 403,
      ])
      const long = { comment: 'x'.repeat(1_048_576) }
      expect((await act(key, handler, id, long)).status).toBe(413)
    }
  })
})
