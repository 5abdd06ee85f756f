/** Why a whole file cannot be read; each code is a sentence in messages `imports.problem.<code>`. */
export const fileProblemCodes = [
  'empty',
  'too_large',
  'binary',
  'archive',
  'xls_old',
  'xlsb',
  'ods',
  'word',
  'encrypted',
  'html',
  'xml',
  'json',
  'not_a_table',
  'no_rows',
  'too_many_columns',
  'too_many_rows',
  'line_too_long',
  'too_many_broken_quotes',
  'workbook_broken',
  'workbook_too_large',
  'sheet_missing',
  'no_sheets',
] as const
export type FileProblemCode = (typeof fileProblemCodes)[number]
export type FileProblem = { code: FileProblemCode; params: Record<string, string | number> }

/**
 * Thrown while rows are being streamed, where no value can be returned any more; `fileProblemOf` turns it back into a
 * value at the edge.
 */
export class UnreadableFile extends Error {
  readonly problem: FileProblem
  constructor(code: FileProblemCode, params: Record<string, string | number> = {}) {
    super(`The file cannot be read: ${code} ${JSON.stringify(params)}`)
    this.name = 'UnreadableFile'
    this.problem = { code, params }
  }
}

/** The problem a reader threw, or null when the error is not about the file and must be thrown on. */
export function fileProblemOf(error: unknown): FileProblem | null {
  return error instanceof UnreadableFile ? error.problem : null
}
