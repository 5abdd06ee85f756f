import 'server-only'
/** Everything that was said of one refused parcel, where it was sent and why: the part of the card that is about it. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { RouteAction } from '@/lib/cases/machine'
import type { RefusalFacts, RouteAnswer, RouteAuthor, RouteCause } from '@/lib/routing/route'
import type { Extent, PackagingState, RouteActions, RoutingRule } from '@/lib/routing/schemas'
import { countingFirst } from './counting-route'
import { wholeAnswer, type KeptAnswer } from './passed'
import { readToldLater, wordsOf, type HubWords } from './hub-words'
import type { CountedItem, EvidencePiece, RefusalSign, Settlement, Visit } from './refusal'

export type RefusalEntry = {
  id: string
  attempt: number
  refusedAt: Date
  reportedAt: Date
  carrier: { code: string; name: string }
  courier: { code: string; name: string | null } | null
  hub: { code: string | null; name: string | null } | null
  extent: Extent
  packaging: PackagingState
  /** The carrier's word, and what it means here. */
  reasonCode: string | null
  reason: string | null
  comment: string | null
  items: CountedItem[]
  /** What the courier told, with what the carrier sent after it. */
  evidence: EvidencePiece[]
  /** What the hub told besides its findings. */
  hubWords: HubWords
  visit: Visit | null
  /** What the rules look at, by what is known now. */
  facts: RefusalFacts
  /** What the hub said; each part is null where it did not. */
  confirmedAt: Date | null
  confirmedItems: CountedItem[] | null
  confirmedPackaging: PackagingState | null
  confirmedReason: string | null
  /** What speaks against the courier's word; the customer's own words with it. */
  signs: (RefusalSign & { words: string | null })[]
  disputedAt: Date | null
  settled: { at: Date; by: string | null; as: Settlement; comment: string | null } | null
  redelivery: { date: string; from: string; to: string; carrierName: string | null } | null
}

export type RouteEntry = {
  id: string
  refusalId: string
  attempt: number
  by: RouteAuthor
  cause: RouteCause
  /** Null where a person chose. */
  version: number | null
  answer: RouteAnswer | null
  action: RouteAction
  place: string | null
  actions: RouteActions
  facts: RefusalFacts
  /** Why a person chose otherwise, and who. */
  comment: string | null
  who: string | null
  givenAt: Date
}

export type RefusalPanel = {
  /** The latest first; never empty. */
  refusals: [RefusalEntry, ...RefusalEntry[]]
  /** The latest first; the first one counts when it is of the latest refusal. */
  routes: RouteEntry[]
  /** Of the version that answered last: its rules down to the one that fired, in their order; all for the default. */
  asked: RoutingRule[]
  /** Until when the parcel may lie, while it does. */
  storageDueAt: Date | null
}

type RefusalRow = {
  id: string
  attempt: number
  refused_at: string
  reported_at: string
  carrier_code: string
  carrier_name: string
  courier_code: string | null
  courier_name: string | null
  hub_code: string | null
  hub_name: string | null
  extent: Extent
  packaging: PackagingState
  reason_code: string | null
  reason: string | null
  comment: string | null
  items: CountedItem[]
  evidence: EvidencePiece[]
  visit: Visit | null
  facts: RefusalFacts
  confirmed_at: string | null
  confirmed_items: CountedItem[] | null
  confirmed_packaging: PackagingState | null
  confirmed_reason: string | null
  signs: RefusalSign[]
  words: Record<string, string> | null
  disputed_at: string | null
  settled_at: string | null
  settled_as: Settlement | null
  settled_comment: string | null
  settled_by: string | null
  redelivery_date: string | null
  redelivery_from: string
  redelivery_to: string
  redelivery_carrier: string | null
}

/** The refusals of a case, the latest first. */
export async function readRefusals(tx: Tx, merchantId: string, caseId: string): Promise<RefusalEntry[]> {
  const rows = await tx.execute<RefusalRow>(sql`
    select r.id, r.attempt, r.refused_at, r.reported_at, k.code as carrier_code, k.name as carrier_name,
      r.courier_code, d.name as courier_name, r.hub_code, h.name as hub_name, r.extent, r.packaging, r.reason_code,
      r.reason, w.body as comment, r.items, r.evidence, r.visit, r.facts, r.confirmed_at, r.confirmed_items,
      r.confirmed_packaging, r.confirmed_reason, r.signs,
      (select jsonb_object_agg(n.id, n.body) from notes n
        where n.merchant_id = ${merchantId} and n.id in (
          select (s->>'noteId')::uuid from jsonb_array_elements(r.signs) s where s->>'noteId' is not null)) as words,
      r.disputed_at, r.settled_at, r.settled_as, x.body as settled_comment, u.name as settled_by,
      r.redelivery_date::text, r.redelivery_from::text, r.redelivery_to::text, y.name as redelivery_carrier
    from refusals r
    join carriers k on k.merchant_id = ${merchantId} and k.id = r.carrier_id
    left join couriers d on d.merchant_id = ${merchantId} and d.carrier_id = r.carrier_id and d.code = r.courier_code
    left join locations h on h.merchant_id = ${merchantId} and h.id = r.hub_location_id
    left join notes w on w.merchant_id = ${merchantId} and w.id = r.note_id
    left join notes x on x.merchant_id = ${merchantId} and x.id = r.settled_note_id
    left join members m on m.merchant_id = ${merchantId} and m.id = r.settled_by
    left join users u on u.id = m.user_id
    left join carriers y on y.merchant_id = ${merchantId} and y.id = r.redelivery_carrier_id
    where r.merchant_id = ${merchantId} and r.case_id = ${caseId}
    order by r.attempt desc limit 20`)
  const told = await readToldLater(tx, merchantId, caseId)
  return rows.map((row, index) => {
    // The latest first: the one before it in the list came after it.
    const next = rows[index - 1]
    return refusalOf(row, wordsOf(told, new Date(row.refused_at), next ? new Date(next.refused_at) : null))
  })
}

