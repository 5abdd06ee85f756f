import { describe, expect, it } from 'vitest'
import { apiRequest, carrierRequest, freshKey } from '@/db/factories/api'
import { freshMerchant } from '@/db/factories/merchant'
import { actionsTo, freshRules, parcelOf, refusalOf } from '@/db/factories/refusal'
import { testDatabase } from '@/db/testing/database'
import { GET as readTimeline } from '../returns/[id]/events/route'
import { GET as list } from '../returns/route'
import { POST } from './[carrier]/events/route'

const { owner } = await testDatabase()
const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000)
const at = <T extends object>(params: T) => ({ params: Promise.resolve(params) })

async function shopWithRules() {
  const shop = await freshMerchant(owner)
  const key = await freshKey(owner, shop)
  const otherwise = actionsTo(
    { action: 'deliver', locationId: shop.locationId },
    { tellCustomer: true, repack: true, storageDays: 3 },
  )
  await freshRules(shop, { rules: [], otherwise }, ago(48))
  const tell = (...events: object[]) => POST(carrierRequest(shop, events), at({ carrier: 'obratno-express' }))
  return { shop, key, tell }
}

type Answer = {
  id: string
  kind: string
  stage: string
  route: object | null
  items: object[]
  verdict: null
}

describe('a refusal through the HTTP door', () => {
  it('is a case with its route as soon as it is answered', async () => {
    const { shop, key, tell } = await shopWithRules()
    const { number } = await parcelOf(shop, { placedAt: ago(96).toISOString() })
    const answer = await tell(
      refusalOf(number, ago(1), {
        items: [{ sku: 'CUP-1', quantity: 1 }],
        packaging: 'opened',
        attempt: 1,
        visit: { arrivedAt: ago(1.2).toISOString(), leftAt: ago(1.1).toISOString(), calls: 2 },
        evidence: [{ kind: 'photo', reference: 'photos/1.jpg' }],
      }),
    )
    expect(answer.status).toBe(202)
    expect(await answer.json()).toEqual({ accepted: 1, duplicates: 0, parked: 0 })
    const found = await list(apiRequest('GET', '/api/v1/returns?kind=refusal', { key }))
    const { data } = (await found.json()) as { data: Answer[] }
    expect(data).toMatchObject([
      {
        kind: 'refusal',
        stage: 'in_transit',
        verdict: null,
        route: {
          action: 'deliver',
          locationId: shop.locationId,
          storageDays: 3,
          sorting: false,
          repack: true,
          refund: false,
          overridden: false,
          ruleSetVersion: 1,
          ruleId: null,
        },
        items: [{ sku: 'CUP-1', quantity: 1, courierReason: 'changed_mind' }],
      },
    ])
    const events = await readTimeline(apiRequest('GET', '/api/v1/x', { key }), at({ id: data[0]?.id ?? '' }))
    const timeline = ((await events.json()) as { data: { type: string }[] }).data
    expect(timeline.map(({ type }) => type)).toEqual([
      'notice.sent',
      'route.given',
      'delivery.refused',
      'case.created',
    ])
  })

  it('tells when the parcel was handed over, where the shop has not said so itself', async () => {
    const { shop, key, tell } = await shopWithRules()
    const { number } = await parcelOf(shop, { placedAt: ago(96).toISOString() })
    const handed = {
      id: 'd-1',
      type: 'delivery.delivered',
      occurredAt: ago(5).toISOString(),
      orderNumber: number,
    }
    expect(await (await tell({ ...handed, courier: { id: 'k-1' } })).json()).toMatchObject({ accepted: 1 })
    expect(await (await tell({ ...handed, id: 'd-2', orderNumber: 'none' })).json()).toMatchObject({
      parked: 1,
    })
    await tell(refusalOf(number, ago(1)))
    const found = await list(apiRequest('GET', '/api/v1/returns?kind=refusal', { key }))
    expect(((await found.json()) as { data: { flagged: boolean }[] }).data).toMatchObject([{ flagged: true }])
  })

  it.each([
    ['attempt', { attempt: 0 }],
    ['packaging', { packaging: 'wet' }],
    ['visit.calls', { visit: { calls: -1 } }],
    ['visit.arrivedAt', { visit: { arrivedAt: 'yesterday' } }],
  ])('names the field %s when it is wrong, and takes nothing', async (field, wrong) => {
    const { tell } = await shopWithRules()
    const answer = await tell({ ...refusalOf('A-1', ago(1)), ...wrong })
    expect(answer.status).toBe(422)
    const { errors } = (await answer.json()) as { errors: { path: string }[] }
    expect([...new Set(errors.map(({ path }) => path))]).toEqual([`events[0].${field}`])
  })
})
