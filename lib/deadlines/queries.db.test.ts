import { describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { testDatabase } from '@/db/testing/database'
import { apiKeyCaller, carrierCaller } from '@/lib/caller'
import { listCases } from '@/lib/cases/queries'
import { parseCaseSearch } from '@/lib/cases/search'
import { newId } from '@/lib/ids'
import { lawOnlyTerms } from '@/lib/policies/schemas'
import { endOfDay, startOfDay } from '@/lib/time'
import { tellDue } from './commands'
import { deadlineCounts, deadlineDays, notices } from './queries'
import { dueQueues, type Due } from './search'
import { clockedCase, clocksGiven, happened } from './testing/clocked'

const { owner } = await testDatabase()
const zone = 'Europe/Moscow'
const now = new Date('2026-11-25T09:00:00Z')
const made = new Date('2026-11-16T09:00:00Z')
/** The end of a clock whose last day that is, and the warning three days before it. */
const through = (day: string) => {
  const ends = endOfDay(day, zone)
  return { ends, warns: new Date(ends.getTime() - 4 * 86_400_000) }
}

/** The numbers of the cases that the list finds: all pages of it. */
async function listed(shop: TestMerchant, due: Due): Promise<number[]> {
  const search = parseCaseSearch({ due })
  expect(search.due).toBe(due)
  const numbers: number[] = []
  for (let cursor: typeof search.cursor = null; ;) {
    const list = await listCases(shop.callers.staff, { ...search, cursor }, now)
    numbers.push(...list.rows.map(({ number }) => number))
    if (!list.next) {
      expect(list.total).toEqual({ count: numbers.length, capped: false })
      return numbers.toSorted((one, other) => one - other)
    }
    cursor = list.next
  }
}

/** One case for each thing that can be with a clock; by the last days of its window and its money. */
async function everything(shop: TestMerchant) {
  const of = async (window?: string, money?: string) =>
    (
      await clockedCase(shop, made, {
        ...(window && { window: through(window) }),
        ...(money && { money: through(money) }),
      })
    ).number
  return {
    today: await of('2026-11-25'),
    both: await of('2026-11-26', '2026-11-26'),
    money: await of(undefined, '2026-11-28'),
    beyond: await of('2026-11-29', '2026-11-30'),
    moneyLate: await of('2026-12-04', '2026-11-24'),
    windowOver: await of('2026-11-20', '2026-12-24'),
    allOver: await of('2026-11-20', '2026-11-20'),
    far: await of(undefined, '2026-12-25'),
    none: await of(),
  }
}

describe('every number of the deadlines', () => {
  it('opens exactly the returns it counts', async () => {
    const shop = await freshMerchant(owner)
    const n = await everything(shop)
    const counts = await deadlineCounts(shop.callers.staff, now)
    expect(counts).toEqual({
      soon: { count: 3, first: endOfDay('2026-11-25', zone) },
      money_overdue: { count: 2, first: endOfDay('2026-11-20', zone) },
      window_ended: { count: 2, first: endOfDay('2026-11-20', zone) },
      storage_ended: { count: 0, first: null },
      warnDays: 3,
    })
    expect(await listed(shop, 'soon')).toEqual([n.today, n.both, n.money])
    expect(await listed(shop, 'money_overdue')).toEqual([n.moneyLate, n.allOver])
    expect(await listed(shop, 'window_ended')).toEqual([n.windowOver, n.allOver])
    for (const queue of dueQueues) expect(await listed(shop, queue)).toHaveLength(counts[queue].count)

    const days = await deadlineDays(shop.callers.staff, now)
    expect(days).toHaveLength(30)
    expect([days[0]?.date, days[29]?.date]).toEqual(['2026-11-25', '2026-12-24'])
    for (const { date, window, money, total } of days) {
      expect(await listed(shop, date)).toHaveLength(total)
      expect(await listed(shop, `window-${date}`)).toHaveLength(window)
      expect(await listed(shop, `money-${date}`)).toHaveLength(money)
    }
    const some = days
      .filter(({ total }) => total > 0)
      .map(({ date, window, money, total }) => [date, window, money, total])
    expect(some).toEqual([
      ['2026-11-25', 1, 0, 1],
      ['2026-11-26', 1, 1, 1],
      ['2026-11-28', 0, 1, 1],
      ['2026-11-29', 1, 0, 1],
      ['2026-11-30', 0, 1, 1],
      ['2026-12-04', 1, 0, 1],
      ['2026-12-24', 0, 1, 1],
    ])
  })

  it('keeps to it where a filter finds more than are sorted at once, and by the order of change', async () => {
    const shop = await freshMerchant(owner)
    await everything(shop)
    // As many as an import leaves: straight into the table, every second with both ends on that day.
    const day = '2026-12-08'
    const end = endOfDay(day, zone)
    await owner`
      insert into cases (merchant_id, id, number, kind, order_id, channel, requested_at, decision, custody, inspection,
        money, stage, stage_since, window_due_at, money_due_at, event_count, last_hash, version, created_at, updated_at)
      select merchant_id, gen_random_uuid(), 5000 + n, kind, order_id, channel, requested_at, 'approved', 'customer',
        inspection, money, 'needs_pickup', ${made}::timestamptz, ${end}::timestamptz,
        case when n % 2 = 0 then ${end}::timestamptz end, 1, 'x', 1, ${made}::timestamptz + n * interval '1 second', ${made}::timestamptz - n * interval '1 second'
      from cases, generate_series(1, 700) n where merchant_id = ${shop.id} and number = (select min(number) from cases where merchant_id = ${shop.id})`
    const [found] = (await deadlineDays(shop.callers.staff, now)).filter(({ date }) => date === day)
    expect(found).toMatchObject({ window: 700, money: 350, total: 700 })
    expect(await listed(shop, day)).toHaveLength(700)
    expect(await listed(shop, `money-${day}`)).toHaveLength(350)
    const search = parseCaseSearch({ due: day, sort: '-updated', stage: 'needs_pickup' })
    const list = await listCases(shop.callers.staff, search, now)
    expect([list.total.count, list.rows.length]).toEqual([700, 50])
  })

  it('goes by the days of the policy in force, in the zone of the shop', async () => {
    const shop = await freshMerchant(owner, { timeZone: 'Asia/Kamchatka' })
    const { actor } = shop.callers.manager
    const publish = (number: number, daysBefore: number, from: string) => owner`
      insert into policy_versions (merchant_id, id, number, revision, terms, created_by, created_at, updated_by, updated_at,
        published_by, published_at, effective_from, effective_at)
      values (${shop.id}, ${newId()}, ${number}, 1,
        ${owner.json({ ...lawOnlyTerms, warning: { daysBefore, roles: ['support'] } })},
        ${actor.id}, now(), ${actor.id}, now(), ${actor.id}, now(), ${from}, ${startOfDay(from, 'Asia/Kamchatka')})`
    await publish(1, 1, '2026-01-01')
    await publish(2, 20, '2026-12-01')
    const ends = (day: string) => ({ window: { ends: endOfDay(day, 'Asia/Kamchatka'), warns: made } })
    const [tomorrow] = [await clockedCase(shop, made, ends('2026-11-26'))]
    await clockedCase(shop, made, ends('2026-11-27'))
    expect(await deadlineCounts(shop.callers.staff, now)).toMatchObject({ warnDays: 1, soon: { count: 1 } })
    expect(await listed(shop, 'soon')).toEqual([tomorrow.number])
    expect((await deadlineDays(shop.callers.staff, now)).slice(0, 3).map(({ window }) => window)).toEqual([
      0, 1, 1,
    ])
    // 23:30 in Moscow, and in Kamchatka already tomorrow.
    const late = new Date('2026-11-25T20:30:00Z')
    expect((await deadlineDays(shop.callers.staff, late))[0]).toMatchObject({ date: '2026-11-26', window: 1 })
  })

  it('marks the days off, and those that no decree has settled', async () => {
    const shop = await freshMerchant(owner)
    const days = await deadlineDays(shop.callers.staff, new Date('2026-12-25T09:00:00Z'))
    const off = (date: string) => days.find((day) => day.date === date)
    expect(off('2026-12-25')).toMatchObject({ working: true, holiday: null, confirmed: true })
    expect(off('2026-12-26')).toMatchObject({ working: false, holiday: null })
    expect(off('2027-01-07')).toMatchObject({ working: false, holiday: 'Рождество Христово' })
  })
})

describe('warnings', () => {
  const tell = async (shop: TestMerchant, at: Date) =>
    expect(await tellDue(shop.system, at)).toMatchObject({ ok: true })
  const kinds = async (shop: TestMerchant, role: 'staff' | 'support' | 'manager' | 'admin') =>
    (await notices(shop.callers[role], 20)).map(({ kind, caseNumber }) => `${caseNumber} ${kind}`)

  it('are shown to the roles they are for while the clock runs, and give way to the end', async () => {
    const shop = await freshMerchant(owner)
    const { caseId, number } = await clockedCase(shop, made, { window: through('2026-11-28') }, ['support'])
    await tell(shop, now)
    expect(await kinds(shop, 'support')).toEqual([`${number} window_ends`])
    expect(await kinds(shop, 'staff')).toEqual([])
    expect(await kinds(shop, 'manager')).toEqual([])
    expect((await notices(shop.callers.support, 20))[0]).toMatchObject({
      goods: 'Лампа настольная',
      customerName: 'Мария Кузнецова',
      endsAt: endOfDay('2026-11-28', zone),
    })
    await tell(shop, endOfDay('2026-11-28', zone))
    expect(await kinds(shop, 'support')).toEqual([`${number} window_ended`])
    await happened(shop, caseId, new Date('2026-11-30T09:00:00Z'), { type: 'decision.declined', data: {} })
    expect(await kinds(shop, 'support')).toEqual([])
    expect(await notices(apiKeyCaller(shop.system.merchant, newId(), ['returns:read']), 20)).toEqual([])
  })

  it('go when the money is paid, or when a new verdict says another end', async () => {
    const shop = await freshMerchant(owner)
    const paid = await clockedCase(shop, made, { money: through('2026-11-20') })
    const judged = await clockedCase(shop, made, { money: through('2026-11-20') })
    await tell(shop, now)
    expect(await kinds(shop, 'manager')).toHaveLength(2)
    expect((await deadlineCounts(shop.callers.manager, now)).money_overdue.count).toBe(2)
    await happened(
      shop,
      paid.caseId,
      now,
      { type: 'refund.started', data: {} },
      { type: 'refund.paid', data: {} },
    )
    await happened(shop, judged.caseId, now, clocksGiven({ money: through('2026-12-20') }, ['manager']))
    expect(await kinds(shop, 'manager')).toEqual([])
    expect((await deadlineCounts(shop.callers.manager, now)).money_overdue.count).toBe(0)
  })

  it('stay behind the walls', async () => {
    const [shop, other] = [await freshMerchant(owner), await freshMerchant(owner)]
    await everything(shop)
    await tell(shop, now)
    const stranger = other.callers.admin
    expect(await notices(stranger, 20)).toEqual([])
    expect((await deadlineDays(stranger, now)).every(({ total }) => total === 0)).toBe(true)
    expect(dueQueues.map((queue) => queue)).toHaveLength(4)
    const counts = await deadlineCounts(stranger, now)
    expect(dueQueues.map((queue) => counts[queue].count)).toEqual([0, 0, 0, 0])
    const carrier = carrierCaller(shop.system.merchant, shop.carrierId)
    expect(() => deadlineCounts(carrier, now)).toThrow('case.read')
    expect(() => deadlineDays(carrier, now)).toThrow('case.read')
    await expect(notices(carrier, 20)).rejects.toThrow('case.read')
  })
})
