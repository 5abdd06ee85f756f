/** The state of the import screens that lives in the address. */
export const refusalKinds = ['refused', 'unmatched', 'not_goods'] as const
export type RefusalKind = (typeof refusalKinds)[number]

type Params = Record<string, string | string[] | undefined>

function one(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

function positive(value: string | string[] | undefined): number | null {
  const text = one(value)
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null
}

/** Which of an import's left-out rows are shown, and after which line of the file. */
export type RefusalSearch = { kind: RefusalKind | null; code: string | null; after: number | null }

export function parseRefusalSearch(params: Params): RefusalSearch {
  const code = one(params.code)
  return {
    kind: refusalKinds.find((kind) => kind === one(params.rows)) ?? null,
    code: /^[a-z_]{1,50}$/.test(code) ? code : null,
    after: positive(params.after),
  }
}

/** The history begins below the import with this number. */
export function parseHistorySearch(params: Params): { before: number | null } {
  return { before: positive(params.before) }
}

/** The number in `/imports/10001`, or null when it is none. */
export function parseImportNumber(text: string): number | null {
  return positive(text)
}

export function importHref(
  merchantSlug: string,
  number: number,
  search: Partial<RefusalSearch> = {},
): string {
  const params = new URLSearchParams()
  if (search.kind) params.set('rows', search.kind)
  if (search.code) params.set('code', search.code)
  if (search.after) params.set('after', String(search.after))
  const query = params.toString()
  return `/${merchantSlug}/imports/${number}${query ? `?${query}` : ''}`
}

export function historyHref(merchantSlug: string, before: number | null): string {
  return `/${merchantSlug}/imports${before === null ? '' : `?before=${before}`}`
}
