import type { Currency } from '@/lib/money'
import { matchColumns } from './columns'
import { missingFields, type Field, type Mapping } from './fields'
import { recogniseFormats, type Doubt, type Formats } from './formats'
import type { Inspection } from './read/inspect'
import type { Correction, ImportOptions } from './schemas'

type Defaults = { currency: Currency; now: Date }

/** What an earlier import of a file with the same headings was told by a person. */
export type Habit = Pick<ImportOptions, 'headings' | 'mapping' | 'chosen'>

/** The options of a fresh upload: what is recognised, or what a person has said of such a file before. */
export function planOf(inspection: Inspection, habit: Habit | null, defaults: Defaults): ImportOptions {
  const usable = habit && sameHeadings(habit.headings, inspection.headings) ? habit : null
  const nothing: ImportOptions['chosen'] = { file: {}, mapping: false, formats: {} }
  const fresh = withFormats(
    inspection,
    usable?.mapping ?? matchColumns(inspection.headings),
    nothing,
    defaults,
  )
  if (!usable) return fresh
  const chosen = {
    file: {},
    mapping: usable.chosen.mapping,
    formats: remembered(usable.chosen.formats, fresh.doubts),
  }
  return withFormats(inspection, usable.mapping, chosen, defaults)
}

/** What this file shows by itself counts more than what was said of the last one: answers are only for doubts. */
function remembered(said: Partial<Formats>, doubts: readonly Doubt[]): Partial<Formats> {
  const { dateOrder, decimalMark, ...others } = said
  const doubted = (...codes: Doubt['code'][]) => doubts.some(({ code }) => codes.includes(code))
  return {
    ...others,
    ...(dateOrder && doubted('date_ambiguous', 'date_mixed') ? { dateOrder } : {}),
    ...(decimalMark && doubted('decimal_mixed') ? { decimalMark } : {}),
  }
}

/**
 * The options after a correction. A person's earlier choices stay, but for columns when the headings became others;
 * everything else is recognised anew, as one correction changes what the rest looks like.
 */
export function corrected(
  before: ImportOptions,
  inspection: Inspection,
  correction: Correction,
  defaults: Defaults,
): ImportOptions {
  const sameColumns = before.width === inspection.width && sameHeadings(before.headings, inspection.headings)
  const kept = before.chosen.mapping && sameColumns ? before.mapping : undefined
  const chosen = {
    file: { ...before.chosen.file, ...correction.file },
    mapping: correction.mapping !== undefined || kept !== undefined,
    formats: { ...before.chosen.formats, ...correction.formats },
  }
  const mapping = correction.mapping ?? kept ?? matchColumns(inspection.headings)
  return withFormats({ ...inspection, damaged: before.damaged }, mapping, chosen, defaults)
}

function withFormats(
  inspection: Inspection,
  mapping: Mapping,
  chosen: ImportOptions['chosen'],
  defaults: Defaults,
): ImportOptions {
  const { format, sheets, damaged, headerLine, headings, width } = inspection
  const inside: Mapping = Object.fromEntries(Object.entries(mapping).filter(([, column]) => column < width))
  const recognised = recogniseFormats(inspection.sample, inside, headings, defaults)
  return {
    format,
    sheets,
    damaged,
    headerLine,
    headings,
    width,
    mapping: inside,
    formats: { ...recognised.formats, ...chosen.formats },
    doubts: recognised.doubts.filter((doubt) => !isAnswered(doubt, chosen.formats)),
    chosen,
  }
}

function isAnswered(doubt: Doubt, formats: ImportOptions['chosen']['formats']): boolean {
  if (doubt.code === 'decimal_mixed') return formats.decimalMark !== undefined
  if (doubt.code === 'currency_mixed') return formats.currency !== undefined
  return formats.dateOrder !== undefined
}

function sameHeadings(one: readonly string[], other: readonly string[]): boolean {
  return one.length > 0 && one.length === other.length && one.every((heading, at) => heading === other[at])
}

export type Obstacle = { code: 'missing_field'; field: Field } | { code: 'date_ambiguous'; example: string }

/** What keeps an import from being started; the other doubts are told and may be left as they are. */
export function obstacles(options: Pick<ImportOptions, 'mapping' | 'doubts'>): Obstacle[] {
  return [
    ...missingFields(options.mapping).map((field): Obstacle => ({ code: 'missing_field', field })),
    ...options.doubts.flatMap((doubt): Obstacle[] =>
      doubt.code === 'date_ambiguous' ? [{ code: doubt.code, example: doubt.example }] : [],
    ),
  ]
}
