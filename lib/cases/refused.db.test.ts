import { expect, it } from 'vitest'
import { freshMerchant } from '@/db/factories/merchant'
import { actionsTo, freshPlace, freshRules, parcelOf, refusalOf, ruleOf, tell } from '@/db/factories/refusal'
import { testDatabase } from '@/db/testing/database'
import { returnsQuery } from '@/lib/api/schemas'
import { casesAnswer } from './api'
import { listCases, overview } from './queries'
import { parseCaseSearch, type SearchParams } from './search'

const { owner } = await testDatabase()
const now = new Date('2026-11-16T09:00:00Z')

it('refused parcels are found by what the courier was told and by the money that is owed before they arrive', async () => {
  const shop = await freshMerchant(owner)
  const place = await freshPlace(shop)
  const to = { action: 'deliver' as const, locationId: place }
  const defective = { field: 'reason' as const, op: 'in' as const, values: ['defective'] }
  await freshRules(
    shop,
    {
      rules: [ruleOf({ match: 'all', of: [defective] }, actionsTo(to, { refund: true }))],
      otherwise: actionsTo(to),
    },
    new Date('2026-11-15T09:00:00Z'),
  )
  const [paid, waits] = [await parcelOf(shop), await parcelOf(shop)]
  await tell(
    shop,
    [
      refusalOf(paid.number, '2026-11-16T07:00:00Z', { reasonCode: 'defective' }),
      refusalOf(waits.number, '2026-11-16T07:30:00Z'),
    ],
    now,
  )
  const found = async (params: SearchParams) => {
    const list = await listCases(shop.callers.staff, parseCaseSearch(params), now)
    return list.rows.map(({ orderNumber, reason }) => [orderNumber, reason])
  }
  expect(await found({ reason: 'defective' })).toEqual([[paid.number, 'defective']])
  expect(await found({ reason: 'changed_mind,defective' })).toHaveLength(2)
  expect(await found({ money: 'due' })).toEqual([[paid.number, 'defective']])
  expect(await found({ money: 'due,failed', stage: 'in_transit', sort: '-updated' })).toHaveLength(1)
  expect(await found({ money: 'in_progress' })).toEqual([])
  expect((await overview(shop.callers.staff, [])).owedEarly).toBe(1)
  const answer = await casesAnswer(
    shop.callers.manager,
    returnsQuery.parse({ kind: 'refusal', reason: 'defective' }),
  )
  expect(JSON.stringify(answer)).toContain(paid.number)
  expect(JSON.stringify(answer)).not.toContain(waits.number)
})
