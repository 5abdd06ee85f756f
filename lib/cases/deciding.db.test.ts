import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { freshMerchant, freshOrder, type TestMerchant } from '@/db/factories/merchant'
import { freshPolicy, termsWith } from '@/db/factories/policy'
import { readMerchant } from '@/db/tenant'
import { testDatabase } from '@/db/testing/database'
import { newId } from '@/lib/ids'
import type { Role } from '@/lib/permissions'
import type { PolicyTerms } from '@/lib/policies/schemas'
import { changeCase, createCase } from './commands'
import type { CaseCommand } from './machine'
import { casePage } from './queries'
import type { ChangeCaseInput } from './schemas'

const { owner } = await testDatabase()
/** The order was handed over on 15 November: the law's 7 days end on Sunday the 22nd, so on Monday the 23rd. */
const inTime = new Date('2026-11-20T09:00:00Z')
const late = new Date('2026-11-24T09:00:00Z')
const hours = (count: number) => new Date(late.getTime() + count * 3_600_000)

async function asked(shop: TestMerchant, at: Date, reason = 'size') {
  const { id: orderId } = await freshOrder(shop)
  const [line] = await readMerchant(shop.system, (tx) =>
    tx.execute<{ id: string }>(
      sql`select id from order_lines where merchant_id = ${shop.id} and order_id = ${orderId}`,
    ),
  )
  const made = await createCase(
    shop.callers.staff,
    {
      commandId: newId(),
      orderId,
      channel: 'cabinet',
      items: [{ orderLineId: line?.id ?? '', quantity: 1, reason }],
    },
    at,
  )
  if (!made.ok) throw new Error(made.error.detail)
  return made.data
}

async function shopWith(terms: Partial<PolicyTerms>) {
  const shop = await freshMerchant(owner)
  await publish(shop, terms)
  return shop
}

/** In force when the orders were placed. */
function publish(shop: TestMerchant, terms: Partial<PolicyTerms> = {}) {
  return freshPolicy(shop, termsWith({ days: 7, ...terms }), inTime, '2026-11-01')
}

async function page(shop: TestMerchant, number: number) {
  const found = await casePage(shop.callers.staff, number)
  if (!found) throw new Error('no case')
  return found
}

const given = (commandId = newId()) => ({ commandId })

async function change(
  shop: TestMerchant,
  number: number,
  command: CaseCommand,
  more: Partial<ChangeCaseInput> & { by?: Role; at?: Date } = {},
) {
  const { id: caseId, version } = await page(shop, number)
  const { by = 'support', at = hours(1), ...rest } = more
  return changeCase(shop.callers[by], { ...given(), caseId, expectedVersion: version, command, ...rest }, at)
}

/** The types in the order of what happened, without the creation. */
async function story(shop: TestMerchant, number: number) {
  const { timeline } = await page(shop, number)
  return timeline
    .map(({ type, actor }) => `${type} by ${actor.kind}`)
    .reverse()
    .slice(1)
}

describe('what a verdict decides by itself', () => {
  it('approves within the window and up to the sum, and the pickup is the next step', async () => {
    const shop = await shopWith({ autoApprove: { upTo: 300_000 } })
    const { number } = await asked(shop, inTime)
    expect(await page(shop, number)).toMatchObject({ stage: 'needs_pickup', flags: [], asked: false })
    expect(await story(shop, number)).toEqual(['verdict.given by system', 'decision.approved by system'])
    const { timeline } = await page(shop, number)
    expect(timeline.find(({ type }) => type === 'verdict.given')?.verdict).toEqual({
      endsOn: '2026-11-23',
      upTo: 300_000,
    })
  })

  it('leaves what is dearer than the sum to whoever may decide', async () => {
    const shop = await shopWith({ autoApprove: { upTo: 100_000 } })
    const { number } = await asked(shop, inTime)
    expect(await page(shop, number)).toMatchObject({ stage: 'new', flags: [] })
    expect(await change(shop, number, 'approve', { by: 'staff' })).toMatchObject({
      error: { code: 'forbidden' },
    })
    expect(await change(shop, number, 'approve')).toMatchObject({ ok: true, data: { stage: 'needs_pickup' } })
  })

  it.each([
    ['flag_for_support', 'review', ['outside_window']],
    ['decline', 'declined', []],
    ['accept', 'needs_pickup', []],
  ] as const)('outside the window: %s leads to %s', async (outside, stage, flags) => {
    const shop = await shopWith({ outside, autoApprove: { upTo: null } })
    const { number } = await asked(shop, late)
    expect(await page(shop, number)).toMatchObject({ stage, flags, stageSince: late })
  })

  it('names the version that was in force, and the law where none was', async () => {
    const shop = await freshMerchant(owner)
    const before = await asked(shop, inTime)
    await publish(shop)
    const after = await asked(shop, inTime)
    const policyOf = async ({ number }: { number: number }) => {
      const { timeline } = await page(shop, number)
      const event = timeline.find(({ type }) => type === 'verdict.given')
      return event?.type === 'verdict.given' ? event.data.policyNumber : undefined
    }
    expect([await policyOf(before), await policyOf(after)]).toEqual([null, 1])
  })
})

