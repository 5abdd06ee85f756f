import 'server-only'
/** Giving a verdict inside a command's transaction, and what follows from it by itself. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Actor, CaseEvent, EventDataOf } from '@/lib/cases/events'
import { addDays } from '@/lib/dates'
import { newId } from '@/lib/ids'
import { endOfDay, startOfDay } from '@/lib/time'
import { itemFacts, type AskedLine, type Facts } from './facts'
import { judgeCase } from './rules'
import { lawOnlyTerms, type PolicyTerms } from './schemas'
import type { CaseVerdict, ItemFacts, JudgeInput } from './verdict'

export type Judgement = {
  verdict: CaseVerdict
  terms: PolicyTerms
  policyVersionId: string | null
  input: JudgeInput
  items: ItemFacts[]
}

/** The verdict of some lines of an order. Lines that the order does not have are left out. */
export function judgeFacts(
  facts: Facts,
  asked: readonly AskedLine[],
  { zone, demandedAt, now }: { zone: string; demandedAt: Date; now: Date },
): Judgement {
  const input: JudgeInput = { zone, demandedAt, now, order: facts.order, policy: facts.policy }
  const items = asked.flatMap((one) => {
    const line = facts.lines.find(({ id }) => id === one.orderLineId)
    return line ? [itemFacts(line, one, facts.reasons)] : []
  })
  return {
    verdict: judgeCase(input, items),
    terms: facts.policy?.terms ?? lawOnlyTerms,
    policyVersionId: facts.policy?.id ?? null,
    input,
    items,
  }
}

/** The clocks that begin with a verdict; a window that was over when the demand came has none. */
export function clocksOf({
  verdict,
  input,
}: Pick<Judgement, 'verdict' | 'input'>): EventDataOf<'verdict.given'>['clocks'] {
  const { zone, demandedAt } = input
  const { daysBefore } = verdict.warning
  const clocks: EventDataOf<'verdict.given'>['clocks'] = []
  const warnAt = (day: string) => startOfDay(addDays(day, -daysBefore), zone).toISOString()
  // What is over for one item still runs for another.
  const [next] = verdict.items
    .flatMap(({ endsOn }) => (endsOn && endOfDay(endsOn, zone) > demandedAt ? [endsOn] : []))
    .sort()
  if (next) {
    clocks.push({ kind: 'window', endsAt: endOfDay(next, zone).toISOString(), warnAt: warnAt(next) })
  }
  const { calendarEnd, shiftedEnd } = verdict.moneyDue
  clocks.push({
    kind: 'money',
    endsAt: endOfDay(shiftedEnd ?? calendarEnd, zone).toISOString(),
    // Nobody relies on the day that a holiday gives as a present.
    warnAt: warnAt(calendarEnd),
  })
  return clocks
}

const system: Actor = { kind: 'system', id: null }

/** The event of a verdict, and the flag where a person has to look: unless one has decided in the same moment. */
export function verdictEvents(
  judgement: Judgement,
  verdictId: string,
  at: Date,
  follows: readonly CaseEvent[] = [],
): CaseEvent[] {
  const { verdict } = judgement
  const base = { occurredAt: at, actor: system }
  const events: CaseEvent[] = [
    {
      ...base,
      id: newId(),
      type: 'verdict.given',
      data: {
        verdictId,
        outcome: verdict.outcome,
        policyNumber: verdict.policyNumber,
        clocks: clocksOf(judgement),
        warn: verdict.warning.roles,
      },
    },
  ]
  const decided = follows.some((event) => event.type === 'decision.approved')
  if (verdict.flag && !decided)
    events.push({ ...base, id: newId(), type: 'case.flagged', data: { flag: verdict.flag } })
  return events
}

/** What a verdict decides without a person. */
export function followVerdict({ next }: CaseVerdict, at: Date): CaseEvent[] {
  if (next === 'wait') return []
  const type = {
    approve: 'decision.approved',
    decline: 'decision.declined',
    review: 'decision.reviewed',
  } as const
  return [{ id: newId(), type: type[next], occurredAt: at, actor: system, data: {} }]
}

/** Keeps the answer with all it depended on; the case must be there. */
export async function keepVerdict(
  tx: Tx,
  merchantId: string,
  caseId: string,
  verdictId: string,
  { verdict, policyVersionId, input, items }: Judgement,
  now: Date,
): Promise<void> {
  const inputs = {
    zone: input.zone,
    demandedAt: input.demandedAt,
    order: input.order,
    policy: input.policy?.number ?? null,
    items,
  }
  await tx.execute(sql`
    insert into verdicts (merchant_id, id, case_id, policy_version_id, law, outcome, next, flag, ends_on, inputs, answer,
      given_at)
    values (${merchantId}, ${verdictId}, ${caseId}, ${policyVersionId}, ${verdict.law}, ${verdict.outcome},
      ${verdict.next}, ${verdict.flag}, ${verdict.endsOn}::date, ${JSON.stringify(inputs)}::jsonb,
      ${JSON.stringify(verdict)}::jsonb, ${now.toISOString()}::timestamptz)`)
}