function refusalOf(row: RefusalRow, told: ReturnType<typeof wordsOf>): RefusalEntry {
  const { redelivery_date: date, redelivery_from: from, redelivery_to: to } = row
  return {
    id: row.id,
    attempt: row.attempt,
    refusedAt: new Date(row.refused_at),
    reportedAt: new Date(row.reported_at),
    carrier: { code: row.carrier_code, name: row.carrier_name },
    courier: row.courier_code === null ? null : { code: row.courier_code, name: row.courier_name },
    hub: (row.hub_code ?? row.hub_name) ? { code: row.hub_code, name: row.hub_name } : null,
    extent: row.extent,
    packaging: row.packaging,
    reasonCode: row.reason_code,
    reason: row.reason,
    comment: row.comment,
    items: row.items,
    evidence: [...row.evidence, ...told.evidence],
    hubWords: told.hub,
    visit: row.visit,
    facts: row.facts,
    confirmedAt: row.confirmed_at ? new Date(row.confirmed_at) : null,
    confirmedItems: row.confirmed_items,
    confirmedPackaging: row.confirmed_packaging,
    confirmedReason: row.confirmed_reason,
    signs: row.signs.map((sign) => ({
      ...sign,
      words: 'noteId' in sign && sign.noteId !== null ? (row.words?.[sign.noteId] ?? null) : null,
    })),
    disputedAt: row.disputed_at ? new Date(row.disputed_at) : null,
    settled:
      row.settled_at && row.settled_as
        ? {
            at: new Date(row.settled_at),
            by: row.settled_by,
            as: row.settled_as,
            comment: row.settled_comment,
          }
        : null,
    redelivery: date === null ? null : { date, from, to, carrierName: row.redelivery_carrier },
  }
}

type RouteRow = {
  id: string
  refusal_id: string
  attempt: number
  by: RouteAuthor
  cause: RouteCause
  version: number | null
  answer: KeptAnswer | null
  action: RouteAction
  place: string | null
  actions: RouteActions
  facts: RefusalFacts
  comment: string | null
  who: string | null
  given_at: string
}

/** Every route that a case was given, the latest refusal's first, of each the one that counts first, then the latest. */
export async function readRoutes(tx: Tx, merchantId: string, caseId: string): Promise<RouteEntry[]> {
  const rows = await tx.execute<RouteRow>(sql`
    select t.id, t.refusal_id, r.attempt, t.by, t.cause, v.number as version, t.answer, t.action, l.name as place,
      t.actions, t.facts, w.body as comment, u.name as who, t.given_at
    from routes t
    join refusals r on r.merchant_id = ${merchantId} and r.id = t.refusal_id
    join cases c on c.merchant_id = ${merchantId} and c.id = t.case_id
    left join rule_sets v on v.merchant_id = ${merchantId} and v.id = t.rule_set_id
    left join locations l on l.merchant_id = ${merchantId} and l.id = t.location_id
    left join notes w on w.merchant_id = ${merchantId} and w.id = t.note_id
    left join members m on m.merchant_id = ${merchantId} and m.id = t.member_id
    left join users u on u.id = m.user_id
    where t.merchant_id = ${merchantId} and t.case_id = ${caseId}
    order by r.attempt desc, ${countingFirst('t')}, t.given_at desc, t.id desc limit 100`)
  return rows.map((row) => ({
    id: row.id,
    refusalId: row.refusal_id,
    attempt: row.attempt,
    by: row.by,
    cause: row.cause,
    version: row.version,
    answer: row.answer && wholeAnswer(row.answer),
    action: row.action,
    place: row.place,
    actions: row.actions,
    facts: row.facts,
    comment: row.comment,
    who: row.who,
    givenAt: new Date(row.given_at),
  }))
}

/** The rules of the version of the case's latest answer, down to the one that fired. */
export async function readAsked(tx: Tx, merchantId: string, caseId: string): Promise<RoutingRule[]> {
  const [row] = await tx.execute<{ rules: RoutingRule[]; fired: number | null }>(sql`
    select v.content->'rules' as rules, (t.answer->'rule'->>'position')::int as fired
    from routes t
    join refusals r on r.merchant_id = ${merchantId} and r.id = t.refusal_id
    join rule_sets v on v.merchant_id = ${merchantId} and v.id = t.rule_set_id
    where t.merchant_id = ${merchantId} and t.case_id = ${caseId}
    order by r.attempt desc, t.given_at desc, t.id desc limit 1`)
  return row ? row.rules.slice(0, row.fired ?? row.rules.length) : []
}
