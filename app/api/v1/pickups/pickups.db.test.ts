import { describe, expect, it } from 'vitest'
import { apiRequest, freshKey } from '@/db/factories/api'
import { freshMerchant, recentOrder } from '@/db/factories/merchant'
import { testDatabase } from '@/db/testing/database'
import { newId } from '@/lib/ids'
import { POST as approve } from '../returns/[id]/approve/route'
import { POST as open } from '../returns/route'
import { POST as cancel } from './[id]/cancel/route'
import { POST as reschedule } from './[id]/reschedule/route'
import { GET as readOne } from './[id]/route'
import { POST as create } from './route'
import { GET as readSlots } from './slots/route'

const { owner } = await testDatabase()

type Slot = { date: string; from: string; to: string }
type Pickup = { id: string; returnId: string; version: number; slot: Slot }

async function shop() {
  const merchant = await freshMerchant(owner)
  const key = await freshKey(owner, merchant)
  const answer = await slots(key, '?city=Москва')
  const { data } = (await answer.json()) as { data: (Slot & { free: number; cutoffAt: string })[] }
  // Bookings for the first day may close while a test is under way.
  const later = data.filter(({ date }) => date !== data[0]?.date)
  const [first, second] = later.map(({ date, from, to }) => ({ date, from, to }))
  if (!first || !second) throw new Error('No slots')
  return { merchant, key, first, second, slots: later }
}
const slots = (key: string, query = '') =>
  readSlots(apiRequest('GET', `/api/v1/pickups/slots${encodeURI(query)}`, { key }))
const at = (id: string) => ({ params: Promise.resolve({ id }) })
const where = {
  recipient: { name: 'Мария Кузнецова', phone: '8 912 345-67-89' },
  address: { city: 'Москва', line: 'ул. Лесная, 5', apartment: '12' },
}
const item = { sku: 'LAMP-1', quantity: 1, reason: 'not_working' }
const ask = (key: string, body: object) => create(apiRequest('POST', '/api/v1/pickups', { key, body }))
const act = (
  key: string,
  handler: typeof cancel,
  id: string,
  body: object = {},
  headers: Record<string, string> = {},
) => handler(apiRequest('POST', `/api/v1/pickups/${id}/x`, { key, body, headers }), at(id))
const paths = async (answer: Response) => ({
  status: answer.status,
  fields: ((await answer.json()) as { errors: { path: string; code: string }[] }).errors.map(
    ({ path, code }) => `${path}: ${code}`,
  ),
})

describe('POST /pickups', () => {
  it('makes a task and its return from an order', async () => {
    const { merchant, key, first } = await shop()
    const { number } = await recentOrder(merchant)
    const requirements = { packagingCheck: true, photos: false, act: true }
    const answer = await ask(key, {
      orderNumber: number,
      items: [item],
      slot: first,
      requirements,
      comment: 'Позвонить',
      ...where,
    })
    expect(answer.status).toBe(201)
    const made = (await answer.json()) as Pickup
    expect(answer.headers.get('etag')).toBe('"1"')
    expect(made).toMatchObject({
      returnNumber: expect.stringMatching(/^R-\d+$/),
      stage: 'awaiting_pickup',
      status: 'created',
      slot: first,
      carrier: { code: 'obratno-express' },
      recipient: { name: 'Мария Кузнецова', phone: '+79123456789' },
      requirements,
      comment: 'Позвонить',
      items: [{ sku: 'LAMP-1', quantity: 1, collectedQuantity: 0 }],
      attempts: 0,
      maxAttempts: 3,
      version: 1,
    })
    const read = await readOne(apiRequest('GET', '/', { key }), at(made.id))
    expect(await read.json()).toEqual(made)
  })

  it('makes one for a return that waits for it', async () => {
    const { merchant, key, first } = await shop()
    const { number } = await recentOrder(merchant)
    const opened = await open(
      apiRequest('POST', '/api/v1/returns', { key, body: { orderNumber: number, items: [item] } }),
    )
    const { id } = (await opened.json()) as { id: string }
    const body = { returnId: id, slot: first, ...where }
    expect((await ask(key, body)).status).toBe(409)
    await approve(apiRequest('POST', '/', { key }), at(id))
    expect(((await (await ask(key, body)).json()) as Pickup).returnId).toBe(id)
    expect((await ask(key, body)).status).toBe(409)
  })

  it('names what is wrong', async () => {
    const { merchant, key, first } = await shop()
    const other = await shop()
    const { number: orderNumber } = await recentOrder(merchant)
    const { number: theirs } = await recentOrder(other.merchant)
    const good = { orderNumber, items: [item], slot: first, ...where }
    const wrong: [object, number, string][] = [
      [{ ...good, slot: { ...first, date: '2020-01-01' } }, 409, 'slot: past'],
      [{ ...good, slot: { date: first.date, from: '03:00', to: '04:00' } }, 409, 'slot: no_such_slot'],
      [{ ...good, items: [{ ...item, quantity: 3 }] }, 409, 'items[0].quantity: not_enough_left'],
      [{ ...good, orderNumber: theirs }, 404, 'orderNumber: not_found'],
      [{ ...good, recipient: { name: 'Ян', phone: '12' } }, 422, 'recipient.phone: too_short'],
      [{ ...good, address: { city: 'Москва' } }, 422, 'address.line: required'],
      [{ ...good, returnId: newId() }, 422, 'returnId: order_or_return'],
      [{ slot: first, ...where }, 422, 'returnId: order_or_return'],
      [{ orderNumber, slot: first, ...where }, 422, 'items: required'],
      [{ ...good, when: 'now' }, 422, 'when: unknown_field'],
    ]
    for (const [body, status, field] of wrong) {
      expect(await paths(await ask(key, body))).toEqual({ status, fields: [field] })
    }
    const foreign = { returnId: newId(), slot: first, ...where }
    expect((await ask(key, foreign)).status).toBe(404)
  })

  it('fills a slot and not more', async () => {
    const { merchant, key, slots: open } = await shop()
    const [small] = open.toSorted((a, b) => a.free - b.free)
    if (!small) throw new Error('No slots')
    const { date, from, to, free } = small
    const { number } = await recentOrder(merchant, {
      lines: [{ sku: 'LAMP-1', name: 'Лампа', quantity: 50, unitPrice: 100 }],
    })
    const answers = await Promise.all(
      Array.from({ length: free + 2 }, () =>
        ask(key, { orderNumber: number, items: [item], slot: { date, from, to }, ...where }),
      ),
    )
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(free)
    const refused = answers.filter((answer) => answer.status === 409)
    expect(refused).toHaveLength(2)
    expect(await refused[0]?.json()).toMatchObject({ type: 'urn:obratno:problem:slot_full' })
  })
})

