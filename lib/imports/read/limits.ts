/** What a file may be at most. Bytes, characters and counts; each has a refusal code of its own in problem.ts. */
export const limits = {
  fileBytes: 64 * 1024 * 1024,
  rows: 1_000_000,
  columns: 256,
  /** Excel's own limit of a cell. */
  cellChars: 32_767,
  /** One physical line of text. */
  lineChars: 1_000_000,
  /** A quoted cell may run over several lines; past this its quote counts as never closed. */
  quotedLines: 100,
  quotedChars: 100_000,
  /** So that a file of broken quotes cannot make the reader look at every line a hundred times. */
  brokenQuotes: 1_000,
  /** Unpacked sizes inside a workbook. */
  sheetBytes: 512 * 1024 * 1024,
  sharedStringsBytes: 96 * 1024 * 1024,
  workbookPartBytes: 8 * 1024 * 1024,
  workbookEntries: 2_000,
  sheets: 200,
} as const
