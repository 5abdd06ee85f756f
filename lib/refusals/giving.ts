import 'server-only'
/** Giving a route: the rules' answer as events of the case and as a row with all it depended on. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import { lastDue } from '@/lib/cases/due'
import type { Actor, CaseEvent } from '@/lib/cases/events'
import type { CaseState } from '@/lib/cases/state'
import { newId } from '@/lib/ids'
import type { RefusalFacts, RouteAnswer, RouteAuthor, RouteCause } from '@/lib/routing/route'
import { answerRoute } from '@/lib/routing/rules'
import type { RouteActions } from '@/lib/routing/schemas'
import { localDate } from '@/lib/time'
import { storageClock } from './clocks'
import { keptAnswer } from './passed'
import type { PublishedRules, RoutingShop } from './shop'
import type { CompiledRules } from '@/lib/routing/rules'

export type RouteRow = {
  id: string
  caseId: string
  refusalId: string
  by: RouteAuthor
  cause: RouteCause
  ruleSetId: string | null
  ruleId: string | null
  actions: RouteActions
  answer: RouteAnswer | null
  facts: RefusalFacts
  noteId: string | null
  memberId: string | null
  givenAt: Date
}

export type GivenRoute = { row: RouteRow; events: CaseEvent[] }

const system: Actor = { kind: 'system', id: null }

type Money = {
  /** What is paid back at once where the rule says so; null: nothing was paid, or it is on its way already. */
  owed: { amount: number; currency: string } | null
  /** The sum that is due already, by another refusal or claim; 0: it was, and then nothing was found; null: none. */
  due: number | null
}

/** @param known the case as it was; null: this refusal makes it */
export function moneyOf(
  { payment, parcelValue }: Pick<RefusalFacts, 'payment' | 'parcelValue'>,
  currency: string,
  known: { state: Pick<CaseState, 'money'>; events: readonly CaseEvent[] } | null,
): Money {
  const money = known?.state.money ?? 'not_due'
  const unpaid = money === 'not_due' || money === 'due'
  const said = known && unpaid ? lastDue(known.events) : null
  return {
    owed: payment === 'prepaid' && unpaid ? { amount: parcelValue, currency } : null,
    due: money === 'due' || said === 0 ? said : null,
  }
}

type Asked = Money & {
  caseId: string
  refusalId: string
  refusedAt: Date
  facts: RefusalFacts
  cause: Exclude<RouteCause, 'person'>
  /** After everything that the case knew. */
  at: Date
}

/** What a version of the rules answers, and what follows from it by itself. */
export function giveRoute(
  version: PublishedRules & { rules: CompiledRules },
  shop: RoutingShop,
  zone: string,
  asked: Asked,
): GivenRoute {
  const { caseId, refusalId, refusedAt, facts, cause, owed, due, at } = asked
  const answer = answerRoute(version.rules, facts, shop.placesOn(localDate(at, zone)))
  const { actions, rule } = answer
  const base = { occurredAt: at, actor: system }
  const id = newId()
  const events: CaseEvent[] = [
    {
      ...base,
      id: newId(),
      type: 'route.given',
      data: {
        routeId: id,
        action: actions.to.action,
        locationId: actions.to.action === 'deliver' ? actions.to.locationId : null,
        ruleSetNumber: version.number,
        ...(rule && { ruleId: rule.id }),
        storage: storageClock(refusedAt, actions.storageDays ?? shop.costs.storageDays, zone),
      },
    },
  ]
  const going = actions.to.action
  // Who is to have the goods after all is not paid for them meanwhile.
  if (owed && owed.amount !== due && going !== 'redeliver' && (actions.refund || due !== null))
    events.push({ ...base, id: newId(), type: 'refund.due', data: owed })
  // While nobody knows where it goes there is nothing to tell.
  if (actions.tellCustomer && going !== 'ask')
    events.push({ ...base, id: newId(), type: 'notice.sent', data: { kind: 'customer_route' } })
  return {
    events,
    row: {
      id,
      caseId,
      refusalId,
      by: rule ? 'rule' : 'default',
      cause,
      ruleSetId: version.id,
      ruleId: rule?.id ?? null,
      actions,
      answer,
      facts,
      noteId: null,
      memberId: null,
      givenAt: at,
    },
  }
}

/** The case and the refusal must be there. */
export async function insertRoutes(tx: Tx, merchantId: string, rows: readonly RouteRow[]): Promise<void> {
  if (rows.length === 0) return
  const values = rows.map(({ actions, ...row }) => ({
    id: row.id,
    case_id: row.caseId,
    refusal_id: row.refusalId,
    by: row.by,
    cause: row.cause,
    rule_set_id: row.ruleSetId,
    rule_id: row.ruleId,
    action: actions.to.action,
    location_id: actions.to.action === 'deliver' ? actions.to.locationId : null,
    actions,
    answer: row.answer && keptAnswer(row.answer),
    facts: row.facts,
    note_id: row.noteId,
    member_id: row.memberId,
    given_at: row.givenAt,
  }))
  await tx.execute(sql`
    insert into routes (merchant_id, id, case_id, refusal_id, by, cause, rule_set_id, rule_id, action, location_id, actions,
      answer, facts, note_id, member_id, given_at)
    select ${merchantId}, id, case_id, refusal_id, by, cause, rule_set_id, rule_id, action, location_id, actions,
      nullif(answer, 'null'::jsonb), facts, note_id, member_id, given_at
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r(id uuid, case_id uuid, refusal_id uuid, by text,
      cause text, rule_set_id uuid, rule_id uuid, action text, location_id uuid, actions jsonb, answer jsonb, facts jsonb,
      note_id uuid, member_id uuid, given_at timestamptz)`)
}
