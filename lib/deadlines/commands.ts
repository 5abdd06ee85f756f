import 'server-only'
import { sql } from 'drizzle-orm'
import { withMerchant, type Tx } from '@/db/tenant'
import type { NoticeKind } from '@/db/schema/policies'
import type { Caller } from '@/lib/caller'
import { clockNotices, dueAt, dueNow, nextClockAt, type Due } from '@/lib/cases/clocks'
import type { CaseState } from '@/lib/cases/state'
import { lockCases, recordEvents, type LoadedCase } from '@/lib/cases/store'
import { newId } from '@/lib/ids'
import type { Role } from '@/lib/permissions'
import { lawOnlyTerms } from '@/lib/policies/schemas'
import { refuse, type Result } from '@/lib/result'
import { tellingEvent } from './rules'

/** How many cases one transaction takes. */
const casesAtOnce = 200

/** `looked`: cases whose clocks had come to something; fewer than asked for: none is left. `told`: what was said of them. */
export type Told = { looked: number; told: number }

/**
 * Tells the shop what its clocks have come to by `now`: once each, in one transaction with the events that say so. Cases
 * that somebody else holds at this moment are left for the next time. For the worker alone.
 */
export async function tellDue(caller: Caller, now: Date, limit = casesAtOnce): Promise<Result<Told>> {
  if (caller.actor.kind !== 'system') return refuse('forbidden', 'Only the worker tells what is due')
  const merchantId = caller.merchant.id
  const data = await withMerchant(caller, async (tx) => {
    const taken = await tx.execute<{ id: string }>(sql`
      select id from cases
      where merchant_id = ${merchantId} and next_clock_at <= ${now.toISOString()}::timestamptz
      order by next_clock_at, id limit ${limit} for no key update skip locked`)
    if (taken.length === 0) return { looked: 0, told: 0 }
    const cases = await lockCases(
      tx,
      merchantId,
      taken.map(({ id }) => id),
    )
    const due = [...cases.values()].map((loaded) => ({ loaded, due: dueNow(loaded.state, now) }))
    const telling = due.filter((one) => one.due.length > 0)
    await recordEvents(
      tx,
      merchantId,
      telling.map(({ loaded, due }) => ({
        loaded,
        events: due.map((one) => tellingEvent(one, newId(), now)),
      })),
      now,
    )
    await insertNotices(tx, merchantId, telling, now)
    await windClocks(
      tx,
      merchantId,
      due.filter((one) => one.due.length === 0).map(({ loaded }) => loaded),
    )
    return { looked: taken.length, told: telling.reduce((sum, one) => sum + one.due.length, 0) }
  })
  return { ok: true, data }
}

type NoticeRow = {
  id: string
  case_id: string
  kind: NoticeKind
  subject: string
  roles: readonly Role[]
  ends_at: string | null
}

function noticeOf(caseId: string, state: CaseState, due: Due): NoticeRow {
  const base = { id: newId(), case_id: caseId, roles: state.verdict?.warn ?? lawOnlyTerms.warning.roles }
  if (due.what === 'last_attempt') {
    return { ...base, kind: 'last_attempt', subject: due.pickupId, ends_at: null }
  }
  const { kind, endsAt } = due.clock
  return { ...base, kind: clockNotices[kind][due.what], subject: endsAt, ends_at: endsAt }
}

async function insertNotices(
  tx: Tx,
  merchantId: string,
  telling: { loaded: LoadedCase; due: Due[] }[],
  now: Date,
): Promise<void> {
  const rows = telling.flatMap(({ loaded, due }) => due.map((one) => noticeOf(loaded.id, loaded.state, one)))
  if (rows.length === 0) return
  await tx.execute(sql`
    insert into notices (merchant_id, id, case_id, kind, subject, roles, ends_at, created_at)
    select ${merchantId}, id, case_id, kind, subject, roles, ends_at, ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id uuid, case_id uuid, kind text, subject text, roles text[], ends_at timestamptz)
    on conflict (merchant_id, case_id, kind, subject) do nothing`)
}

/** Sets the caches to what the events say where they lagged behind: otherwise the job would come back for ever. */
async function windClocks(tx: Tx, merchantId: string, cases: LoadedCase[]): Promise<void> {
  if (cases.length === 0) return
  const rows = cases.map(({ id, state }) => ({
    id,
    window_due_at: dueAt(state, 'window'),
    money_due_at: dueAt(state, 'money'),
    storage_due_at: dueAt(state, 'storage'),
    next_clock_at: nextClockAt(state),
  }))
  await tx.execute(sql`
    update cases c set window_due_at = r.window_due_at, money_due_at = r.money_due_at,
      storage_due_at = r.storage_due_at, next_clock_at = r.next_clock_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id uuid, window_due_at timestamptz, money_due_at timestamptz, storage_due_at timestamptz,
        next_clock_at timestamptz)
    where c.merchant_id = ${merchantId} and c.id = r.id`)
}
