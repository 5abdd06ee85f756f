import postgres from 'postgres'
import { afterAll, describe, expect, it } from 'vitest'
import { closeClient } from '@/db/client'
import { freshDatabase } from '@/db/testing/database'
import { verifyPassword } from '@/lib/auth/password'
import { brokenAt } from '@/lib/cases/chain'
import { foldCase } from '@/lib/cases/fold'
import { stages } from '@/lib/cases/machine'
import { eventFromRow } from '@/lib/cases/rows'
import { seedDemo } from './demo'

const own = process.env.APP_DATABASE_URL
const { ownerUrl, appUrl, drop } = await freshDatabase('demo')
const lines: string[] = []
const now = new Date('2026-11-21T09:00:00Z')
const options = { ownerUrl, appUrl, now, log: (line: string) => void lines.push(line) }
const facts = await seedDemo(options)
const owner = postgres(ownerUrl, { max: 2, onnotice: () => {} })

afterAll(async () => {
  await Promise.all([owner.end(), closeClient()])
  process.env.APP_DATABASE_URL = own
  await drop()
})

type CaseRow = {
  id: string
  merchant_id: string
  stage: string
  decision: string
  custody: string
  inspection: string
  money: string
  flagged: boolean
  event_count: number
}
type EventRow = Parameters<typeof eventFromRow>[0]

