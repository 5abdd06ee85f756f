import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import type { TimelineEntry } from '@/lib/cases/reading'
import type { EventType } from '@/lib/cases/events'
import type { CasePage } from '@/lib/cases/reading'
import { formatSlot } from '@/lib/i18n/format'
import { reasonName, type Words } from './words'

type Group = EventType extends infer T ? (T extends `${infer G}.${string}` ? G : never) : never

const icons: Record<Group, IconName> = {
  case: 'file-text',
  verdict: 'gavel',
  decision: 'gavel',
  pickup: 'truck',
  delivery: 'package-x',
  route: 'route',
  parcel: 'package',
  inspection: 'clipboard-check',
  refund: 'wallet',
  evidence: 'camera',
  notice: 'bell',
}
const loud: Partial<Record<EventType, string>> = {
  'decision.approved': 'text-green',
  'decision.declined': 'text-red',
  'pickup.call_failed': 'text-amber',
  'pickup.attempt_failed': 'text-red',
  'pickup.failed': 'text-red',
  'pickup.collected': 'text-green',
  'parcel.lost': 'text-red',
  'parcel.found': 'text-green',
  'parcel.received': 'text-green',
  'refund.paid': 'text-green',
  'refund.failed': 'text-red',
}

/** A minute apart is the same moment for a person. */
const apartMs = 60_000

/** Everything that happened, newest first: when, who, and when it was recorded where that differs. */
export function CaseTimeline({ page, words }: { page: CasePage; words: Words }) {
  const { t, dateTime } = words
  return (
    <ol className="relative">
      {page.timeline.map((event) => {
        const late = event.recordedAt.getTime() - event.occurredAt.getTime() > apartMs
        const detail = detailOf(event, page, words)
        const group = event.type.slice(0, event.type.indexOf('.')) as Group
        return (
          <li key={event.id} className="group relative flex gap-3 pb-5 last:pb-0">
            <span aria-hidden className="absolute top-6 bottom-0 left-3 w-px bg-hairline group-last:hidden" />
            <span
              className={`relative grid size-6 shrink-0 place-items-center rounded-full bg-sunken ring-1 ring-hairline ${loud[event.type] ?? 'text-ink-3'}`}
            >
              <Icon name={icons[group]} size={13} />
            </span>
            <div className="min-w-0 flex-1 pt-0.5">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className="font-medium">{t(`event.${event.type}`)}</span>
                <time dateTime={event.occurredAt.toISOString()} className="text-sm text-ink-2">
                  {dateTime(event.occurredAt)}
                </time>
              </p>
              {detail ? <p className="text-ink-2">{detail}</p> : null}
              {event.note ? (
                <p className="mt-1 border-l-2 border-edge pl-2.5 break-words whitespace-pre-line">
                  {event.note}
                </p>
              ) : null}
              <p className="text-sm text-ink-3">
                {event.who ?? t(`actor.${event.actor.kind}`)}
                {event.who && event.actor.kind !== 'member'
                  ? ` · ${withinLine(t(`actor.${event.actor.kind}`))}`
                  : ''}
                {late ? ` · ${t('card.recorded', { date: dateTime(event.recordedAt) })}` : ''}
              </p>
            </div>
          </li>
        )
      })}
    </ol>
  )
}

/** What an event says beyond its name, in a few words. */
function detailOf(event: TimelineEntry, page: CasePage, { t, locale, money }: Words): string {
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
    case 'delivery.refused':
      return joined(pieces(event.data.items), reason(event.data.reasonCode))
    case 'parcel.received':
      return joined(place || (event.data.locationCode ?? ''), pieces(event.data.items))
    case 'parcel.at_hub':
    case 'parcel.in_transit':
    case 'parcel.lost':
    case 'parcel.found':
      return place || (event.data.locationCode ?? '')
    case 'inspection.done':
      return [...new Set(event.data.items.map((item) => t(`disposition.${item.disposition}`)))].join(', ')
    case 'refund.due':
      return money(event.data.amount, event.data.currency)
    case 'route.given':
    case 'route.overridden':
      return place
    default:
      return ''
  }
}

/** Begins with a small letter, unlike at the start of a line; «API» stays as it is. */
function withinLine(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
