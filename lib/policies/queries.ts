import 'server-only'
import { sql, type SQL } from 'drizzle-orm'
import { readMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import type { LocalDate } from '@/lib/dates'
import {
  headOf,
  readDraft,
  selectVersions,
  type Draft,
  type HeadRow,
  type VersionHead,
} from '@/lib/drafts/reading'
import { requirePermission } from '@/lib/permissions'
import { reasonChoices, type ReasonChoice } from '@/lib/pickups/queries'
import { instantAt, localDate } from '@/lib/time'
import { readFacts, type AskedLine } from './facts'
import { judgeFacts } from './giving'
import { readChoices } from './known'
import { judgeCase } from './rules'
import type { PolicyTerms, PreviewInput, WhatIfInput } from './schemas'
import type { CaseVerdict } from './verdict'

/** Orders placed from `effectiveAt` on are judged by it. */
export type PolicyVersion = VersionHead & {
  terms: PolicyTerms
  /** The day in the shop's zone that it was to begin on. */
  effectiveFrom: LocalDate
}

export type PolicyDraft = Omit<Draft<'policy_versions'>, 'content'> & { terms: PolicyTerms }

export type PolicyOverview = {
  inForce: PolicyVersion | null
  draft: PolicyDraft | null
  /** The newest first, at most 200. */
  versions: PolicyVersion[]
  today: LocalDate
}

type VersionRow = HeadRow & { terms: PolicyTerms; effective_from: LocalDate }

async function readVersions(tx: Tx, merchantId: string, now: Date, which?: SQL): Promise<PolicyVersion[]> {
  const more = sql`v.terms, v.effective_from::text`
  const rows = await tx.execute<VersionRow>(selectVersions('policy_versions', merchantId, { more, which }))
  return rows.map((row) => ({ ...headOf(row, now), terms: row.terms, effectiveFrom: row.effective_from }))
}

async function readPolicyDraft(tx: Tx, merchantId: string): Promise<PolicyDraft | null> {
  const draft = await readDraft(tx, 'policy_versions', merchantId)
  if (!draft) return null
  const { content: terms, ...rest } = draft
  return { ...rest, terms }
}

/** What is in force, what is being written, and what was. */
export async function policyOverview(caller: Caller, now: Date): Promise<PolicyOverview> {
  requirePermission(caller, 'policy.read')
  const [versions, draft] = await readMerchant(caller, (tx) =>
    Promise.all([readVersions(tx, caller.merchant.id, now), readPolicyDraft(tx, caller.merchant.id)]),
  )
  return {
    inForce: versions.find((version) => version.state === 'in_force') ?? null,
    draft,
    versions,
    today: localDate(now, caller.merchant.timeZone),
  }
}

/** A published version; null when there is none of that number. */
export async function policyVersion(
  caller: Caller,
  number: number,
  now: Date,
): Promise<PolicyVersion | null> {
  requirePermission(caller, 'policy.read')
  const [version] = await readMerchant(caller, (tx) =>
    readVersions(tx, caller.merchant.id, now, sql`v.number = ${number}`),
  )
  return version ?? null
}

export function policyDraft(caller: Caller): Promise<PolicyDraft | null> {
  requirePermission(caller, 'policy.read')
  return readMerchant(caller, (tx) => readPolicyDraft(tx, caller.merchant.id))
}

export type PolicyChoices = { categories: string[]; channels: string[]; reasons: ReasonChoice[] }

/** What a policy may name, to choose from. */
export async function policyChoices(caller: Caller): Promise<PolicyChoices> {
  requirePermission(caller, 'policy.read')
  const [choices, reasons] = await Promise.all([
    readMerchant(caller, (tx) => readChoices(tx, caller.merchant.id)),
    reasonChoices(caller),
  ])
  return { ...choices, reasons }
}

/** The verdict that these items would get now, by the ids of their order lines; null when there is no such order. */
export async function previewVerdict(
  caller: Caller,
  input: PreviewInput,
  now: Date,
): Promise<CaseVerdict | null> {
  requirePermission(caller, 'case.read')
  const { id, timeZone: zone } = caller.merchant
  const facts = await readMerchant(caller, (tx) => readFacts(tx, id, sql`o.id = ${input.orderId}`))
  if (!facts) return null
  const asked = input.items.map((item) => ({ id: item.orderLineId, ...item, reason: item.reason || null }))
  return judgeFacts(facts, asked, { zone, demandedAt: now, now }).verdict
}

export type WhatIf = {
  order: { number: string; placedOn: LocalDate; handedOverOn: LocalDate | null; channel: string }
  demandedOn: LocalDate
  currency: string
  lines: { id: string; sku: string; name: string; category: string | null; unitPrice: number }[]
  /** By the version in force when the order was placed, whose number stands in it; and by the terms that were tried. */
  now: CaseVerdict
  draft: CaseVerdict
}

/** A real order tried on terms that are not published: what is answered now, and what would be. */
export async function whatIf(caller: Caller, input: WhatIfInput, now: Date): Promise<WhatIf | null> {
  requirePermission(caller, 'policy.read')
  const { id, timeZone: zone } = caller.merchant
  const facts = await readMerchant(caller, (tx) => readFacts(tx, id, sql`o.number = ${input.orderNumber}`))
  if (!facts) return null
  const { order, lines } = facts
  const day = (moment: Date) => localDate(moment, zone)
  // A day that is not today means its noon, or the order's own moment: any moment of it gives the same answer.
  const demandedOn = input.demandedOn ?? day(now)
  const noon = demandedOn === day(now) ? now : instantAt(demandedOn, '12:00', zone)
  const demandedAt = demandedOn === day(order.placedAt) && noon < order.placedAt ? order.placedAt : noon
  const asked: AskedLine[] = lines.map((line) => ({
    id: line.id,
    orderLineId: line.id,
    quantity: line.quantity,
    reason: input.reason,
  }))
  // What is tried for a day to come is looked at from that day.
  const at = demandedAt > now ? demandedAt : now
  const today = judgeFacts(facts, asked, { zone, demandedAt, now: at })
  return {
    order: {
      number: order.number,
      placedOn: day(order.placedAt),
      handedOverOn: order.handedOverAt && day(order.handedOverAt),
      channel: order.channel,
    },
    demandedOn,
    currency: order.currency,
    lines: lines.map((line) => ({
      id: line.id,
      sku: line.sku,
      name: line.name,
      category: line.category,
      unitPrice: Number(line.unit_price),
    })),
    now: today.verdict,
    draft: judgeCase({ ...today.input, policy: { number: 0, terms: input.terms } }, today.items),
  }
}

export type StoredVerdict = {
  id: string
  givenAt: Date
  demandedOn: LocalDate
  answer: CaseVerdict
  items: { id: string; sku: string; name: string }[]
}

/** The verdict that counts for a case; null when none was given. */
export async function verdictOfCase(caller: Caller, caseId: string): Promise<StoredVerdict | null> {
  requirePermission(caller, 'case.read')
  const merchantId = caller.merchant.id
  const [[row], items] = await readMerchant(caller, (tx) =>
    Promise.all([
      tx.execute<{ id: string; given_at: string; requested_at: string; answer: CaseVerdict }>(sql`
        select v.id, v.given_at, c.requested_at, v.answer
        from verdicts v join cases c on c.merchant_id = v.merchant_id and c.id = v.case_id
        where v.merchant_id = ${merchantId} and v.case_id = ${caseId}
        order by v.given_at desc, v.id desc limit 1`),
      tx.execute<StoredVerdict['items'][number]>(sql`
        select i.id, l.sku, l.name from case_items i
        join order_lines l on l.merchant_id = i.merchant_id and l.id = i.order_line_id
        where i.merchant_id = ${merchantId} and i.case_id = ${caseId} order by l.position limit 500`),
    ]),
  )
  if (!row) return null
  return {
    id: row.id,
    givenAt: new Date(row.given_at),
    demandedOn: localDate(new Date(row.requested_at), caller.merchant.timeZone),
    answer: row.answer,
    items: [...items],
  }
}