describe('the demo', () => {
  it('has two shops with people of every role, one of them in both', async () => {
    expect(facts.merchants.map(({ slug }) => slug)).toEqual(['lampovaya', 'teply-shkaf'])
    for (const { logins } of facts.merchants) {
      expect(new Set(logins.map(({ role }) => role))).toEqual(
        new Set(['staff', 'support', 'manager', 'admin']),
      )
    }
    const [one, other] = facts.merchants.map(({ logins }) => logins.map(({ email }) => email))
    expect(one?.filter((email) => other?.includes(email))).toEqual(['vera@obratno.demo'])
    const login = facts.merchants[0]?.logins[0]
    const [user] = await owner`select password_hash from users where email = ${login?.email ?? ''}`
    expect(await verifyPassword(user?.password_hash as string, login?.password ?? '')).toBe(true)
    expect(lines.length).toBeGreaterThan(4)
  })

  it('has a year of orders up to today, and something to fetch at once', async () => {
    const rows = await owner<{ orders: number; days: number; fresh: number }[]>`
      select count(*)::int as orders, extract(day from max(placed_at) - min(placed_at))::int as days,
        (count(*) filter (where handed_over_at > ${now} - interval '6 days' and exists (
          select from order_lines l where l.order_id = o.id and l.claimed_quantity < l.quantity)))::int as fresh
      from orders o group by merchant_id`
    expect(rows).toHaveLength(2)
    for (const row of rows) {
      expect(row.orders).toBeGreaterThan(1400)
      expect(row.days).toBeGreaterThan(355)
      expect(row.fresh).toBeGreaterThan(5)
    }
  })

  it('has somebody in every stage, in each shop', async () => {
    const rows = await owner<{ merchant_id: string; stages: string[] }[]>`
      select merchant_id, array_agg(distinct stage) as stages from cases group by merchant_id`
    for (const row of rows) expect(row.stages.toSorted()).toEqual([...stages].toSorted())
  })

  it('has versions, a draft and every answer of the policy, in each shop', async () => {
    const versions = await owner<{ published: number; drafts: number }[]>`
      select count(number)::int as published, count(*) filter (where number is null)::int as drafts
      from policy_versions group by merchant_id order by 1`
    expect([...versions]).toEqual([
      { published: 2, drafts: 1 },
      { published: 3, drafts: 1 },
    ])
    const answers = await owner<{ answers: string[] }[]>`
      select array_agg(distinct verdict_outcome order by verdict_outcome) as answers
      from cases where verdict_outcome is not null group by merchant_id`
    for (const row of answers) expect(row.answers).toEqual(expect.arrayContaining(['outside', 'within']))
    const all = new Set(answers.flatMap((row) => row.answers))
    expect([...all].sort()).toEqual(['not_returnable', 'outside', 'review', 'within'])
    expect(await owner`select from cases where next_clock_at is not null limit 1`).toHaveLength(1)
  })

  it('folds to what stands in the rows, in chains that hold', async () => {
    const cases = await owner<CaseRow[]>`select * from cases`
    const events = await owner<EventRow[]>`select * from case_events`
    const byCase = Map.groupBy(events, (event) => event.case_id)
    for (const row of cases) {
      const sealed = (byCase.get(row.id) ?? []).map(eventFromRow)
      expect(brokenAt(row.merchant_id, row.id, sealed)).toBeNull()
      const { stage, decision, custody, inspection, money, flagged } = foldCase(sealed)
      expect({ stage, decision, custody, inspection, money, flagged, event_count: sealed.length }).toEqual({
        stage: row.stage,
        decision: row.decision,
        custody: row.custody,
        inspection: row.inspection,
        money: row.money,
        flagged: row.flagged,
        event_count: row.event_count,
      })
    }
    expect(cases.length).toBeGreaterThan(600)
  })

  it('counts what is there, and booked what is to be fetched', async () => {
    const counted =
      await owner`select merchant_id, kind, stage, count from case_counts where count <> 0 order by 1, 2, 3`
    const there = await owner`
      select merchant_id, kind, stage, count(*)::int as count from cases group by 1, 2, 3 order by 1, 2, 3`
    expect([...counted]).toEqual([...there])
    expect(await owner`select from case_count_deltas limit 1`).toHaveLength(0)
    expect(await owner`select from carrier_slots where booked > capacity`).toHaveLength(0)
    const [claimed] = await owner<{ wrong: number }[]>`
      select count(*)::int as wrong from order_lines l
      where claimed_quantity <> (select coalesce(sum(quantity - kept_quantity), 0) from case_items i
        where i.merchant_id = l.merchant_id and i.order_line_id = l.id and i.live)`
    expect(claimed?.wrong).toBe(0)
  })

  it('holds the hard cases', async () => {
    const found = async (query: postgres.PendingQuery<postgres.Row[]>) => (await query).length
    expect(await found(owner`select case_id from case_items group by case_id having count(*) = 40`)).toBe(2)
    expect(await found(owner`select from customers where length(name) > 70`)).toBe(2)
    expect(await found(owner`select from products where length(name) > 240`)).toBeGreaterThan(0)
    expect(
      await found(owner`select from case_items where collected_quantity between 1 and quantity - 1`),
    ).toBeGreaterThan(2)
    expect(
      await found(owner`select order_id from cases group by order_id having count(*) > 1`),
    ).toBeGreaterThan(1)
    expect(await found(owner`select from case_events where type = 'parcel.found'`)).toBeGreaterThan(0)
    expect(
      await found(owner`select distinct parked_reason from carrier_messages where status = 'parked'`),
    ).toBe(7)
    const [late] = await owner`
      select count(*)::int as told from case_events a join case_events b on b.case_id = a.case_id and b.seq > a.seq
      where a.type = 'pickup.collected' and b.type = 'pickup.on_way' and b.occurred_at < a.occurred_at`
    expect(late?.told).toBeGreaterThan(1)
    expect(await found(owner`select from case_events where recorded_at > ${now}`)).toBe(0)
  })

  it('has refusals of every kind, with their routes, in each shop', async () => {
    const rows = await owner<Record<string, number>[]>`
      select count(*)::int as refusals, (count(*) filter (where attempt = 2))::int as again,
        (count(*) filter (where extent = 'partial'))::int as partial,
        (count(*) filter (where confirmed_packaging <> packaging))::int as differ,
        (count(*) filter (where disputed_at is not null and settled_at is null))::int as disputed,
        (count(*) filter (where settled_at is not null))::int as settled,
        (count(*) filter (where redelivery_date is not null))::int as agreed,
        (count(*) filter (where signs @> '[{"kind": "no_call"}]'))::int as uncalled,
        (count(*) filter (where signs @> '[{"kind": "no_visit"}]'))::int as unvisited,
        (count(*) filter (where signs @> '[{"kind": "short_visit"}]'))::int as hasty,
        (count(*) filter (where signs @> '[{"kind": "customer_disagrees"}]'))::int as denied
      from refusals group by merchant_id`
    expect(rows).toHaveLength(2)
    for (const row of rows) {
      for (const [kind, count] of Object.entries(row))
        expect({ kind, some: count > 0 }).toEqual({ kind, some: true })
    }
    const routes = await owner<{ kinds: string[] }[]>`
      select array_agg(distinct by || ' ' || cause order by by || ' ' || cause) as kinds from routes group by merchant_id`
    for (const { kinds } of routes) {
      expect(kinds).toEqual(
        expect.arrayContaining([
          'default destination_closed',
          'default refused',
          'person person',
          'rule confirmed',
          'rule refused',
        ]),
      )
    }
    const queues = await owner<{ stages: string[] }[]>`
      select array_agg(distinct stage) as stages from cases where kind = 'refusal' group by merchant_id`
    for (const { stages } of queues) {
      expect(stages).toEqual(
        expect.arrayContaining(['needs_route', 'redelivery', 'in_transit', 'inspection', 'closed']),
      )
    }
    const work = await owner<Record<string, number>[]>`
      select count(*) filter (where c.custody = 'courier')::int as at_the_door,
        count(*) filter (where c.stage = 'redelivery' and f.redelivery_date is null)::int as to_agree,
        count(*) filter (where c.stage = 'redelivery' and f.attempt = 2)::int as second_time,
        count(*) filter (where c.custody = 'hub' and c.storage_due_at < ${now})::int as overdue,
        count(*) filter (where c.custody = 'hub'
          and c.storage_due_at between ${now} and ${now}::timestamptz + interval '2 days')::int as running_out,
        count(*) filter (where c.flags @> '{destination_closed}')::int as stranded,
        (select count(*) from orders o where o.merchant_id = c.merchant_id and o.handed_over_at is null
          and not exists (select from cases r where r.merchant_id = o.merchant_id and r.order_id = o.id))::int as on_their_way
      from cases c
      cross join lateral (select attempt, redelivery_date from refusals
        where merchant_id = c.merchant_id and case_id = c.id order by attempt desc limit 1) f
      group by c.merchant_id`
    expect(work).toHaveLength(2)
    for (const row of work) {
      for (const [kind, count] of Object.entries(row))
        expect({ kind, some: count > 0 }).toEqual({ kind, some: true })
    }
    const [waiting] = await owner<{ count: number }[]>`
      select count(*)::int as count from carrier_messages where parked_reason = 'unknown_code'`
    expect(waiting?.count).toBeGreaterThan(5)
    expect(await owner`select from rule_sets where number is null`).toHaveLength(2)
    const unusual = await owner<{ code: string }[]>`
      select distinct code from couriers where unusual is not null`
    expect(unusual.map(({ code }) => code)).toEqual(['k-12'])
  })

  it('tried the draft of the rules, and has told its own systems of refusals, not always at once', async () => {
    const replays = await owner`select from routing_replays where status = 'done' and changed > 0`
    expect(replays).toHaveLength(4)
    const messages = await owner<{ merchant_id: string; kinds: string[] }[]>`
      select merchant_id, array_agg(distinct status || ' ' || attempts order by status || ' ' || attempts) as kinds
      from webhook_messages group by merchant_id`
    expect(messages).toHaveLength(2)
    for (const { kinds } of messages)
      expect(kinds).toEqual(['delivered 1', 'delivered 2', 'failed 1', 'failed 10'])
    expect(await owner`select from webhook_attempts where at > ${now}`).toHaveLength(0)
    expect(await owner`select from webhook_endpoints where off_reason = 'gone'`).toHaveLength(2)
  })

  it('is made once: again it gives new keys and changes nothing else', async () => {
    const count = async () =>
      (await owner`select count(*)::int as events from case_events`)[0]?.events as number
    const before = await count()
    const again = await seedDemo(options)
    expect(await count()).toBe(before)
    expect(again.merchants.map(({ carrier }) => carrier)).toEqual(
      facts.merchants.map(({ carrier }) => carrier),
    )
    expect(again.merchants[0]?.apiKey).not.toBe(facts.merchants[0]?.apiKey)
  })
})
