import { z } from 'zod'
import { currencies } from '@/lib/money'
import { fields, type Field, type Mapping } from './fields'
import type { Doubt, Formats } from './formats'

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

const doubtSchema = z.discriminatedUnion('code', [
  z.strictObject({ code: z.enum(['date_ambiguous', 'date_mixed']), example: z.string() }),
  z.strictObject({ code: z.literal('decimal_mixed') }),
  z.strictObject({ code: z.literal('currency_mixed'), found: z.string() }),
]) satisfies z.ZodType<Doubt>

/** What an import keeps of its file's layout, of what was recognised and of what a person chose instead. */
export const optionsSchema = z.strictObject({
  format: sourceFormatSchema,
  sheets: z.array(z.string()),
  damaged: z.number().int().min(0),
  headerLine: z.number().int().min(1).nullable(),
  headings: z.array(z.string()),
  width: z.number().int().min(2).max(256),
  mapping: mappingSchema,
  formats: formatsSchema,
  doubts: z.array(doubtSchema),
  chosen: z.strictObject({
    file: chosenSchema,
    mapping: z.boolean(),
    formats: formatsSchema.partial(),
  }),
})
export type ImportOptions = z.infer<typeof optionsSchema>

const commandId = z.uuid()
const importNumber = z.number().int().positive()
const expectedVersion = z.number().int().positive()

/** One correction at a time: how the file is read, what its columns are, or how they write their values. */
export const correctionSchema = z.strictObject({
  file: chosenSchema.optional(),
  mapping: mappingSchema.optional(),
  formats: formatsSchema.partial().optional(),
})
export type Correction = z.infer<typeof correctionSchema>

export const correctImportInput = z.strictObject({
  commandId,
  importNumber,
  expectedVersion,
  correction: correctionSchema,
})
export type CorrectImportInput = z.infer<typeof correctImportInput>

export const changeImportInput = z.strictObject({ commandId, importNumber, expectedVersion })
export type ChangeImportInput = z.infer<typeof changeImportInput>

export const uploadInput = z.strictObject({ commandId, fileName: z.string().trim().min(1).max(255) })

export type UploadedImport = { number: number }
