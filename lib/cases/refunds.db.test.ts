import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { actionsTo, freshRules, parcelOf, refusalOf, tell } from '@/db/factories/refusal'
import { readMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { newId } from '@/lib/ids'
import { changeCase } from './commands'
import type { CaseCommand } from './machine'

const { owner } = await testDatabase()
const at = (hour: number) => new Date(Date.UTC(2026, 10, 16, hour))

type State = {
  id: string
  version: number
  stage: string
  money: string
  flags: string[]
  items: { id: string; received: number }[]
  due: number[]
}

async function stateOf(shop: TestMerchant, order: string): Promise<State> {
  const [row] = await readMerchant(shop.system, (tx) =>
    tx.execute<State>(sql`
      select c.id, c.version, c.stage, c.money, c.flags,
        (select jsonb_agg(jsonb_build_object('id', i.id, 'received', i.received_quantity)) from case_items i
          where i.merchant_id = c.merchant_id and i.case_id = c.id) as items,
        (select coalesce(jsonb_agg((e.data->>'amount')::int order by e.occurred_at, e.seq), '[]') from case_events e
          where e.merchant_id = c.merchant_id and e.case_id = c.id and e.type = 'refund.due') as due
      from cases c join orders o on o.merchant_id = c.merchant_id and o.id = c.order_id
      where c.merchant_id = ${shop.id} and o.number = ${order}`),
  )
  if (!row) throw new Error('There is no such return')
  return row
}

/** A refusal whose money the rules give back at once: one lamp of two, unless told otherwise. */
async function refusedAtOnce(lamps: number) {
  const shop = await freshMerchant(owner)
  const otherwise = actionsTo({ action: 'deliver', locationId: shop.locationId }, { refund: true })
  await freshRules(shop, { rules: [], otherwise }, at(0))
  const { number } = await parcelOf(shop)
  const items = [{ sku: 'LAMP-1', quantity: lamps }]
  await tell(shop, [refusalOf(number, at(1), { items })], at(1))
  const hubFinds = (quantity: number, hour: number) =>
    tell(
      shop,
      [
        {
          id: newId(),
          type: 'parcel.at_hub',
          occurredAt: at(hour).toISOString(),
          orderNumber: number,
          location: { code: 'MSK-1' },
          items: [{ sku: 'LAMP-1', quantity }],
        },
      ],
      at(hour),
    )
  const arrives = (quantity: number, hour: number) =>
    tell(
      shop,
      [
        {
          id: newId(),
          type: 'parcel.received',
          occurredAt: at(hour).toISOString(),
          orderNumber: number,
          items: [{ sku: 'LAMP-1', quantity }],
        },
      ],
      at(hour),
    )
  const give = async (command: CaseCommand, hour: number) => {
    const { id: caseId, version: expectedVersion, items: held } = await stateOf(shop, number)
    const inspected = held
      .filter(({ received }) => received > 0)
      .map(({ id, received }) => ({ caseItemId: id, quantity: received, disposition: 'restock' as const }))
    const done = await changeCase(
      shop.callers.admin,
      {
        commandId: newId(),
        caseId,
        expectedVersion,
        command,
        ...(command === 'inspect' && { items: inspected }),
      },
      at(hour),
    )
    if (!done.ok) throw new Error(done.error.detail)
  }
  return { hubFinds, arrives, give, state: () => stateOf(shop, number) }
}

it('what was paid short because more was found becomes due, and is paid in the end', async () => {
  const { hubFinds, arrives, give, state } = await refusedAtOnce(1)
  await give('start_refund', 2)
  await give('pay_refund', 3)
  await hubFinds(2, 4)
  await arrives(2, 5)
  await give('inspect', 6)
  expect(await state()).toMatchObject({ stage: 'refund', money: 'due', due: [199_000, 199_000] })
  await give('start_refund', 7)
  await give('pay_refund', 8)
  expect(await state()).toMatchObject({ stage: 'closed', money: 'paid', due: [199_000, 199_000] })
})

it('money that is on its way when more is found is followed by the rest', async () => {
  const { hubFinds, arrives, give, state } = await refusedAtOnce(1)
  await give('start_refund', 2)
  await hubFinds(2, 4)
  await arrives(2, 5)
  await give('inspect', 6)
  expect(await state()).toMatchObject({ money: 'in_progress', due: [199_000] })
  expect((await state()).flags).toContain('refund_differs')
  await give('pay_refund', 7)
  expect(await state()).toMatchObject({ stage: 'refund', money: 'due', due: [199_000, 199_000] })
  expect((await state()).flags).not.toContain('refund_differs')
})

it('money that was paid for more than arrived is for a person to see, also when the return is over', async () => {
  const { hubFinds, arrives, give, state } = await refusedAtOnce(2)
  await give('start_refund', 2)
  await give('pay_refund', 3)
  await hubFinds(2, 4)
  await arrives(1, 5)
  await give('inspect', 6)
  const after = await state()
  expect(after).toMatchObject({ stage: 'closed', money: 'paid', due: [398_000] })
  expect(after.flags).toContain('refund_differs')
})
