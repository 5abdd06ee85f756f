import type { z } from 'zod'
import { refuse, type FieldIssue, type Refusal } from './result'

/** What is wrong with an input, as the list that forms and the HTTP contract show: path, stable code, sentence. */

/** More than these help nobody, and an answer should not be longer than its question. */
const mostIssues = 100

/** Nothing anybody sends on purpose is nested deeper. */
const deepest = 64

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

/** `items[0].sku`; keys that are no plain words stand in quotes: `map["a b"]`. The input itself is the empty path. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    const name = String(key)
    if (!/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(name)) return `${text}[${JSON.stringify(name)}]`
    return text === '' ? name : `${text}.${name}`
  }, '')
}

function isMissing(input: unknown, path: Path): boolean {
  let value = input
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return true
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value === undefined
}

function codeOf(issue: Issue, input: unknown, path: Path): string {
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_value':
      return isMissing(input, path)
        ? 'required'
        : issue.code === 'invalid_type'
          ? 'wrong_type'
          : 'invalid_value'
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1 ? 'required' : 'too_small'
    case 'custom':
      return typeof issue.params?.code === 'string' ? issue.params.code : 'invalid'
    default:
      return issue.code
  }
}

function flatten(issue: Issue, input: unknown, above: Path): FieldIssue[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: formatPath([...path, key]),
      code: 'unknown_field',
      message: `There is no field ${JSON.stringify(key)} here`,
    }))
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // The alternative the sender most likely meant is the one with the least wrong.
    const [closest = []] = [...issue.errors].sort((a, b) => a.length - b.length)
    return closest.flatMap((inner) => flatten(inner, input, path))
  }
  const code = codeOf(issue, input, path)
  if (code === 'required') return [{ path: formatPath(path), code, message: 'This is required' }]
  const params = paramsOf(issue)
  return [{ path: formatPath(path), code, message: issue.message, ...(params && { params }) }]
}

/** What a sentence about the issue may name: the limit that was passed, and what a refinement says beside its code. */
function paramsOf(issue: Issue): FieldIssue['params'] {
  if (issue.code === 'too_small' && isCounted(issue)) return { least: Number(issue.minimum) }
  if (issue.code === 'too_big' && isCounted(issue)) return { most: Number(issue.maximum) }
  if (issue.code !== 'custom') return undefined
  const named = Object.entries(issue.params ?? {}).filter(
    (entry): entry is [string, string | number] =>
      entry[0] !== 'code' && (typeof entry[1] === 'string' || typeof entry[1] === 'number'),
  )
  return named.length > 0 ? Object.fromEntries(named) : undefined
}

/** A limit that may itself be reached, of letters, things or a number: no moment, and not «more than 0». */
function isCounted({ origin, inclusive = true }: { origin: string; inclusive?: boolean }): boolean {
  return inclusive && origin !== 'date'
}

/**
 * The issues of a failed zod parse, at most 100. Missing values say `required`, unknown fields `unknown_field` with the
 * field as path, refinements the code of their `params: { code }` with what else these name; limits say `params: { most }` or
 * `{ least }`.
 * @param input what was parsed: zod's issues do not tell a missing value from a wrong one
 */
export function fieldIssues(error: z.ZodError, input: unknown): FieldIssue[] {
  return error.issues.flatMap((issue) => flatten(issue, input, [])).slice(0, mostIssues)
}

/** The refusal `invalid` of a failed zod parse, with its fields and a sentence that names the first. */
export function refuseInvalid(error: z.ZodError, input: unknown): { ok: false; error: Refusal } {
  const fields = fieldIssues(error, input)
  const [first] = fields
  const where = first ? `${first.path || 'The input'}: ${first.message}` : 'The input is not valid'
  return refuse('invalid', fields.length > 1 ? `${where} (and ${fields.length - 1} more)` : where, { fields })
}

/**
 * Texts, and keys, that a database cannot keep: a NUL character or half of a surrogate pair.
 * @returns an issue `unstorable_text` for each, or `too_deep` where the search ends; at most 100
 */
export function unstorableTexts(value: unknown, path: Path = []): FieldIssue[] {
  if (typeof value === 'string') {
    if (value.isWellFormed() && !value.includes('\u0000')) return []
    const message = 'The text holds a character that is none (NUL or half of a surrogate pair)'
    return [{ path: formatPath(path), code: 'unstorable_text', message }]
  }
  if (typeof value !== 'object' || value === null) return []
  if (path.length > deepest) {
    return [
      { path: formatPath(path), code: 'too_deep', message: `This is nested deeper than ${deepest} levels` },
    ]
  }
  const entries: [PropertyKey, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value)
  return entries
    .flatMap(([key, entry]) => [
      ...unstorableTexts(typeof key === 'string' ? key : undefined, path),
      ...unstorableTexts(entry, [...path, key]),
    ])
    .slice(0, mostIssues)
}
