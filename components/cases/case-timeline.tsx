import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import type { EventType } from '@/lib/cases/events'
import { evidenceOf } from '@/lib/cases/evidence'
import type { CasePage } from '@/lib/cases/reading'
import type { TimelineEntry } from '@/lib/cases/timeline'
import { eventDetail, eventTitle } from './event-words'
import { EvidenceLinks } from './evidence-links'
import type { Words } from './words'

type Group = EventType extends infer T ? (T extends `${infer G}.${string}` ? G : never) : never

const icons: Record<Group, IconName> = {
  case: 'file-text',
  verdict: 'hourglass',
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
/** Where an event stands out of its group. */
const ownIcons: Partial<Record<EventType, IconName>> = {
  'case.noted': 'message-square',
  'case.flagged': 'triangle-exclamation-point',
}
const loud: Partial<Record<EventType, string>> = {
  'decision.approved': 'text-green',
  'decision.declined': 'text-red',
  'case.flagged': 'text-amber',
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
      {page.timeline.map((event, index) => {
        const late = event.recordedAt.getTime() - event.occurredAt.getTime() > apartMs
        const detail = eventDetail(event, page, words)
        const pieces = evidenceOf(event)
        const group = event.type.slice(0, event.type.indexOf('.')) as Group
        return (
          <li key={event.id} className="group relative flex gap-3 pb-5 last:pb-0">
            <span aria-hidden className="absolute top-6 bottom-0 left-3 w-px bg-hairline group-last:hidden" />
            <span
              className={`relative grid size-6 shrink-0 place-items-center rounded-full bg-sunken ring-1 ring-hairline ${loud[event.type] ?? 'text-ink-3'}`}
            >
              <Icon
                name={asks(event) ? 'message-square' : (ownIcons[event.type] ?? icons[group])}
                size={13}
              />
            </span>
            <div className="min-w-0 flex-1 pt-0.5">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className="font-medium">
                  {eventTitle(event, page.timeline.slice(index + 1), page, words)}
                </span>
                <time dateTime={event.occurredAt.toISOString()} className="text-sm text-ink-2">
                  {dateTime(event.occurredAt)}
                </time>
              </p>
              {detail ? <p className="text-ink-2">{detail}</p> : null}
              {pieces.length > 0 ? (
                <EvidenceLinks pieces={pieces} kindName={(kind) => t(`evidenceKind.${kind}`)} />
              ) : null}
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

function asks(event: TimelineEntry): boolean {
  return event.type === 'decision.reviewed' && (event.data.asked ?? false)
}

/** Begins with a small letter, unlike at the start of a line; «API» stays as it is. */
function withinLine(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