describe('support', () => {
  it('approves, declines and asks with words, and only with words', async () => {
    const shop = await shopWith({ outside: 'flag_for_support' })
    const { number } = await asked(shop, late)
    for (const command of ['approve', 'decline', 'ask'] as const) {
      for (const comment of [{}, { comment: '' }]) {
        expect(await change(shop, number, command, comment)).toMatchObject({
          error: { code: 'invalid', fields: [{ path: 'comment', code: 'required' }] },
        })
      }
      expect(await change(shop, number, command, { by: 'staff', comment: 'Хочу' })).toMatchObject({
        error: { code: 'forbidden' },
      })
    }
    expect(await page(shop, number)).toMatchObject({ stage: 'review', version: 1 })
  })

  it('asks the customer, asks again, and approves when the answer is there', async () => {
    const shop = await shopWith({ outside: 'flag_for_support' })
    const { number } = await asked(shop, late)
    const question = 'Пришлите фото бирки'
    expect(await change(shop, number, 'ask', { comment: question })).toMatchObject({
      ok: true,
      data: { stage: 'review' },
    })
    // It is the customer's turn, but the return has been with support all the while.
    expect(await page(shop, number)).toMatchObject({ asked: true, stageSince: late })
    expect((await page(shop, number)).timeline[0]).toMatchObject({ note: question, who: 'Сотрудник support' })
    expect(await change(shop, number, 'ask', { comment: 'И чек', at: hours(2) })).toMatchObject({ ok: true })
    expect(await change(shop, number, 'approve', { comment: 'Бирка цела', at: hours(3) })).toMatchObject({
      ok: true,
      data: { stage: 'needs_pickup' },
    })
    expect(await page(shop, number)).toMatchObject({ asked: false, flags: [], stageSince: hours(3) })
    expect(await change(shop, number, 'ask', { comment: 'Ещё вопрос' })).toMatchObject({
      error: { code: 'not_allowed_now' },
    })
  })

  it('declines, hears the appeal, and may decide otherwise', async () => {
    const shop = await shopWith({ outside: 'flag_for_support' })
    const { number } = await asked(shop, late)
    expect(await change(shop, number, 'appeal', { comment: 'Рано' })).toMatchObject({
      error: { code: 'not_allowed_now' },
    })
    await change(shop, number, 'decline', { comment: 'Срок вышел' })
    expect(await page(shop, number)).toMatchObject({ stage: 'declined', flags: [] })
    for (const command of ['approve', 'decline', 'ask'] as const) {
      expect(await change(shop, number, command, { comment: 'Снова' })).toMatchObject({
        error: { code: 'not_allowed_now' },
      })
    }
    expect(await change(shop, number, 'appeal', { by: 'staff' })).toMatchObject({
      error: { fields: [{ path: 'comment' }] },
    })
    const appealed = await change(shop, number, 'appeal', {
      by: 'staff',
      comment: 'Есть подтверждение отправки',
      at: hours(5),
    })
    expect(appealed).toMatchObject({ ok: true, data: { stage: 'review' } })
    // Why it came to support first is again a reason to look.
    expect(await page(shop, number)).toMatchObject({
      flags: ['outside_window'],
      asked: false,
      stageSince: hours(5),
    })
    expect(await change(shop, number, 'approve')).toMatchObject({ error: { fields: [{ path: 'comment' }] } })
    expect(await change(shop, number, 'approve', { comment: 'Убедил', at: hours(6) })).toMatchObject({
      data: { stage: 'needs_pickup' },
    })
    expect(await story(shop, number)).toEqual([
      'verdict.given by system',
      'decision.reviewed by system',
      'case.flagged by system',
      'decision.declined by member',
      'decision.reviewed by member',
      'decision.approved by member',
    ])
  })

  it('does once what is pressed twice, and tells the second of two who was first', async () => {
    const shop = await shopWith({ outside: 'flag_for_support' })
    const { number } = await asked(shop, late)
    const { id: caseId, version } = await page(shop, number)
    const input = {
      caseId,
      expectedVersion: version,
      command: 'ask' as const,
      comment: 'Где чек?',
      ...given(),
    }
    const [one, two] = await Promise.all([
      changeCase(shop.callers.support, input, hours(1)),
      changeCase(shop.callers.support, input, hours(1)),
    ])
    expect(two).toEqual(one)
    expect(one.ok).toBe(true)
    expect((await page(shop, number)).eventCount).toBe(5)
    const settled = await Promise.all(
      (['approve', 'decline'] as const).map((command) =>
        changeCase(
          shop.callers.manager,
          { ...given(), caseId, expectedVersion: version + 1, command, comment: 'Решено' },
          hours(2),
        ),
      ),
    )
    expect(settled.map((result) => (result.ok ? 'done' : result.error.code)).sort()).toEqual([
      'conflict',
      'done',
    ])
    expect(settled.find((result) => !result.ok)).toMatchObject({
      error: {
        params: { who: 'Сотрудник manager', event: expect.stringMatching(/^decision\.(approved|declined)$/) },
      },
    })
  })

  it('is not reached from another shop', async () => {
    const [shop, other] = [await shopWith({ outside: 'flag_for_support' }), await freshMerchant(owner)]
    const { number, caseId } = await asked(shop, late)
    for (const command of ['approve', 'decline', 'ask', 'appeal'] as const) {
      const input = { ...given(), caseId, expectedVersion: 1, command, comment: 'Чужой' }
      expect(await changeCase(other.callers.admin, input, hours(1))).toMatchObject({
        error: { code: 'not_found' },
      })
    }
    expect(await page(shop, number)).toMatchObject({ version: 1, stage: 'review' })
  })
})
