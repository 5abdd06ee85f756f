/** What happened, as a person would say it: the name of an event, and what it says beyond its name. */
import { clockNotices } from '@/lib/cases/clocks'
import { clockKinds } from '@/lib/cases/events'
import { caseFlags } from '@/lib/cases/flags'
import type { CasePage } from '@/lib/cases/reading'
import type { RecentEvent } from '@/lib/cases/recent'
import type { TimelineEntry } from '@/lib/cases/timeline'
import { formatSlot } from '@/lib/i18n/format'
import { reasonName, type Translate, type Words } from './words'

/** `earlier` is what had happened before, the newest first: a decision is named after what it was taken upon. */
export function eventTitle(
  event: TimelineEntry,
  earlier: readonly TimelineEntry[],
  { order }: Pick<CasePage, 'order'>,
  words: Words,
): string {
  const { t } = words
  const plain = t(`event.${event.type}`)
  switch (event.type) {
    case 'verdict.given':
      return verdictTitle(event, words)
    case 'decision.approved':
      return event.actor.kind === 'system' ? approvedTitle(earlier, order.currency, words) : plain
    case 'decision.declined': {
      if (event.actor.kind !== 'system') return plain
      const outcome = lastVerdict(earlier)?.data.outcome
      return outcome === 'not_returnable' || outcome === 'outside' ? t(`told.declined.${outcome}`) : plain
    }
    case 'decision.reviewed': {
      if (event.data.asked) return t('told.asked')
      const before = earlier.find(({ type }) => type.startsWith('decision.'))
      return before?.type === 'decision.declined' ? t('told.appealed') : plain
    }
    case 'case.flagged':
      return flaggedTitle(event.data, t)
    case 'notice.sent': {
      const { kind, endsAt } = event.data
      if (kind === 'last_attempt') return t('told.lastAttempt')
      if (kind === 'customer_route') return t('told.customerRoute')
      const clock = clockKinds.find((one) => clockNotices[one].before === kind)
      return clock && endsAt ? t(`told.ends.${clock}`, { date: words.lastDay(endsAt) }) : plain
    }
    default:
      return plain
  }
}

/** The same for what is known of the latest events of a shop. */
export function recentTitle(event: Pick<RecentEvent, 'type' | 'flag' | 'lifted'>, t: Translate): string {
  return event.type === 'case.flagged' ? flaggedTitle(event, t) : t(`event.${event.type}`)
}

function flaggedTitle(given: { flag: string | null; lifted?: boolean | undefined }, t: Translate): string {
  const flag = caseFlags.find((one) => one === given.flag) ?? 'other'
  if (given.lifted) return t('told.unflagged', { flag: t(`flag.${flag}`) })
  return flag === 'other' ? t('event.case.flagged') : t('told.flagged', { flag: t(`flag.${flag}`) })
}

type VerdictEntry = TimelineEntry & { type: 'verdict.given' }

function lastVerdict(earlier: readonly TimelineEntry[]): VerdictEntry | undefined {
  return earlier.find((event): event is VerdictEntry => event.type === 'verdict.given')
}

function verdictTitle({ data: { outcome }, verdict }: VerdictEntry, { t, day }: Words): string {
  const endsOn = verdict?.endsOn
  return endsOn && (outcome === 'within' || outcome === 'outside')
    ? t(`told.verdict.${outcome}Until`, { date: day(endsOn) })
    : t('told.verdict.plain', { outcome: t(`verdict.${outcome}`) })
}

function approvedTitle(earlier: readonly TimelineEntry[], currency: string, { t, money }: Words): string {
  const given = lastVerdict(earlier)
  if (!given) return t('event.decision.approved')
  if (given.data.outcome !== 'within') return t('told.approved.outside')
  const upTo = given.verdict?.upTo ?? null
  return upTo === null ? t('told.approved.within') : t('told.approved.upTo', { sum: money(upTo, currency) })
}

type RouteEntry = TimelineEntry & { type: 'route.given' | 'route.overridden' }

function wayOf({ data: { action }, locationName }: RouteEntry, t: Translate): string {
  return action === 'deliver' ? (locationName ?? '') : t(`told.way.${action}`)
}

