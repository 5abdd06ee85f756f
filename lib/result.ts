/**
 * One thing that is wrong with the input: where (`items[0].sku`), a stable code, and a sentence for a person. `params` fill
 * the sentence that the interface has for the code.
 */
export type FieldIssue = {
  path: string
  code: string
  message: string
  params?: Record<string, string | number>
}

/**
 * An expected refusal. `code` is stable and translated by the interface (`errors.<code>`); `params` fill that sentence.
 * `fields` name what is wrong with the input, `detail` is an English sentence for API callers.
 */
export type Refusal = {
  code: RefusalCode
  detail: string
  params?: Record<string, string | number>
  fields?: FieldIssue[]
}

export const refusalCodes = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'not_allowed_now',
  'needs_decision',
  'not_enough_left',
  'slot_full',
  'slot_closed',
  'unsupported_file',
] as const
export type RefusalCode = (typeof refusalCodes)[number]

export type Result<T> = { ok: true; data: T } | { ok: false; error: Refusal }

export function ok<T>(data: T): Result<T> {
  return { ok: true, data }
}

export function refuse(
  code: RefusalCode,
  detail: string,
  more: Pick<Refusal, 'params' | 'fields'> = {},
): { ok: false; error: Refusal } {
  return { ok: false, error: { code, detail, ...more } }
}
