import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { freshMerchant, freshOrder, type TestMerchant } from '@/db/factories/merchant'
import { freshPolicy, termsWith } from '@/db/factories/policy'
import { readMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { changeCase, createCase } from '@/lib/cases/commands'
import { newId } from '@/lib/ids'
import { createPickup } from '@/lib/pickups/commands'
import type { Role } from '@/lib/permissions'
import { previewVerdict, verdictOfCase, whatIf } from './queries'

const { owner } = await testDatabase()
const now = new Date('2026-11-17T09:00:00Z')
const early = new Date('2026-11-01T09:00:00Z')

type Line = { id: string; sku: string }

async function linesOf(shop: TestMerchant, orderId: string): Promise<Line[]> {
  const rows = await readMerchant(shop.system, (tx) =>
    tx.execute<Line>(sql`
      select id, sku from order_lines where merchant_id = ${shop.id} and order_id = ${orderId} order by position`),
  )
  return [...rows]
}

const cheap = { sku: 'CHEAP', name: 'Плафон', quantity: 1, unitPrice: 100_000 }
const dear = { sku: 'DEAR', name: 'Люстра', quantity: 1, unitPrice: 900_000, category: 'Люстры' }

/** An order handed over on 10 November unless told otherwise, and a demand for all of it. */
async function demand(
  shop: TestMerchant,
  more: Parameters<typeof freshOrder>[1] = {},
  { reason = 'size', at = now, requestedAt }: { reason?: string; at?: Date; requestedAt?: Date } = {},
) {
  const order = await freshOrder(shop, {
    placedAt: '2026-11-05T10:00:00+03:00',
    handedOverAt: '2026-11-10T12:00:00+03:00',
    lines: [cheap],
    ...more,
  })
  const items = (await linesOf(shop, order.id)).map((line) => ({ orderLineId: line.id, quantity: 1, reason }))
  const made = await createCase(
    shop.callers.support,
    { commandId: newId(), orderId: order.id, items, channel: 'cabinet', ...(requestedAt && { requestedAt }) },
    at,
  )
  return { order, made }
}

async function standing(shop: TestMerchant, caseId: string) {
  const [row] = await readMerchant(shop.system, (tx) =>
    tx.execute<{
      stage: string
      verdict: string
      flagged: boolean
      events: string[]
      window: string
      money: string
    }>(sql`
      select stage, verdict_outcome as verdict, flagged, window_due_at as window, money_due_at as money,
        (select array_agg(type || ':' || actor_kind order by seq) from case_events e
          where e.merchant_id = c.merchant_id and e.case_id = c.id) as events
      from cases c where merchant_id = ${shop.id} and id = ${caseId}`),
  )
  if (!row) throw new Error('no case')
  return row
}

async function asked(
  shop: TestMerchant,
  ...args: Parameters<typeof demand> extends [unknown, ...infer R] ? R : never
) {
  const { made, order } = await demand(shop, ...args)
  if (!made.ok) throw new Error(JSON.stringify(made.error))
  return { ...(await standing(shop, made.data.caseId)), caseId: made.data.caseId, order }
}

describe('what follows from a verdict', () => {
  it('approves by itself within the window and up to the sum, and waits above it', async () => {
    const shop = await freshMerchant(owner)
    await freshPolicy(shop, termsWith({ autoApprove: { upTo: 300_000 } }), early)
    expect(await asked(shop)).toMatchObject({
      stage: 'needs_pickup',
      verdict: 'within',
      flagged: false,
      events: ['case.created:member', 'verdict.given:system', 'decision.approved:system'],
    })
    expect(await asked(shop, { lines: [dear] })).toMatchObject({ stage: 'new', verdict: 'within' })
    expect(await asked(shop, { lines: [cheap, { ...cheap, sku: 'C2', unitPrice: 250_000 }] })).toMatchObject({
      stage: 'new',
    })
  })

  it.each([
    ['flag_for_support', 'review', true],
    ['decline', 'declined', true],
    // As if it were within: what is not approved by itself there waits for a person here, too.
    ['accept', 'new', false],
  ] as const)('outside the window: %s', async (outside, stage, flagged) => {
    const shop = await freshMerchant(owner)
    await freshPolicy(shop, termsWith({ outside }), early)
    const late = await asked(shop, {}, { at: new Date('2026-12-20T09:00:00Z') })
    expect(late).toMatchObject({ stage, flagged, verdict: 'outside' })
    // A defect is another ground: the days that are over do not stop it.
    const broken = await asked(shop, {}, { at: new Date('2026-12-20T09:00:00Z'), reason: 'not_working' })
    expect(broken).toMatchObject({ stage: 'new', verdict: 'within' })
  })

  it('accepts what is outside by itself up to the sum it approves within', async () => {
    const shop = await freshMerchant(owner)
    await freshPolicy(shop, termsWith({ outside: 'accept', autoApprove: { upTo: 300_000 } }), early)
    const late = { at: new Date('2026-12-20T09:00:00Z') }
    expect(await asked(shop, {}, late)).toMatchObject({ stage: 'needs_pickup', verdict: 'outside' })
    expect(await asked(shop, { lines: [dear] }, late)).toMatchObject({ stage: 'new', verdict: 'outside' })
  })

  it('leaves items with different answers to a person, whatever the shop does outside the window', async () => {
    const shop = await freshMerchant(owner)
    await freshOrder(shop, { lines: [dear] })
    const chandeliers = {
      category: 'Люстры',
      priceFrom: null,
      priceTo: null,
      channel: null,
      reason: null,
      days: 60,
    }
    await freshPolicy(shop, termsWith({ outside: 'decline', exceptions: [chandeliers] }), early)
    const mixed = await asked(shop, { lines: [cheap, dear] }, { at: new Date('2026-12-20T09:00:00Z') })
    expect(mixed).toMatchObject({ stage: 'review', verdict: 'review', flagged: true })
    // The lamp's fourteen days are over, the chandelier's sixty still run.
    expect(new Date(mixed.window)).toEqual(new Date('2027-01-11T21:00:00Z'))
    const verdict = await verdictOfCase(shop.callers.staff, mixed.caseId)
    expect(verdict?.answer).toMatchObject({
      flag: 'mixed',
      items: [{ outcome: 'outside' }, { outcome: 'within' }],
    })
  })

  it('without a policy the law answers, and a person decides', async () => {
    const shop = await freshMerchant(owner)
    const made = await asked(shop)
    expect(made).toMatchObject({ stage: 'new', verdict: 'within' })
    expect((await verdictOfCase(shop.callers.staff, made.caseId))?.answer.policyNumber).toBeNull()
  })

  it('keeps a verdict as it was given, with its clocks', async () => {
    const shop = await freshMerchant(owner)
    await freshPolicy(shop, termsWith(), early)
    const made = await asked(shop)
    // Fourteen days after the 10th, to the end of the 24th in Moscow; the money ten days after the 17th.
    expect(new Date(made.window)).toEqual(new Date('2026-11-24T21:00:00Z'))
    expect(new Date(made.money)).toEqual(new Date('2026-11-27T21:00:00Z'))
    const attempt = owner.begin(async (tx) => {
      await tx`select set_config('app.merchant_id', ${shop.id}, true)`
      await tx`update verdicts set outcome = 'outside' where case_id = ${made.caseId}`
    })
    await expect(attempt).rejects.toThrow(/append-only/)
  })
})

describe('the version that judges', () => {
  it('is the one in force when the order was placed, however it was changed before the demand', async () => {
    const shop = await freshMerchant(owner)
    await freshPolicy(shop, termsWith({ days: 30 }), early)
    await freshPolicy(shop, termsWith({ days: 7 }), new Date('2026-11-12T09:00:00Z'))
    const before = await asked(shop, {}, { at: new Date('2026-12-01T09:00:00Z') })
    const after = await asked(
      shop,
      { placedAt: '2026-11-12T12:00:00+03:00', handedOverAt: '2026-11-13T10:00:00+03:00' },
      { at: new Date('2026-12-01T09:00:00Z') },
    )
    // What was sold that morning was sold under the version of that morning.
    const morning = await asked(
      shop,
      { placedAt: '2026-11-12T11:59:59+03:00', handedOverAt: '2026-11-13T10:00:00+03:00' },
      { at: new Date('2026-12-01T09:00:00Z') },
    )
    const number = async (id: string) => (await verdictOfCase(shop.callers.staff, id))?.answer.policyNumber
    expect([before.verdict, await number(before.caseId)]).toEqual(['within', 1])
    expect([after.verdict, await number(after.caseId)]).toEqual(['outside', 2])
    expect([morning.verdict, await number(morning.caseId)]).toEqual(['within', 1])
  })

  it('begins with the first instant of its day in the shop’s zone', async () => {
    const shop = await freshMerchant(owner)
    await freshPolicy(shop, termsWith(), early, '2026-11-05')
    const number = async (placedAt: string) => {
      const { caseId } = await asked(shop, { placedAt })
      return (await verdictOfCase(shop.callers.staff, caseId))?.answer.policyNumber
    }
    expect(await number('2026-11-04T23:59:59+03:00')).toBeNull()
    expect(await number('2026-11-05T00:00:00+03:00')).toBe(1)
  })
})

describe('dates that contradict each other', () => {
  it('are refused by their field', async () => {
    const shop = await freshMerchant(owner)
    const future = await demand(shop, {}, { requestedAt: new Date('2026-11-18T09:00:00Z') })
    expect(future.made).toMatchObject({
      error: { code: 'invalid', fields: [{ path: 'requestedAt', code: 'demand_in_future' }] },
    })
    const before = await demand(shop, {}, { requestedAt: new Date('2026-11-01T09:00:00Z') })
    expect(before.made).toMatchObject({
      error: { code: 'invalid', fields: [{ path: 'requestedAt', code: 'demand_before_order' }] },
    })
  })
})

describe('a pickup of a new return', () => {
  async function pickup(
    shop: TestMerchant,
    role: Role,
    comment?: string,
    line: typeof cheap = dear,
    at = now,
  ) {
    const order = await freshOrder(shop, {
      placedAt: '2026-11-05T10:00:00+03:00',
      handedOverAt: '2026-11-10T12:00:00+03:00',
      lines: [line],
    })
    const items = (await linesOf(shop, order.id)).map((one) => ({
      orderLineId: one.id,
      quantity: 1,
      reason: 'size',
    }))
    return createPickup(
      shop.callers[role],
      {
        commandId: newId(),
        orderId: order.id,
        items,
        recipient: { name: 'Мария', phone: '+79123456789' },
        address: { city: 'Москва', line: 'ул. Лесная, 5' },
        slot: { date: at === now ? '2026-11-19' : '2026-12-23', from: '10:00', to: '14:00' },
        requirements: { packagingCheck: false, photos: false, act: false },
        ...(comment && { decision: { comment } }),
      },
      at,
    )
  }
  const late = new Date('2026-12-21T09:00:00Z')

  it('needs a verdict that approves by itself, or who may decide', async () => {
    const shop = await freshMerchant(owner)
    await freshPolicy(shop, termsWith({ autoApprove: { upTo: 300_000 }, pickupAttempts: 5 }), early)
    const own = await pickup(shop, 'staff', undefined, cheap)
    expect(own.ok && (await standing(shop, own.data.caseId))).toMatchObject({
      stage: 'awaiting_pickup',
      events: [
        'case.created:member',
        'verdict.given:system',
        'decision.approved:system',
        'pickup.created:member',
      ],
    })
    const [task] = await readMerchant(shop.system, (tx) =>
      tx.execute(sql`select max_attempts from pickup_tasks where merchant_id = ${shop.id}`),
    )
    expect(task).toEqual({ max_attempts: 5 })
    expect(await pickup(shop, 'staff')).toMatchObject({
      error: { code: 'needs_decision', params: { outcome: 'within', next: 'wait' } },
    })
    const decided = await pickup(shop, 'support')
    expect(decided.ok && (await standing(shop, decided.data.caseId)).events).toContain(
      'decision.approved:member',
    )
  })

  it('outside the window needs a word why, of who may decide', async () => {
    const shop = await freshMerchant(owner)
    await freshPolicy(shop, termsWith(), early)
    expect(await pickup(shop, 'staff', 'Хочу', dear, late)).toMatchObject({
      error: { code: 'needs_decision' },
    })
    expect(await pickup(shop, 'support', undefined, dear, late)).toMatchObject({
      error: { code: 'invalid', fields: [{ path: 'decision.comment', code: 'required' }] },
    })
    const made = await pickup(shop, 'support', 'Постоянный покупатель', dear, late)
    expect(made.ok && (await standing(shop, made.data.caseId))).toMatchObject({
      stage: 'awaiting_pickup',
      verdict: 'outside',
      // Who approved it has looked.
      flagged: false,
    })
  })
})

describe('support', () => {
  it('asks, declines, hears the appeal and approves, each with a word, and only who may', async () => {
    const shop = await freshMerchant(owner)
    await freshPolicy(shop, termsWith(), early)
    const { caseId } = await asked(shop, {}, { at: new Date('2026-12-20T09:00:00Z') })
    let version = 1
    const act = async (
      command: 'ask' | 'approve' | 'decline' | 'appeal',
      comment?: string,
      role: Role = 'support',
    ) => {
      const result = await changeCase(
        shop.callers[role],
        { commandId: newId(), caseId, expectedVersion: version, command, ...(comment && { comment }) },
        new Date('2026-12-21T09:00:00Z'),
      )
      if (result.ok) version = result.data.version
      return result.ok ? result.data.stage : [result.error.code, result.error.fields?.[0]?.path]
    }
    expect(await act('ask')).toEqual(['invalid', 'comment'])
    expect(await act('ask', 'Пришлите фото бирки', 'staff')).toEqual(['forbidden', undefined])
    expect(await act('ask', 'Пришлите фото бирки')).toBe('review')
    expect(await act('approve')).toEqual(['invalid', 'comment'])
    expect(await act('decline', 'Бирки нет')).toBe('declined')
    expect(await act('ask', 'Ещё раз?')).toEqual(['not_allowed_now', undefined])
    expect(await act('appeal', 'Нашёл бирку', 'staff')).toBe('review')
    expect(await act('approve', 'Бирка на месте')).toBe('needs_pickup')
  })
})

describe('trying it out', () => {
  it('previews what a return would get, and tries terms on a real order', async () => {
    const shop = await freshMerchant(owner)
    const other = await freshMerchant(owner)
    await freshPolicy(shop, termsWith({ days: 7 }), early)
    const order = await freshOrder(shop, {
      placedAt: '2026-11-05T10:00:00+03:00',
      handedOverAt: '2026-11-09T12:00:00+03:00',
      lines: [cheap],
    })
    const items = (await linesOf(shop, order.id)).map((line) => ({
      orderLineId: line.id,
      quantity: 1,
      reason: '',
    }))
    const preview = { orderId: order.id, items }
    expect(await previewVerdict(shop.callers.staff, preview, now)).toMatchObject({
      outcome: 'outside',
      endsOn: '2026-11-16',
    })
    expect(await previewVerdict(other.callers.staff, preview, now)).toBeNull()
    const wish = { orderNumber: order.number, reason: null, demandedOn: '2026-11-20', terms: termsWith() }
    expect(await whatIf(shop.callers.manager, wish, now)).toMatchObject({
      order: { handedOverOn: '2026-11-09' },
      now: { outcome: 'outside', endsOn: '2026-11-16', policyNumber: 1 },
      draft: { outcome: 'within', endsOn: '2026-11-23' },
    })
    expect(await whatIf(other.callers.manager, wish, now)).toBeNull()
  })
})