/** The rule that fired and of which version, as far as it is known. */
function ruleOf({ data, rule }: TimelineEntry & { type: 'route.given' }, t: Translate): string {
  const version = data.ruleSetNumber
  if (version === undefined) return ''
  const values = { version: String(version), position: String(rule?.position ?? ''), name: rule?.name ?? '' }
  return rule
    ? t(`told.rule.${rule.name === '' ? 'unnamed' : 'named'}`, values)
    : t('told.rule.default', values)
}

/** What an event says beyond its name, in a few words. */
export function eventDetail(event: TimelineEntry, page: CasePage, words: Words): string {
  const { t, locale, money } = words
  const reason = (code: string | undefined) => (code ? reasonName(page.reasons[code], code, locale) : '')
  const slot = (value: { date: string; from: string; to: string } | undefined) =>
    value ? t('card.eventSlot', { slot: formatSlot(value, locale) }) : ''
  const pieces = (items: { quantity: number }[] | undefined) =>
    items ? t('card.eventItems', { count: items.reduce((sum, item) => sum + item.quantity, 0) }) : ''
  const place = event.locationName ?? ''
  const joined = (...parts: string[]) => parts.filter(Boolean).join(' · ')
  switch (event.type) {
    case 'case.created':
      return event.data.historic
        ? t('card.eventHistoric', { number: event.data.historic.number })
        : pieces(event.data.items)
    case 'verdict.given': {
      const { policyNumber } = event.data
      return policyNumber === null
        ? t('told.verdict.law')
        : t('told.verdict.policy', { number: String(policyNumber) })
    }
    case 'case.flagged': {
      const { flag, endsAt } = event.data
      const clock = clockKinds.find((one) => clockNotices[one].after === flag)
      return clock && endsAt ? t(`told.ended.${clock}`, { date: words.lastDay(endsAt) }) : ''
    }
    case 'pickup.created':
      return joined(
        t('card.task', { number: String(event.data.number) }),
        slot(event.data.slot),
        pieces(event.data.items),
      )
    case 'pickup.agreed':
    case 'pickup.rescheduled':
    case 'delivery.redelivery_scheduled':
      return slot(event.data.slot)
    case 'pickup.call_failed':
    case 'pickup.attempt_failed':
    case 'pickup.failed':
    case 'pickup.cancelled':
      return reason(event.data.reasonCode)
    case 'pickup.collected':
      return pieces(event.data.items)
    case 'delivery.refused': {
      const { attempt = 1, items, packaging } = event.data
      return joined(
        attempt > 1 ? t('told.attempt', { attempt: String(attempt) }) : '',
        pieces(items),
        reason(event.data.reason ?? event.data.reasonCode),
        packaging && packaging !== 'intact' && packaging !== 'unknown'
          ? t(`told.packaging.${packaging}`)
          : '',
        place,
      )
    }
    case 'delivery.refusal_settled':
      return t(`told.settled.${event.data.as}`)
    case 'parcel.received':
      return joined(place || (event.data.locationCode ?? ''), pieces(event.data.items))
    case 'parcel.at_hub': {
      const { packaging, reasonCode, items, extra = [] } = event.data
      return joined(
        place || (event.data.locationCode ?? ''),
        pieces(items),
        ...extra.map(({ sku, quantity }) => t('told.extra', { sku, count: quantity })),
        reason(reasonCode),
        packaging && packaging !== 'unknown' ? t(`told.packaging.${packaging}`) : '',
      )
    }
    case 'parcel.in_transit':
    case 'parcel.lost':
    case 'parcel.found':
      return place || (event.data.locationCode ?? '')
    case 'inspection.done':
      return [...new Set(event.data.items.map((item) => t(`disposition.${item.disposition}`)))].join(', ')
    case 'refund.due':
      return money(event.data.amount, event.data.currency)
    case 'route.given':
      return joined(wayOf(event, t), ruleOf(event, t))
    case 'route.overridden':
      return wayOf(event, t)
    default:
      return ''
  }
}
