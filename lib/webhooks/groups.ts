/** The event types as people choose them: in groups with a name. */
import { eventTypes, type EventType } from '@/lib/cases/events'

export const groupKeys = [
  'refusals',
  'case',
  'decision',
  'pickup',
  'parcel',
  'inspection',
  'refund',
  'other',
] as const
export type GroupKey = (typeof groupKeys)[number]

const groupOfKind: Record<string, GroupKey> = {
  delivery: 'refusals',
  route: 'refusals',
  case: 'case',
  verdict: 'decision',
  decision: 'decision',
  pickup: 'pickup',
  parcel: 'parcel',
  inspection: 'inspection',
  refund: 'refund',
  evidence: 'other',
  notice: 'other',
}

function groupOf(type: EventType): GroupKey {
  return groupOfKind[type.slice(0, type.indexOf('.'))] ?? 'other'
}

/** Every type is in exactly one group; the groups in the order of `groupKeys`. */
export const eventGroups: readonly { key: GroupKey; types: readonly EventType[] }[] = groupKeys.map(
  (key) => ({ key, types: eventTypes.filter((type) => groupOf(type) === key) }),
)

/** What most shops' order systems want to know of first: `notice.sent` asks them to write to the customer. */
export const usualTypes: readonly EventType[] = [...(eventGroups[0]?.types ?? []), 'notice.sent']

/** What an endpoint listens to, by group: `all` or how many of a group; groups it leaves out are not there. */
export function listensTo(types: readonly EventType[]): { key: GroupKey; chosen: number; all: boolean }[] {
  return eventGroups
    .map((group) => {
      const chosen = group.types.filter((type) => types.includes(type)).length
      return { key: group.key, chosen, all: chosen === group.types.length }
    })
    .filter(({ chosen }) => chosen > 0)
}
