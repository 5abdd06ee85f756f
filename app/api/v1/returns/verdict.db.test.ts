import { describe, expect, it } from 'vitest'
import { apiRequest, freshKey } from '@/db/factories/api'
import { freshMerchant, freshOrder } from '@/db/factories/merchant'
import { freshPolicy, termsWith } from '@/db/factories/policy'
import { testDatabase } from '@/db/testing/database'
import type { PolicyTerms } from '@/lib/policies/schemas'
import { GET as readOne } from './[id]/route'
import { POST as approve } from './[id]/approve/route'
import { GET as list, POST as open } from './route'

const { owner } = await testDatabase()

type Judged = {
  id: string
  verdict: {
    sentence: { ru: string; en: string }
    items: { sku: string; outcome: string; conditions: object[] }[]
  }
}
type Lines = NonNullable<Parameters<typeof freshOrder>[1]>['lines']

/** Handed over on Thursday, 12 November; the shop's seven days end on the 19th. */
const dates = { placedAt: '2026-11-10T10:00:00+03:00', handedOverAt: '2026-11-12T15:00:00+03:00' }

async function judged(terms: Partial<PolicyTerms>, requestedAt: string, lines?: Lines) {
  const merchant = await freshMerchant(owner)
  const key = await freshKey(owner, merchant)
  await freshPolicy(
    merchant,
    termsWith({ days: 7, ...terms }),
    new Date('2026-11-01T09:00:00Z'),
    '2026-11-01',
  )
  const { number } = await freshOrder(merchant, { ...dates, ...(lines && { lines }) })
  const items = (lines ?? [{ sku: 'LAMP-1' }]).map(({ sku }) => ({ sku, quantity: 1, reason: 'size' }))
  const answer = await open(
    apiRequest('POST', '/api/v1/returns', { key, body: { orderNumber: number, items, requestedAt } }),
  )
  expect(answer.status).toBe(201)
  return { key, made: (await answer.json()) as Judged }
}

describe('the verdict of a return', () => {
  it('says until when, by which version and why, and decides what follows', async () => {
    const { key, made } = await judged({ autoApprove: { upTo: null } }, '2026-11-19T12:00:00+03:00')
    expect(made).toMatchObject({ stage: 'needs_pickup', flagged: false })
    expect(made.verdict).toMatchObject({
      outcome: 'within',
      policyVersion: 1,
      endsOn: '2026-11-19',
      // Ten days end on Sunday the 29th.
      moneyDueOn: '2026-11-30',
      next: 'approve',
      flag: null,
      items: [{ sku: 'LAMP-1', quantity: 1, outcome: 'within', endsOn: '2026-11-19' }],
    })
    expect(made.verdict.sentence.ru).toMatch(/^В срок: .*19\sноября\s2026/u)
    expect(made.verdict.sentence.en).toMatch(/19\sNovember\s2026/u)
    expect(made.verdict.items[0]?.conditions).toContainEqual({
      code: 'shop_window',
      holds: true,
      source: { policy: 1 },
      calendarEnd: '2026-11-19',
      endsOn: '2026-11-19',
    })
    // The same wherever it is read.
    const context = { params: Promise.resolve({ id: made.id }) }
    const read = await readOne(apiRequest('GET', `/api/v1/returns/${made.id}`, { key }), context)
    expect(((await read.json()) as Judged).verdict).toEqual(made.verdict)
    const listed = (await (await list(apiRequest('GET', '/api/v1/returns', { key }))).json()) as {
      data: Judged[]
    }
    expect(listed.data.map(({ verdict }) => verdict)).toEqual([made.verdict])
  })

  it('has who approves what support must look at say why', async () => {
    const { key, made } = await judged({ outside: 'flag_for_support' }, '2026-11-21T12:00:00+03:00')
    expect(made).toMatchObject({
      stage: 'review',
      flagged: true,
      verdict: { outcome: 'outside', next: 'review', flag: 'outside_window', endsOn: '2026-11-19' },
    })
    const decide = (body?: object) =>
      approve(apiRequest('POST', `/api/v1/returns/${made.id}/approve`, { key, ...(body && { body }) }), {
        params: Promise.resolve({ id: made.id }),
      })
    for (const body of [undefined, {}, { comment: '  ' }]) {
      const refused = await decide(body)
      expect([refused.status, await refused.json()]).toMatchObject([
        422,
        { errors: [{ path: 'comment', code: 'required' }] },
      ])
    }
    const approved = await decide({ comment: 'Задержка на нашей стороне' })
    expect([approved.status, await approved.json()]).toMatchObject([200, { stage: 'needs_pickup' }])
  })

  it('answers each article by itself where they differ', async () => {
    const line = { name: 'Кружка', quantity: 1, unitPrice: 100 }
    const { made } = await judged({}, '2026-11-18T12:00:00+03:00', [
      { ...line, sku: 'PLAIN' },
      { ...line, sku: 'OWN', madeToOrder: true },
    ])
    expect(made.verdict).toMatchObject({ outcome: 'review', next: 'review', flag: 'mixed' })
    expect(made.verdict.items.map(({ sku, outcome }) => [sku, outcome])).toEqual([
      ['PLAIN', 'within'],
      ['OWN', 'not_returnable'],
    ])
  })
})
