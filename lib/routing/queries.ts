import 'server-only'
import { sql } from 'drizzle-orm'
import { readMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { addDays, type LocalDate } from '@/lib/dates'
import { readDraft, type Draft, type VersionHead } from '@/lib/drafts/reading'
import type { Closure, LocationKind, RoutingCosts } from '@/lib/locations/schemas'
import { requirePermission } from '@/lib/permissions'
import { wordsOf } from '@/lib/search/rules'
import { localDate, startOfDay } from '@/lib/time'
import { readBeforePublishing } from './before-publishing'
import { ruleFindings } from './checks'
import type { Finding } from './findings'
import { readChoices, readKnown } from './known'
import type { RuleSetContent } from './schemas'
import { readHeads, readInForce, readVersion } from './versions'

/** A version without its rules: what lists show. Refusals from `effectiveAt` on are routed by it. */
export type RuleSetHead = VersionHead & {
  /** The version whose content was published anew. */
  copyOf: number | null
}

export type RuleSetVersion = RuleSetHead & { content: RuleSetContent }

export type RuleDraft = Draft<'rule_sets'>

export type RoutingChoices = {
  /** Hidden ones too, so that a rule which names one can say so. */
  reasons: { code: string; parent: string | null; ru: string; en: string; hidden: boolean }[]
  categories: string[]
  suppliers: string[]
  regions: string[]
  cities: string[]
  hubs: { code: string; name: string }[]
  carriers: { code: string; name: string }[]
  locations: {
    id: string
    code: string
    name: string
    city: string
    kind: LocationKind
    /** For good. */
    closed: boolean
    closures: Closure[]
    /** How many parcels are on their way there or wait there, when that is all it can take or more; null: there is room. */
    full: { load: number; capacity: number } | null
    /** Minor units: for taking in one parcel, and for each day it lies there. */
    parcelCost: number
    storageDayCost: number
  }[]
  costs: RoutingCosts
  currency: string
}

/** What whoever publishes the draft is to know first. */
export type BeforePublishing = {
  inForce: RuleSetVersion | null
  /** Versions that came out after the draft was begun, the newest first, at most 20. */
  newer: RuleSetHead[]
  /** The newest of these with its rules, unless it is in force. */
  newest: RuleSetVersion | null
  /** Versions that wait for their moment: a later one that begins before takes it from them. At most 20. */
  scheduled: RuleSetHead[]
  /** The newest replay of rules that do what the draft does, a finished one first. `at`: when it ended, or was started. */
  replay: {
    id: string
    isDone: boolean
    days: number
    /** Refusals that were routed anew, and those of them that go elsewhere. */
    judged: number
    changed: number
    at: Date
  } | null
}

/** Over how many days it is counted how many refusals a rule took, today included. */
const hitDays = 30

/** Refusals by what sent them: the rule's id, or `default`. */
export type RuleHits = Readonly<Record<string, number>>

export type RoutingOverview = {
  inForce: RuleSetVersion | null
  draft: RuleDraft | null
  /** The newest first, at most 200. */
  versions: RuleSetHead[]
  /** From this day on, 30 days with today. */
  hits: RuleHits
  hitsSince: LocalDate
}

/**
 * Refusals since a day in the merchant's zone by the rule that their latest route is of: what the list of refused parcels
 * shows for `?rule=`. A rule keeps its id from version to version, and so does what it took.
 */
async function readHits(tx: Tx, { id, timeZone }: Caller['merchant'], since: LocalDate): Promise<RuleHits> {
  const rows = await tx.execute<{ rule: string; count: number }>(sql`
    select coalesce(r.rule_id::text, 'default') as rule, count(*)::int as count
    from refusals f
    cross join lateral (
      select g.by, g.rule_id from routes g
      where g.merchant_id = ${id} and g.refusal_id = f.id order by g.given_at desc, g.id desc limit 1
    ) r
    where f.merchant_id = ${id} and f.refused_at >= ${startOfDay(since, timeZone).toISOString()}::timestamptz
      and r.by <> 'person'
    group by 1 limit 5000`)
  return Object.fromEntries(rows.map(({ rule, count }) => [rule, count]))
}

/** What is in force and how often each rule of it fired, what is being written, and what was and will be. */
export async function routingOverview(caller: Caller, now: Date): Promise<RoutingOverview> {
  requirePermission(caller, 'routing.read')
  const { id, timeZone } = caller.merchant
  const hitsSince = addDays(localDate(now, timeZone), 1 - hitDays)
  return readMerchant(caller, async (tx) => {
    const [inForce, draft, versions, hits] = await Promise.all([
      readInForce(tx, id, now),
      readDraft(tx, 'rule_sets', id),
      readHeads(tx, id, now),
      readHits(tx, caller.merchant, hitsSince),
    ])
    return { inForce, draft, versions, hits, hitsSince }
  })
}

/** A published version; null when there is none of that number. */
export function ruleSetVersion(caller: Caller, number: number, now: Date): Promise<RuleSetVersion | null> {
  requirePermission(caller, 'routing.read')
  return readMerchant(caller, (tx) => readVersion(tx, caller.merchant.id, number, now))
}

export function ruleDraft(caller: Caller): Promise<RuleDraft | null> {
  requirePermission(caller, 'routing.read')
  return readMerchant(caller, (tx) => readDraft(tx, 'rule_sets', caller.merchant.id))
}

/** For those who may publish the draft. */
export function beforePublishing(caller: Caller, now: Date): Promise<BeforePublishing> {
  requirePermission(caller, 'routing.manage')
  return readMerchant(caller, (tx) => readBeforePublishing(tx, caller.merchant.id, now))
}

/** What rules may name, with what people call it. */
export function routingChoices(caller: Caller): Promise<RoutingChoices> {
  requirePermission(caller, 'routing.read')
  const { id, currency } = caller.merchant
  return readMerchant(caller, (tx) => readChoices(tx, id, currency))
}

/** Articles whose SKU or name holds every word, those whose SKU begins so first; none for an empty text. */
export async function findArticles(
  caller: Caller,
  text: string,
  limit: number,
): Promise<{ sku: string; name: string }[]> {
  requirePermission(caller, 'routing.read')
  const words = wordsOf(text).slice(0, 8)
  const typed = text.trim().toLowerCase()
  if (typed === '') return []
  // Signs such as those of `A-1/2` are no words, but parts of a SKU.
  const wanted = words.length > 0 ? words : [typed]
  const merchantId = caller.merchant.id
  const holding = wanted.map(
    (word) => sql`position(${word} in replace(lower(sku || ' ' || name), 'ё', 'е')) > 0`,
  )
  const found = await readMerchant(caller, (tx) =>
    tx.execute<{ sku: string; name: string }>(sql`
      select sku, name from products where merchant_id = ${merchantId} and ${sql.join(holding, sql` and `)}
      order by starts_with(lower(sku), ${typed}) desc, length(sku), sku limit ${limit}`),
  )
  return [...found]
}

/** What the static check finds in rules that need not be stored yet: for those who may write rules. */
export async function routingFindings(
  caller: Caller,
  content: RuleSetContent,
  now: Date,
): Promise<Finding[]> {
  requirePermission(caller, 'routing.manage')
  const { id, timeZone } = caller.merchant
  const known = await readMerchant(caller, (tx) => readKnown(tx, id, content, localDate(now, timeZone)))
  return ruleFindings(content, known)
}