describe('slots', () => {
  it('are those that can be booked, with the moment until which', async () => {
    const { key, first, slots: open } = await shop()
    expect(open.every((slot) => slot.free > 0 && Date.parse(slot.cutoffAt) > Date.now())).toBe(true)
    const day = (await (await slots(key, `?from=${first.date}&to=${first.date}`)).json()) as { data: Slot[] }
    expect(new Set(day.data.map(({ date }) => date))).toEqual(new Set([first.date]))
    for (const query of ['?from=tomorrow', '?from=2026-12-02&to=2026-12-01', '?town=Москва']) {
      expect((await slots(key, query)).status).toBe(422)
    }
  })
})

describe('one pickup task', () => {
  it('is moved and cancelled, on the version that was seen', async () => {
    const { merchant, key, first, second } = await shop()
    const { number } = await recentOrder(merchant)
    const { id } = (await (
      await ask(key, { orderNumber: number, items: [item], slot: first, ...where })
    ).json()) as Pickup
    expect((await act(key, reschedule, id, { slot: second }, { 'if-match': '"5"' })).status).toBe(412)
    const moved = await act(key, reschedule, id, { slot: second, reason: 'Уехал' }, { 'if-match': '"1"' })
    expect(await moved.json()).toMatchObject({ slot: second, version: 2 })
    expect(await paths(await act(key, reschedule, id, { slot: { ...second, date: '2020-01-01' } }))).toEqual({
      status: 409,
      fields: ['slot: past'],
    })
    expect(await (await act(key, cancel, id, { comment: 'Не нужно' })).json()).toMatchObject({
      status: 'cancelled',
      stage: 'needs_pickup',
      version: 3,
    })
    expect((await act(key, cancel, id)).status).toBe(409)
    expect((await act(key, reschedule, id, { slot: first })).status).toBe(409)
  })

  it('is not there for another shop, exactly as if it had never been', async () => {
    const [one, other] = [await shop(), await shop()]
    const { number } = await recentOrder(other.merchant)
    const made = await ask(other.key, { orderNumber: number, items: [item], slot: other.first, ...where })
    const { id, returnId } = (await made.json()) as Pickup
    const answers = async (pickup: string, back: string) => {
      const all = await Promise.all([
        readOne(apiRequest('GET', '/', { key: one.key }), at(pickup)),
        act(one.key, reschedule, pickup, { slot: one.first }),
        act(one.key, cancel, pickup),
        ask(one.key, { returnId: back, slot: one.first, ...where }),
      ])
      return Promise.all(
        all.map(async (answer) => ({ ...((await answer.json()) as { status: number }), requestId: '' })),
      )
    }
    const foreign = await answers(id, returnId)
    expect(foreign.map(({ status }) => status)).toEqual([404, 404, 404, 404])
    expect(await answers(newId(), newId())).toEqual(foreign)
  })

  it('asks for a key that may', async () => {
    const { merchant, key, first } = await shop()
    const reader = await freshKey(owner, merchant, ['pickups:read'])
    const stranger = await freshKey(owner, merchant, ['orders:write', 'returns:write'])
    const { number } = await recentOrder(merchant)
    const body = { orderNumber: number, items: [item], slot: first, ...where }
    const { id } = (await (await ask(key, body)).json()) as Pickup
    const get = (by: string) => readOne(apiRequest('GET', '/', { key: by }), at(id))
    expect([(await get('')).status, (await get(stranger)).status, (await get(reader)).status]).toEqual([
      401, 403, 200,
    ])
    expect([(await slots('')).status, (await slots(stranger)).status, (await slots(reader)).status]).toEqual([
      401, 403, 200,
    ])
    for (const by of [reader, stranger]) {
      expect((await ask(by, body)).status).toBe(403)
      expect((await act(by, cancel, id)).status).toBe(403)
      expect((await act(by, reschedule, id, { slot: first })).status).toBe(403)
    }
    expect((await ask('', body)).status).toBe(401)
    const long = 'x'.repeat(1_048_576)
    expect((await ask(key, { ...body, comment: long })).status).toBe(413)
    expect((await act(key, cancel, id, { comment: long })).status).toBe(413)
    expect((await act(key, reschedule, id, { slot: first, comment: long })).status).toBe(413)
  })
})
