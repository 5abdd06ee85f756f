import { globSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { apiRequest, carrierRequest, freshKey } from '@/db/factories/api'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { freshPickup } from '@/db/factories/pickup'
import { testDatabase } from '@/db/testing/database'
import { scopes, type Scope } from '@/lib/permissions'

const { owner } = await testDatabase()

type Method = 'GET' | 'POST'
type Theirs = { caseId: string; pickupId: string; orderNumber: string }
type Call = {
  /** The one scope that opens it, or its carrier's signature. */
  by: Scope | 'signature'
  path: (theirs: Theirs) => string
  body?: (theirs: Theirs) => object
  /** What another shop's ids give: not there, nothing found, or an answer that is about one's own shop alone. */
  foreign: 'not found' | 'nothing' | 'own'
}

const slot = { date: '2026-12-01', from: '10:00', to: '14:00' }
const item = { sku: 'LAMP-1', quantity: 1, reason: 'not_working' }
const where = {
  recipient: { name: 'Ян', phone: '+79123456789' },
  address: { city: 'Москва', line: 'ул. Лесная, 5' },
}
const ofCase = (rest: string) => (theirs: Theirs) => `/api/v1/returns/${theirs.caseId}${rest}`
const ofPickup = (rest: string) => (theirs: Theirs) => `/api/v1/pickups/${theirs.pickupId}${rest}`
const told = ({ pickupId }: Theirs) => ({
  id: '1',
  type: 'pickup.accepted',
  occurredAt: '2026-01-01T00:00:00Z',
  pickupId,
})

/** Every call of the contract. A route that is not here fails the test. */
const calls: Record<string, Call> = {
  'GET orders': { by: 'orders:read', path: () => '/api/v1/orders', foreign: 'nothing' },
  'POST orders': {
    by: 'orders:write',
    path: () => '/api/v1/orders',
    body: () => ({ orders: [{}] }),
    foreign: 'own',
  },
  'GET orders/[number]': {
    by: 'orders:read',
    path: ({ orderNumber }) => `/api/v1/orders/${orderNumber}`,
    foreign: 'not found',
  },
  'GET returns': {
    by: 'returns:read',
    path: ({ orderNumber }) => `/api/v1/returns?orderNumber=${orderNumber}`,
    foreign: 'nothing',
  },
  'POST returns': {
    by: 'returns:write',
    path: () => '/api/v1/returns',
    body: ({ orderNumber }) => ({ orderNumber, items: [item] }),
    foreign: 'not found',
  },
  'GET returns/[id]': { by: 'returns:read', path: ofCase(''), foreign: 'not found' },
  'GET returns/[id]/events': { by: 'returns:read', path: ofCase('/events'), foreign: 'not found' },
  'POST returns/[id]/approve': { by: 'returns:write', path: ofCase('/approve'), foreign: 'not found' },
  'POST returns/[id]/decline': { by: 'returns:write', path: ofCase('/decline'), foreign: 'not found' },
  'POST returns/[id]/cancel': { by: 'returns:write', path: ofCase('/cancel'), foreign: 'not found' },
  'POST pickups': {
    by: 'pickups:write',
    path: () => '/api/v1/pickups',
    body: ({ orderNumber }) => ({ orderNumber, items: [item], slot, ...where }),
    foreign: 'not found',
  },
  'GET pickups/slots': { by: 'pickups:read', path: () => '/api/v1/pickups/slots', foreign: 'own' },
  'GET pickups/[id]': { by: 'pickups:read', path: ofPickup(''), foreign: 'not found' },
  'POST pickups/[id]/reschedule': {
    by: 'pickups:write',
    path: ofPickup('/reschedule'),
    body: () => ({ slot }),
    foreign: 'not found',
  },
  'POST pickups/[id]/cancel': { by: 'pickups:write', path: ofPickup('/cancel'), foreign: 'not found' },
  'POST carriers/[carrier]/events': {
    by: 'signature',
    path: () => '/api/v1/carriers/obratno-express/events',
    body: (theirs) => ({ events: [told(theirs)] }),
    foreign: 'own',
  },
}

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>
const here = 'app/api/v1'
const handlers = new Map<string, Handler>()
for (const file of globSync(`${here}/**/route.ts`)) {
  const route = file.slice(here.length + 1, -'/route.ts'.length)
  if (route.startsWith('[...')) continue
  const exported = (await import(/* @vite-ignore */ `@/${here}/${route}/route.ts`)) as Record<string, Handler>
  for (const [method, handler] of Object.entries(exported)) handlers.set(`${method} ${route}`, handler)
}

let one: TestMerchant
let other: TestMerchant
let theirs: Theirs

beforeAll(async () => {
  ;[one, other] = [await freshMerchant(owner), await freshMerchant(owner)]
  theirs = await freshPickup(other, new Date(Date.now() - 3 * 86_400_000))
})

function send(name: string, call: Call, key?: string): Promise<Response> {
  const [method = '', route = ''] = name.split(' ')
  const path = call.path(theirs)
  const names = [...route.matchAll(/\[(\w+)\]/g)].map((match) => match[1] ?? '')
  const pattern = new RegExp(`/${route.replace(/\[\w+\]/g, '([^/?]+)')}`)
  const values = pattern.exec(path)?.slice(1) ?? []
  const params = Object.fromEntries(names.map((own, index) => [own, values[index] ?? '']))
  const body = call.body?.(theirs)
  const sent = { ...(key && { key }), ...(body && { body }) }
  const handler = handlers.get(name)
  if (!handler) throw new Error(`There is no route ${name}`)
  return handler(apiRequest(method as Method, path, sent), { params: Promise.resolve(params) })
}

describe('what the contract does not have', () => {
  it('is a problem like any other', async () => {
    const { GET } = await import('./[...path]/route')
    const answer = await GET(apiRequest('GET', '/api/v1/nothing'))
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  })
})

describe('every call of the contract', () => {
  it('is in this table', () => {
    expect([...handlers.keys()].sort()).toEqual(Object.keys(calls).sort())
  })

  it.each(Object.entries(calls))('%s: nobody gets in', async (name, call) => {
    for (const key of [undefined, 'obr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'Bearer', 'obr_']) {
      const answer = await send(name, call, key)
      expect(answer.status).toBe(401)
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
    }
  })

  it.each(Object.entries(calls).filter(([, { by }]) => by !== 'signature'))(
    '%s: only its scope opens it',
    async (name, call) => {
      for (const scope of scopes) {
        const key = await freshKey(owner, one, [scope])
        const opens = scope === call.by || scope === call.by.replace(':read', ':write')
        const { status } = await send(name, call, key)
        expect([scope, opens ? status !== 403 && status !== 401 : status]).toEqual([
          scope,
          opens ? true : 403,
        ])
      }
    },
  )

  it.each(Object.entries(calls).filter(([, { by }]) => by !== 'signature'))(
    '%s: another shop’s ids give nothing and change nothing',
    async (name, call) => {
      const before = await counted()
      const answer = await send(name, call, await freshKey(owner, one))
      const text = await answer.text()
      expect(answer.status).toBe(call.foreign === 'not found' ? 404 : 200)
      for (const id of [theirs.caseId, theirs.pickupId, other.id, theirs.orderNumber])
        expect(text).not.toContain(id)
      if (call.foreign === 'nothing') expect(JSON.parse(text)).toEqual({ data: [], nextCursor: null })
      expect(await counted()).toEqual(before)
    },
  )

  it.each([
    'returns?orderNumber=',
    'returns?q=',
    'returns?reason=',
    'returns?cursor=',
    'orders?cursor=',
    'pickups/slots?city=',
    'orders/',
  ])('%s: a text that no database keeps is refused, and is no error of ours', async (asked) => {
    const key = await freshKey(owner, one)
    const path = `/api/v1/${asked}a%00`
    const route = asked === 'orders/' ? 'orders/[number]' : (asked.split('?')[0] ?? '')
    const handler = handlers.get(`GET ${route}`)
    const params = Promise.resolve({ number: 'a\u0000' })
    const answer = await handler?.(apiRequest('GET', path, { key }), { params })
    expect(answer?.status).toBe(asked === 'orders/' ? 404 : 422)
  })

  it('POST carriers/[carrier]/events: a message signed for one shop moves nothing of another’s', async () => {
    const before = await counted()
    const handler = handlers.get('POST carriers/[carrier]/events')
    const request = carrierRequest(one, [told(theirs)])
    const answer = await handler?.(request, { params: Promise.resolve({ carrier: 'obratno-express' }) })
    expect(await answer?.json()).toEqual({ accepted: 0, duplicates: 0, parked: 1 })
    expect(await counted()).toEqual(before)
  })
})

/** What the other shop has, by what would change. */
async function counted() {
  return owner`
    select (select count(*)::int from orders where merchant_id = ${other.id}) as orders,
      (select count(*)::int from case_events where merchant_id = ${other.id}) as events,
      (select sum(version)::int from pickup_tasks where merchant_id = ${other.id}) as pickups,
      (select count(*)::int from carrier_messages where merchant_id = ${other.id}) as messages`
}
