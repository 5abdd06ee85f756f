/** The URL state of the list of returns: parsed and written here and nowhere else. */
import { z } from 'zod'
import { isLocalDate } from '@/lib/dates'
import { readDue } from '@/lib/deadlines/search'
import { outcomes } from '@/lib/policies/verdict'
import { caseKinds, owedStates, stages, type Stage } from './machine'

/** How many rows a page has. */
export const pageSize = 50
/** Counting stops here; more is shown as «1 000+». */
export const countLimit = 1000

/** `waiting`, the longest first when descending, is there where stages are chosen: by them goes its index. */
const caseSortKeys = ['created', 'updated', 'waiting'] as const
export type CaseSortKey = (typeof caseSortKeys)[number]

/** Columns in the order in which they stand. The number is always there. */
export const caseColumns = [
  'number',
  'stage',
  'order',
  'customer',
  'goods',
  'reason',
  'verdict',
  'flags',
  'amount',
  'waiting',
  'slot',
  'location',
  'kind',
  'created',
  'updated',
] as const
export type CaseColumn = (typeof caseColumns)[number]
export const defaultColumns: readonly CaseColumn[] = [
  'number',
  'stage',
  'order',
  'customer',
  'goods',
  'amount',
  'created',
]
const reviewColumns: readonly CaseColumn[] = [
  'number',
  'stage',
  'customer',
  'goods',
  'flags',
  'amount',
  'waiting',
]

/** What is shown unless columns are chosen: in support's queue, why each is there and how long it has waited. */
export function usualColumns(stage: readonly Stage[]): readonly CaseColumn[] {
  return stage.length === 1 && stage[0] === 'review' ? reviewColumns : defaultColumns
}

/** A place between two rows: those that come after it, or before it, in the order of the list. */
export type Cursor = { side: 'after' | 'before'; at: Date; id: string }

const cursorShape = /^([ab])(\d{1,14})-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/

function readCursor(text: string): Cursor | null {
  const match = cursorShape.exec(text)
  if (!match) return null
  const [, side, ms, id = ''] = match
  return { side: side === 'a' ? 'after' : 'before', at: new Date(Number(ms)), id }
}

export function writeCursor({ side, at, id }: Cursor): string {
  return `${side === 'after' ? 'a' : 'b'}${at.getTime()}-${id}`
}

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value)
/** `a,b` or the parameter given several times. */
const listed = (value: unknown): unknown =>
  (Array.isArray(value) ? value : [value])
    .filter((one) => typeof one === 'string')
    .flatMap((one) => one.split(','))

/** Some of the known values, in their order, each once; what is not known is left out. */
const someOf = <T extends string>(known: readonly T[]) =>
  z.preprocess(
    listed,
    z.array(z.string()).transform((given) => known.filter((value) => given.includes(value))),
  )
const codes = (shape: RegExp) =>
  z.preprocess(
    listed,
    z
      .array(z.string())
      .transform((given) => [...new Set(given)].filter((value) => shape.test(value)).slice(0, 50)),
  )
const day = z.preprocess(first, z.string().refine(isLocalDate).nullable().catch(null))

