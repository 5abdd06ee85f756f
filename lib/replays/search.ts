/** The state of a replay's page that lives in the address. */
import { readDecision, writeDecision, type Decision } from './rules'

export const changesShown = ['decision', 'date'] as const
export type ChangesShown = (typeof changesShown)[number]

export type ReplaySearch = {
  /** Only another decision, or only another last day; null: both. */
  show: ChangesShown | null
  /** Only those that went from this decision to that; null: any. */
  from: Decision | null
  to: Decision | null
  /** The page begins below this case; null: at the newest. */
  after: string | null
}

export const changesPerPage = 50

type Params = Record<string, string | string[] | undefined>

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function one(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

/** An id from the path, or null when it is none. */
export function parseReplayId(text: string): string | null {
  return uuidShape.test(text) ? text : null
}

/** Reads the address; what cannot be understood is as if it were not there, and half of a transition is none. */
export function parseReplaySearch(params: Params): ReplaySearch {
  const from = readDecision(one(params.from))
  const to = readDecision(one(params.to))
  const whole = from !== null && to !== null
  return {
    show: changesShown.find((shown) => shown === one(params.show)) ?? null,
    from: whole ? from : null,
    to: whole ? to : null,
    after: parseReplayId(one(params.after)),
  }
}

/** The page of one replay in that state. */
export function replayHref(
  merchantSlug: string,
  replayId: string,
  search: Partial<ReplaySearch> = {},
): string {
  const params = new URLSearchParams()
  if (search.show) params.set('show', search.show)
  if (search.from && search.to) {
    params.set('from', writeDecision(search.from))
    params.set('to', writeDecision(search.to))
  }
  if (search.after) params.set('after', search.after)
  const query = params.toString()
  return `/${merchantSlug}/policy/replays/${replayId}${query ? `?${query}` : ''}`
}

export function replaysHref(merchantSlug: string): string {
  return `/${merchantSlug}/policy/replays`
}
