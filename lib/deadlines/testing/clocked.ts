import { sql } from 'drizzle-orm'
import { freshOrder, type TestMerchant } from '@/db/factories/merchant'
import { readMerchant, withMerchant } from '@/db/tenant'
import type { Clock } from '@/lib/cases/clocks'
import { createCase } from '@/lib/cases/commands'
import type { CaseEvent } from '@/lib/cases/events'
import { foldCase } from '@/lib/cases/fold'
import { lockCases, readEvents, recordEvents } from '@/lib/cases/store'
import { newId } from '@/lib/ids'
import { orderForReturn } from '@/lib/orders/queries'
import type { Role } from '@/lib/permissions'

export type Ends = Partial<Record<Clock['kind'], { ends: Date; warns: Date }>>

/** A return made at that moment whose latest verdict has these clocks, whatever the policy says of it. */
export async function clockedCase(
  shop: TestMerchant,
  at: Date,
  ends: Ends,
  warn: Role[] = ['support', 'manager'],
): Promise<{ caseId: string; number: number }> {
  const before = (days: number) => new Date(at.getTime() - days * 86_400_000).toISOString()
  const { id: orderId } = await freshOrder(shop, { placedAt: before(4), handedOverAt: before(2) })
  const lines = (await orderForReturn(shop.system, orderId))?.lines ?? []
  const made = await createCase(
    shop.callers.support,
    {
      commandId: newId(),
      orderId,
      channel: 'cabinet',
      items: lines.map(({ id, quantity }) => ({ orderLineId: id, quantity, reason: 'size' })),
    },
    at,
  )
  if (!made.ok) throw new Error(made.error.detail)
  const { caseId, number } = made.data
  await happened(shop, caseId, new Date(at.getTime() + 1000), clocksGiven(ends, warn))
  return { caseId, number }
}

export function clocksGiven(
  ends: Ends,
  warn: Role[],
): Pick<CaseEvent & { type: 'verdict.given' }, 'type' | 'data'> {
  const clocks = (['window', 'money'] as const).flatMap((kind): Clock[] => {
    const of = ends[kind]
    return of ? [{ kind, endsAt: of.ends.toISOString(), warnAt: of.warns.toISOString() }] : []
  })
  return {
    type: 'verdict.given',
    data: { verdictId: newId(), outcome: 'within', policyNumber: null, clocks, warn },
  }
}

type Told = CaseEvent extends infer One ? (One extends CaseEvent ? Pick<One, 'type' | 'data'> : never) : never

/** Records events of the system as they are, past the commands. */
export async function happened(shop: TestMerchant, caseId: string, at: Date, ...told: Told[]): Promise<void> {
  await withMerchant(shop.system, async (tx) => {
    const loaded = (await lockCases(tx, shop.id, [caseId])).get(caseId)
    if (!loaded) throw new Error('no case')
    const events = told.map(
      (one) => ({ ...one, id: newId(), occurredAt: at, actor: { kind: 'system', id: null } }) as CaseEvent,
    )
    await recordEvents(tx, shop.id, [{ loaded, events }], at)
  })
}

/** What the shop was told: by the notices, and by the fold of each case's events. */
export async function toldOf(shop: TestMerchant) {
  return readMerchant(shop.system, async (tx) => {
    const notices = await tx.execute<{
      number: number
      kind: string
      roles: string[]
      ends_at: string | null
    }>(sql`
      select c.number, n.kind, n.roles, n.ends_at from notices n
      join cases c on c.merchant_id = n.merchant_id and c.id = n.case_id
      where n.merchant_id = ${shop.id} order by c.number, n.kind`)
    const cases = await tx.execute<{ id: string; number: number; next_clock_at: string | null }>(
      sql`select id, number, next_clock_at from cases where merchant_id = ${shop.id} order by number`,
    )
    const events = await readEvents(
      tx,
      shop.id,
      cases.map(({ id }) => id),
    )
    return {
      notices: notices.map(({ number, kind }) => `${number} ${kind}`),
      rows: [...notices],
      events: cases.flatMap(({ id, number }) =>
        foldCase(events.get(id) ?? []).told.map((one) => `${number} ${one.slice(0, one.indexOf(':'))}`),
      ),
      nextClockAt: cases.map((row) => (row.next_clock_at ? new Date(row.next_clock_at) : null)),
    }
  })
}
