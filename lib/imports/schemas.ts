import { z } from 'zod'
import { currencies } from '@/lib/money'
import { fields, type Field, type Mapping } from './fields'
import type { Formats } from './formats'

/** Columns of a table are at most this many (read/limits.ts); a mapping names one of them, counted from 0. */
const column = z.number().int().min(0).max(255)

export const mappingSchema = z.partialRecord(z.enum(fields), column).superRefine((mapping, context) => {
  const seen = new Map<number, Field>()
  for (const field of fields) {
    const used = mapping[field]
    if (used === undefined) continue
    const other = seen.get(used)
    if (other) context.addIssue({ code: 'custom', path: [field], message: `column_taken:${other}` })
    else seen.set(used, field)
  }
}) satisfies z.ZodType<Mapping>

export const formatsSchema = z.strictObject({
  decimalMark: z.enum(['.', ',']),
  dateOrder: z.enum(['dmy', 'mdy']),
  currency: z.enum(currencies),
  weightUnit: z.enum(['g', 'kg']),
  floatIds: z.array(z.enum(fields)).max(fields.length),
  cancellationPrefix: z.string().trim().min(1).max(5).nullable(),
  blankNumberContinues: z.boolean(),
}) satisfies z.ZodType<Formats>

/** How the file itself is read; all of it was recognised and may be corrected. */
export const chosenSchema = z.strictObject({
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'windows-1252']).optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  sheet: z.string().min(1).max(100).optional(),
  headerLine: z.number().int().min(0).max(10_000).optional(),
})

export const sourceFormatSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('csv'),
    encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'windows-1252']),
    delimiter: z.enum([',', ';', '\t', '|']),
  }),
  z.strictObject({ kind: z.literal('xlsx'), sheet: z.string() }),
])

/** What an import keeps of its file's layout and of what was recognised or chosen: all that reading it again needs. */
export const optionsSchema = z.strictObject({
  format: sourceFormatSchema,
  sheets: z.array(z.string()),
  damaged: z.number().int().min(0),
  headerLine: z.number().int().min(1).nullable(),
  headings: z.array(z.string()),
  width: z.number().int().min(2).max(256),
  chosen: chosenSchema,
  mapping: mappingSchema,
  formats: formatsSchema,
  /** Doubts that were found, and whether a person has answered them by choosing. */
  doubts: z.array(z.record(z.string(), z.string())),
})
export type ImportOptions = z.infer<typeof optionsSchema>
