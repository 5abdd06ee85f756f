/** What replays of routing rules are spoken of by: how far they look back, the names of ways, and flows between them. */
import type { ReplayFlows, WayKey } from '@/lib/routing/replay'

/** How far a replay may look back. */
export const replayDays = [30, 90, 365] as const
export type ReplayDays = (typeof replayDays)[number]

/** How the draft's default stands among its rules. */
export const byDefault = 'default'

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const wayShape = new RegExp(`^(?:deliver:${uuid}|redeliver|ask|none)$`)

/** The way of this name, or null when there is none. */
export function readWay(text: string): WayKey | null {
  return isWay(text) ? text : null
}

function isWay(text: string): text is WayKey {
  return wayShape.test(text)
}

/** The location of a way that leads to one. */
export function locationOf(way: WayKey): string | null {
  return way.startsWith('deliver:') ? way.slice('deliver:'.length) : null
}

export type Flow = { before: WayKey; after: WayKey; count: number }

/** From where to where, the largest first. */
export function flowsOf(flows: ReplayFlows): Flow[] {
  return Object.entries(flows)
    .flatMap(([key, count]): Flow[] => {
      const [from = '', to = ''] = key.split('>')
      const [before, after] = [readWay(from), readWay(to)]
      return before && after && count > 0 ? [{ before, after, count }] : []
    })
    .toSorted(
      (one, other) =>
        other.count - one.count ||
        one.before.localeCompare(other.before) ||
        one.after.localeCompare(other.after),
    )
}
