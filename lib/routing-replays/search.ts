/** The state of a replay's page that lives in the address. */
import type { WayKey } from '@/lib/routing/replay'
import { byDefault, readWay } from './ways'

/** The page begins below this refusal, or ends above it. */
export type Turn = { side: 'after' | 'before'; id: string }

export type RoutingReplaySearch = {
  /** Only those that went one of these ways; empty: any. */
  from: readonly WayKey[]
  /** Only those that would go one of these ways; one and the same as `from`: those that stay. */
  to: readonly WayKey[]
  /** Only those that one of these rules of the draft, or its default, would send; empty: any. */
  rule: readonly string[]
  cursor: Turn | null
}

export const everyChange: RoutingReplaySearch = { from: [], to: [], rule: [], cursor: null }

export const changesPerPage = 50

type Params = Record<string, string | string[] | undefined>

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** `a,b` or the parameter given several times; each once, and not without end. */
function listed(value: string | string[] | undefined): string[] {
  const given = (Array.isArray(value) ? value : [value ?? '']).flatMap((one) => one.split(','))
  return [...new Set(given)].slice(0, 600)
}

function waysOf(value: string | string[] | undefined): WayKey[] {
  return listed(value).flatMap((text) => readWay(text) ?? [])
}

function readCursor(text: string): Turn | null {
  const id = text.slice(1)
  if (!uuidShape.test(id)) return null
  return text.startsWith('a') ? { side: 'after', id } : text.startsWith('b') ? { side: 'before', id } : null
}

/** Reads the address; what cannot be understood is as if it were not there. */
export function parseRoutingReplaySearch(params: Params): RoutingReplaySearch {
  const [from, to] = [waysOf(params.from), waysOf(params.to)]
  const rule = listed(params.rule).filter((text) => text === byDefault || uuidShape.test(text))
  return {
    from,
    to,
    // Of those that stay it is not kept which rule keeps them.
    rule: stayingWay({ from, to }) === null ? rule : [],
    cursor: readCursor(listed(params.cursor)[0] ?? ''),
  }
}

/** The way of the refusals that are listed when these are ones that would go as they went; null: others are. */
export function stayingWay({ from, to }: Pick<RoutingReplaySearch, 'from' | 'to'>): WayKey | null {
  const [way] = from
  return way !== undefined && from.length === 1 && to.length === 1 && to[0] === way ? way : null
}

/** The page of one replay in that state. */
export function routingReplayHref(
  merchantSlug: string,
  replayId: string,
  search: Partial<RoutingReplaySearch> = {},
): string {
  const { from = [], to = [], rule = [], cursor } = search
  const params = new URLSearchParams()
  for (const [name, values] of [
    ['from', from],
    ['to', to],
    ['rule', rule],
  ] as const)
    if (values.length > 0) params.set(name, values.join())
  if (cursor) params.set('cursor', `${cursor.side === 'after' ? 'a' : 'b'}${cursor.id}`)
  const query = params.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')
  return `/${merchantSlug}/routing/replays/${replayId}${query ? `?${query}` : ''}`
}

export function routingReplaysHref(merchantSlug: string): string {
  return `/${merchantSlug}/routing/replays`
}
