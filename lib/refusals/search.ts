/** The URL state of the queue of refused parcels: parsed and written here and nowhere else. */
import { z } from 'zod'
import { caseNumber, readCaseNumber, type SearchParams } from '@/lib/cases/search'
import { isLocalDate, type LocalDate } from '@/lib/dates'

/** How many rows a page has. */
export const pageSize = 50
/** Counting stops here; more is shown as «1 000+». */
export const countLimit = 1000

/** What a refused parcel waits for, the most pressing first. */
export const refusalTabs = [
  'needs_route',
  'redelivery',
  'storage',
  'disputed',
  'moving',
  'arrived',
  'all',
] as const
export type RefusalTab = (typeof refusalTabs)[number]

/**
 * A place between two rows, in the order of the tab: those that come after it, or before it. `group` is the part of
 * the tab that the row stands in: of the redeliveries, those that are still to be agreed stand before the others.
 */
export type RefusalCursor = { side: 'after' | 'before'; group: 0 | 1; at: Date; id: string }

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const cursorShape = new RegExp(`^([ab])([01])-(\\d{1,14})-(${uuid})$`)

function readCursor(text: string): RefusalCursor | null {
  const match = cursorShape.exec(text)
  if (!match) return null
  const [, side, group, ms, id = ''] = match
  return {
    side: side === 'a' ? 'after' : 'before',
    group: group === '1' ? 1 : 0,
    at: new Date(Number(ms)),
    id,
  }
}

function writeCursor({ side, group, at, id }: RefusalCursor): string {
  return `${side === 'after' ? 'a' : 'b'}${group}-${at.getTime()}-${id}`
}

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value)
const codes = (shape: RegExp) =>
  z.preprocess(
    (value) =>
      (Array.isArray(value) ? value : [value])
        .filter((one) => typeof one === 'string')
        .flatMap((one) => one.split(',')),
    z
      .array(z.string())
      .transform((given) => [...new Set(given)].filter((value) => shape.test(value)).slice(0, 50)),
  )
const day = z.preprocess(first, z.string().refine(isLocalDate).nullable().catch(null))

/** A rule's id, or the default of the rules. */
const ruleShape = new RegExp(`^(${uuid}|default)$`)

const searchShape = z.object({
  tab: z.preprocess(first, z.enum(refusalTabs).nullable().catch(null)),
  /** Parcels whose latest route is by one of these rules, in whatever version. */
  rule: codes(ruleShape),
  /** Codes of locations. */
  hub: codes(/^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$/),
  /** Codes of carriers, and what a carrier calls its couriers. */
  carrier: codes(/^[a-z0-9][a-z0-9-]{0,40}$/),
  courier: codes(/^[^,]{1,100}$/),
  /** The reason that counts now: the hub's where it named one, else the courier's. It stands for those under it too. */
  reason: codes(/^[a-z0-9_-]{1,100}$/),
  /** Days of the refusal in the merchant's zone, both included. */
  from: day,
  to: day,
  cursor: z.preprocess(first, z.string().transform(readCursor).catch(null)),
  /** The number of the case whose panel is open beside the list. */
  peek: z.preprocess(first, z.string().transform(readCaseNumber).catch(null)),
})

export type RefusalSearch = {
  tab: RefusalTab
  rule: string[]
  hub: string[]
  carrier: string[]
  courier: string[]
  reason: string[]
  from: LocalDate | null
  to: LocalDate | null
  cursor: RefusalCursor | null
  peek: number | null
}

const emptyParams: SearchParams = Object.fromEntries(
  Object.keys(searchShape.shape).map((key) => [key, undefined]),
)

/** Any query string → a state; what is wrong falls back to its default. */
export function parseRefusalSearch(params: SearchParams): RefusalSearch {
  const { tab, ...state } = searchShape.parse({ ...emptyParams, ...params })
  return { ...state, tab: tab ?? usualTab(state) }
}

type Narrowing = Pick<RefusalSearch, 'rule' | 'hub' | 'carrier' | 'courier' | 'reason' | 'from' | 'to'>

/** Who comes with a question about some of the parcels is shown all of them; without one, those that wait. */
function usualTab(search: Narrowing): RefusalTab {
  return isNarrowed(search) ? 'all' : 'needs_route'
}

/** Whether anything narrows the tab. */
export function isNarrowed(search: Narrowing): boolean {
  const { rule, hub, carrier, courier, reason, from, to } = search
  return (
    [rule, hub, carrier, courier, reason].some((values) => values.length > 0) || from !== null || to !== null
  )
}

/** Nothing that narrows the tab. */
export const unnarrowed: Narrowing = {
  rule: [],
  hub: [],
  carrier: [],
  courier: [],
  reason: [],
  from: null,
  to: null,
}

/** The query string of a state, without what is default; '' or beginning with `?`. */
export function refusalQuery(search: RefusalSearch, change: Partial<RefusalSearch> = {}): string {
  const state = { ...search, ...change }
  const entries: [string, string][] = [
    ['tab', state.tab === usualTab(state) ? '' : state.tab],
    ['rule', state.rule.join()],
    ['hub', state.hub.join()],
    ['carrier', state.carrier.join()],
    ['courier', state.courier.join()],
    ['reason', state.reason.join()],
    ['from', state.from ?? ''],
    ['to', state.to ?? ''],
    ['cursor', state.cursor ? writeCursor(state.cursor) : ''],
    ['peek', state.peek === null ? '' : caseNumber(state.peek)],
  ]
  const text = entries
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll('%2C', ',')}`)
    .join('&')
  return text === '' ? '' : `?${text}`
}

/** The queue in a state. A change of what is found leads back to the first page. */
export function refusalListHref(
  slug: string,
  search: RefusalSearch,
  change: Partial<RefusalSearch> = {},
): string {
  const turns = ['cursor', 'peek']
  const again = Object.keys(change).some((key) => !turns.includes(key))
  return `/${slug}/refusals${refusalQuery(search, again ? { cursor: null, peek: null, ...change } : change)}`
}