const searchShape = z.object({
  q: z.preprocess(
    first,
    z
      .string()
      .transform((text) => text.trim().slice(0, 120))
      .catch(''),
  ),
  stage: someOf(stages),
  kind: z.preprocess(first, z.enum(caseKinds).nullable().catch(null)),
  verdict: someOf(outcomes),
  /** What is owed to the customer, or on its way to them. */
  money: someOf(owedStates),
  reason: codes(/^[a-z0-9_-]{1,100}$/),
  location: codes(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  /** Days in the merchant's zone, both included. */
  createdFrom: day,
  createdTo: day,
  /** By the clocks that run: a queue, or the day on which one ends. */
  due: z.preprocess(first, z.string().transform(readDue).catch(null)),
  sort: z.preprocess(
    first,
    z
      .string()
      .regex(/^-?(created|updated|waiting)$/)
      .catch('-created')
      .transform((text) => ({
        key: caseSortKeys.find((key) => text.endsWith(key)) ?? 'created',
        descending: text.startsWith('-'),
      })),
  ),
  cursor: z.preprocess(first, z.string().transform(readCursor).catch(null)),
  columns: someOf(caseColumns).transform((given) =>
    given.length > 0 ? caseColumns.filter((key) => key === 'number' || given.includes(key)) : null,
  ),
  /** The number of the case whose panel is open beside the list. */
  peek: z.preprocess(first, z.string().transform(readCaseNumber).catch(null)),
})
export type CaseSearch = Omit<z.output<typeof searchShape>, 'columns'> & { columns: CaseColumn[] }

export type SearchParams = Record<string, string | string[] | undefined>

/** Any query string → a state; what is wrong falls back to its default. */
export function parseCaseSearch(params: SearchParams): CaseSearch {
  const { columns, ...state } = searchShape.parse({ ...emptyParams, ...params })
  return { ...state, sort: usableSort(state), columns: columns ?? [...usualColumns(state.stage)] }
}

/** Who has waited longest is only asked within stages. */
export function usableSortKeys({ stage }: Pick<CaseSearch, 'stage'>): CaseSortKey[] {
  return caseSortKeys.filter((key) => key !== 'waiting' || stage.length > 0)
}

function usableSort({ sort, stage }: Pick<CaseSearch, 'sort' | 'stage'>): CaseSearch['sort'] {
  return usableSortKeys({ stage }).includes(sort.key) ? sort : { key: 'created', descending: true }
}

const emptyParams: SearchParams = Object.fromEntries(
  Object.keys(searchShape.shape).map((key) => [key, undefined]),
)

/** `R-10342`, `r10342` or `10342` → 10342. */
export function readCaseNumber(text: string): number | null {
  const match = /^(?:[rр]\s*-?\s*)?([1-9]\d{0,8})$/iu.exec(text.trim())
  return match ? Number(match[1]) : null
}

export function caseNumber(number: number): string {
  return `R-${number}`
}

/** Where nobody has chosen columns, those that are usual for other stages come with them. */
function columnsFor({ columns, stage }: CaseSearch, next: readonly Stage[]): CaseColumn[] {
  return columns.join() === usualColumns(stage).join() ? [...usualColumns(next)] : columns
}

/** The query string of a state, without what is default; '' or beginning with `?`. */
export function caseQuery(search: CaseSearch, change: Partial<CaseSearch> = {}): string {
  const state = { ...search, ...change }
  const { key, descending } = usableSort(state)
  const sort = `${descending ? '-' : ''}${key}`
  const shown = (change.columns ?? columnsFor(search, state.stage)).join()
  const entries: [string, string][] = [
    ['q', state.q],
    ['stage', state.stage.join()],
    ['kind', state.kind ?? ''],
    ['verdict', state.verdict.join()],
    ['money', state.money.join()],
    ['reason', state.reason.join()],
    ['location', state.location.join()],
    ['createdFrom', state.createdFrom ?? ''],
    ['createdTo', state.createdTo ?? ''],
    ['due', state.due ?? ''],
    ['sort', sort === '-created' ? '' : sort],
    ['cursor', state.cursor ? writeCursor(state.cursor) : ''],
    ['columns', shown === usualColumns(state.stage).join() ? '' : shown],
    ['peek', state.peek === null ? '' : caseNumber(state.peek)],
  ]
  const text = entries
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll('%2C', ',')}`)
    .join('&')
  return text === '' ? '' : `?${text}`
}

/** The list in a state. A change of what is found, or of its order, leads back to the first page. */
export function caseListHref(slug: string, search: CaseSearch, change: Partial<CaseSearch> = {}): string {
  const turns = ['cursor', 'columns', 'peek']
  const again = Object.keys(change).some((key) => !turns.includes(key))
  return `/${slug}/returns${caseQuery(search, again ? { cursor: null, peek: null, ...change } : change)}`
}

/** One case; `within` is the list it was found in, so that j and k go on through it. */
export function caseHref(slug: string, number: number, within?: CaseSearch): string {
  const list = within
    ? caseQuery(within, { cursor: null, peek: null, columns: [...usualColumns(within.stage)] })
    : ''
  return `/${slug}/returns/${caseNumber(number)}${list}`
}

/** Whether anything narrows the list. */
export function isNarrowed(search: CaseSearch): boolean {
  return (
    search.q !== '' ||
    search.stage.length > 0 ||
    search.kind !== null ||
    search.verdict.length > 0 ||
    search.money.length > 0 ||
    search.reason.length > 0 ||
    search.location.length > 0 ||
    search.createdFrom !== null ||
    search.createdTo !== null ||
    search.due !== null
  )
}

/** The list as it is without any narrowing, in the same order and with the same columns. */
export function withoutFilters(search: CaseSearch): CaseSearch {
  return {
    ...search,
    q: '',
    stage: [],
    kind: null,
    verdict: [],
    money: [],
    reason: [],
    location: [],
    createdFrom: null,
    createdTo: null,
    due: null,
    columns: columnsFor(search, []),
    cursor: null,
    peek: null,
  }
}
