import 'server-only'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { command, deny } from '@/lib/command'
import { newId } from '@/lib/ids'
import type { Result } from '@/lib/result'
import type { CaseEvent } from './events'
import { lastDue, paidSoFar } from './due'
import { foldCase } from './fold'
import { addNote, decidedAt, holdCase, releaseSlot } from './holding'
import { caseAllows, caseMachine, needsComment, type CaseCommand, type Stage } from './machine'
import { openCase } from './opening'
import type { ChangeCaseInput, CreateCaseInput } from './schemas'
import { recordEvents, type LoadedCase } from './store'

export type CreatedCase = { caseId: string; number: number }
export type ChangedCase = { caseId: string; number: number; version: number; stage: Stage }

/** A client return that waits for a decision. */
export function createCase(caller: Caller, input: CreateCaseInput, now: Date): Promise<Result<CreatedCase>> {
  return command(
    caller,
    { name: 'case.create', permission: 'case.work', commandId: input.commandId },
    async (tx) => {
      const opened = await openCase(tx, caller, input, now)
      return { caseId: opened.caseId, number: opened.number }
    },
  )
}

/** Any command of the case's machine. */
export function changeCase(caller: Caller, input: ChangeCaseInput, now: Date): Promise<Result<ChangedCase>> {
  const { permission } = caseMachine[input.command]
  return command(
    caller,
    { name: `case.${input.command}`, permission, commandId: input.commandId },
    async (tx) => {
      const loaded = await holdCase(tx, caller, input.caseId, input.expectedVersion)
      if (!caseAllows(input.command, loaded.state)) {
        deny('not_allowed_now', `A return in this state does not allow: ${input.command}`, {
          params: { command: input.command, stage: loaded.state.stage },
        })
      }
      if (needsComment(input.command, loaded.state) && !input.comment) {
        const message = 'Say why: a comment is required'
        deny('invalid', message, { fields: [{ path: 'comment', code: 'required', message }] })
      }
      const noteId = input.comment ? await addNote(tx, caller.merchant.id, input.comment, now) : undefined
      const events = await eventsOf(tx, caller, input, loaded, noteId, decidedAt(loaded, now))
      const after = (await recordEvents(tx, caller.merchant.id, [{ loaded, events }], now)).get(loaded.id)
      if (!after) throw new Error('The case was lost while it was recorded')
      return { caseId: after.id, number: after.number, version: after.version, stage: after.state.stage }
    },
  )
}

const simpleEvents = {
  approve: 'decision.approved',
  decline: 'decision.declined',
  send_to_review: 'decision.reviewed',
  appeal: 'decision.reviewed',
  fail_refund: 'refund.failed',
} as const satisfies Partial<Record<CaseCommand, CaseEvent['type']>>

async function eventsOf(
  tx: Tx,
  caller: Caller,
  input: ChangeCaseInput,
  loaded: LoadedCase,
  noteId: string | undefined,
  at: Date,
): Promise<CaseEvent[]> {
  const base = { id: newId(), occurredAt: at, actor: caller.actor }
  const noted = noteId ? { noteId } : {}
  switch (input.command) {
    case 'approve':
    case 'decline':
    case 'send_to_review':
    case 'appeal':
    case 'fail_refund':
      return [{ ...base, type: simpleEvents[input.command], data: noted }]
    case 'ask':
      return [{ ...base, type: 'decision.reviewed', data: { ...noted, asked: true } }]
    case 'note':
      return noteId ? [{ ...base, type: 'case.noted', data: { noteId } }] : []
    case 'start_refund':
      return [{ ...base, type: 'refund.started', data: {} }]
    case 'pay_refund': {
      const paid = { ...base, type: 'refund.paid' as const, data: {} }
      const looked = loaded.state.inspection === 'done'
      return [paid, ...(looked ? await settleSum(tx, caller, loaded, paid) : [])]
    }
    case 'cancel': {
      const open = loaded.state.pickups.at(-1)
      const events: CaseEvent[] = [{ ...base, type: 'decision.cancelled', data: noted }]
      if (open && !['collected', 'failed', 'cancelled'].includes(open.status)) {
        await releaseSlot(tx, caller.merchant.id, open.id)
        events.push({ ...base, id: newId(), type: 'pickup.cancelled', data: { pickupId: open.id, ...noted } })
      }
      return events
    }
    case 'inspect':
      return inspectionEvents(tx, caller, input, loaded, noted, at)
  }
}

async function inspectionEvents(
  tx: Tx,
  caller: Caller,
  input: ChangeCaseInput,
  loaded: LoadedCase,
  noted: { noteId?: string },
  at: Date,
): Promise<CaseEvent[]> {
  const items = input.items ?? []
  const awaited = Object.values(loaded.state.items).filter((item) => item.received > 0)
  for (const item of awaited) {
    const given = items.find((one) => one.caseItemId === item.id)
    if (given && given.quantity === item.received) continue
    const message = 'Say what becomes of every item that arrived'
    deny('invalid', message, { fields: [{ path: 'items', code: 'incomplete', message }] })
  }
  const done = {
    id: newId(),
    type: 'inspection.done' as const,
    occurredAt: at,
    actor: caller.actor,
    data: { items: items.map(({ reason, ...item }) => (reason ? { ...item, reason } : item)), ...noted },
  }
  return [done, ...(await settleSum(tx, caller, loaded, done))]
}

/**
 * What is owed once the goods were looked at: what was due before that is put right, what was paid short becomes due, and
 * where more is on its way or was paid than was found a person has to look.
 * @param done the event after which it is asked
 */
async function settleSum(
  tx: Tx,
  caller: Caller,
  loaded: LoadedCase,
  done: CaseEvent & { type: 'inspection.done' | 'refund.paid' },
): Promise<CaseEvent[]> {
  const [sum] = await tx.execute<{ amount: string; currency: string | null; cod: boolean | null }>(sql`
    select coalesce(sum(i.received_quantity * l.unit_price), 0)::text as amount, min(o.currency) as currency,
      bool_and(o.payment = 'cod') as cod
    from case_items i
    join order_lines l on l.merchant_id = i.merchant_id and l.id = i.order_line_id
    join orders o on o.merchant_id = l.merchant_id and o.id = l.order_id
    where i.merchant_id = ${caller.merchant.id} and i.case_id = ${loaded.id}`)
  if (!sum?.currency) return []
  const events = [...loaded.events, done]
  const { money } = foldCase(events)
  // Who was to pay at the door and refused there has paid nothing.
  const whole = loaded.state.kind === 'refusal' && sum.cod ? 0 : Number(sum.amount)
  const left = whole - paidSoFar(events)
  // Of one moment what is due comes before what is paid: this is said after it.
  const base = {
    id: newId(),
    occurredAt: new Date(done.occurredAt.getTime() + (done.type === 'refund.paid' ? 1 : 0)),
    actor: { kind: 'system' as const, id: null },
  }
  const differs: CaseEvent = { ...base, type: 'case.flagged', data: { flag: 'refund_differs' } }
  const known = loaded.state.flags.includes('refund_differs')
  if (left < 0) return known ? [] : [differs]
  if (money === 'in_progress') return known || left === lastDue(events) ? [] : [differs]
  const settled = money === 'paid' || money === 'not_owed' ? left === 0 : left === lastDue(events)
  if (settled) return []
  return [{ ...base, type: 'refund.due', data: { amount: left, currency: sum.currency } }]
}
