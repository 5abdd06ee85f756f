/** The state of a replay's page that lives in the address. */
import type { WayKey } from '@/lib/routing/replay'
import { byDefault, readWay } from './rules'

/** The page begins below this refusal, or ends above it. */
export type Turn = { side: 'after' | 'before'; id: string }

export type RoutingReplaySearch = {
  /** Only those that went this way; null: any. */
  from: WayKey | null
  /** Only those that would go that way; the same as `from`: those that stay. */
  to: WayKey | null
  /** Only those that this rule of the draft, or its default, would send; null: any. */
  rule: string | null
  turn: Turn | null
}

export const everyChange: RoutingReplaySearch = { from: null, to: null, rule: null, turn: null }

export const changesPerPage = 50

type Params = Record<string, string | string[] | undefined>

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function one(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

function idOf(value: string | string[] | undefined): string | null {
  return uuidShape.test(one(value)) ? one(value) : null
}

/** Reads the address; what cannot be understood is as if it were not there. */
export function parseRoutingReplaySearch(params: Params): RoutingReplaySearch {
  const [from, to] = [readWay(one(params.from)), readWay(one(params.to))]
  const [after, before] = [idOf(params.after), idOf(params.before)]
  return {
    from,
    to,
    // Of those that stay it is not kept which rule keeps them.
    rule: staysOnly({ from, to }) ? null : one(params.rule) === byDefault ? byDefault : idOf(params.rule),
    turn: after ? { side: 'after', id: after } : before ? { side: 'before', id: before } : null,
  }
}

/** Whether it is about refusals that would go as they went. */
export function staysOnly({ from, to }: Pick<RoutingReplaySearch, 'from' | 'to'>): boolean {
  return from !== null && from === to
}

/** The page of one replay in that state. */
export function routingReplayHref(
  merchantSlug: string,
  replayId: string,
  search: Partial<RoutingReplaySearch> = {},
): string {
  const params = new URLSearchParams()
  if (search.from) params.set('from', search.from)
  if (search.to) params.set('to', search.to)
  if (search.rule) params.set('rule', search.rule)
  if (search.turn) params.set(search.turn.side, search.turn.id)
  const query = params.toString()
  return `/${merchantSlug}/routing/replays/${replayId}${query ? `?${query}` : ''}`
}

export function routingReplaysHref(merchantSlug: string): string {
  return `/${merchantSlug}/routing/replays`
}
