import type { Field } from '@/lib/imports/fields'
import type { RefusalKind } from '@/lib/imports/search'
import type { RowVerdict } from '@/lib/imports/rules'

type Values = Record<string, string | number>
export type Translate = {
  (key: string, values?: Values): string
  has(key: string): boolean
}

type Issue = { code: string; column?: number | null; field?: Field | null; params: Values }

/** Why a row was left out: one sentence a reason, the first one first. */
export function rowReasons(
  t: Translate,
  row: { kind: RefusalKind; code: string; params: Values },
  names: readonly string[],
): string[] {
  if (row.kind === 'not_goods') return [codeName(t, row.kind, row.code)]
  if (row.kind === 'unmatched') return [t(`unmatched.${row.code}`, row.params)]
  const { others, column, ...params } = row.params
  const first = { code: row.code, column: typeof column === 'number' ? column : null, params }
  return [first, ...othersOf(others)].map((issue) => issueText(t, issue, names))
}

/** What is wrong with a row of the preview, or was read otherwise than written; empty when nothing was. */
export function verdictRemarks(t: Translate, verdict: RowVerdict, names: readonly string[]): string[] {
  if (verdict.kind === 'not_goods') return [codeName(t, 'not_goods', verdict.code)]
  if (verdict.kind === 'refused') return verdict.issues.map((issue) => issueText(t, issue, names))
  return verdict.issues.map((issue) => t(`note.${issue.code}`))
}

/** A code on its own, as the heading of its rows. */
export function codeName(t: Translate, kind: RefusalKind, code: string): string {
  const key = kind === 'not_goods' ? `notGoods.${code}` : `group.${kind}.${code}`
  return t.has(key) ? t(key) : code
}

function issueText(t: Translate, { code, column, field, params }: Issue, names: readonly string[]): string {
  const key = `issue.${code}`
  if (!t.has(key)) return code
  const named = typeof column === 'number' ? names[column] : undefined
  return t(key, { ...params, column: named ?? (field ? t(`fields.${field}`) : '…') })
}

function othersOf(text: string | number | undefined): Issue[] {
  if (typeof text !== 'string') return []
  const parsed: unknown = JSON.parse(text)
  return Array.isArray(parsed)
    ? parsed.map(({ code, column, ...params }: Values) => ({
        code: String(code),
        column: typeof column === 'number' ? column : null,
        params,
      }))
    : []
}
