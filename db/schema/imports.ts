import { sql } from 'drizzle-orm'
import {
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
  bigint,
} from 'drizzle-orm/pg-core'
import { holds, id, merchantId, minor, moment, oneOf } from './columns'
import { members, merchants } from './people'

const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/** Files lie in the database in pieces, so that any process on any machine can read them. */
export const files = pgTable(
  'files',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    name: text('name').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.merchantId, t.id] })],
)

export const fileChunks = pgTable(
  'file_chunks',
  {
    merchantId: merchantId().references(() => merchants.id),
    fileId: uuid('file_id').notNull(),
    position: integer('position').notNull(),
    bytes: bytea('bytes').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.fileId, t.position] }),
    foreignKey({
      name: 'file_chunks_file_fk',
      columns: [t.merchantId, t.fileId],
      foreignColumns: [files.merchantId, files.id],
    }).onDelete('cascade'),
  ],
)

export const importStatuses = [
  'draft',
  'queued',
  'reading',
  'writing',
  'matching',
  'done',
  'failed',
  'cancelled',
] as const
export type ImportStatus = (typeof importStatuses)[number]

export type ImportCounts = {
  lines: number
  created: number
  updated: number
  unchanged: number
  refusedLines: number
  notGoodsLines: number
  cancellations: number
  returnsCreated: number
  /** Lines of cancellations that an earlier import has already made returns of. */
  returnsUnchanged: number
  unmatched: number
  /** Orders that did not come in because of a line of theirs. */
  refusedOrders: number
  /** What was read otherwise than written, by code of lib/imports/rules.ts. */
  notes: Record<string, number>
}

export const imports = pgTable(
  'imports',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    number: integer('number').notNull(),
    fileId: uuid('file_id').notNull(),
    status: text('status').$type<ImportStatus>().notNull(),
    /** What was recognised in the file and what the person chose: lib/imports/schemas.ts. */
    options: jsonb('options').$type<Record<string, unknown>>().notNull(),
    /** Lines of the file already staged, orders already written: where a restart goes on. */
    staged: integer('staged').notNull().default(0),
    written: integer('written').notNull().default(0),
    total: integer('total'),
    counts: jsonb('counts').$type<Partial<ImportCounts>>().notNull(),
    error: jsonb('error').$type<{ code: string; params?: Record<string, string | number> }>(),
    createdBy: uuid('created_by').notNull(),
    version: integer('version').notNull().default(1),
    createdAt: moment('created_at').notNull(),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    unique('imports_number_key').on(t.merchantId, t.number),
    foreignKey({
      name: 'imports_file_fk',
      columns: [t.merchantId, t.fileId],
      foreignColumns: [files.merchantId, files.id],
    }),
    foreignKey({
      name: 'imports_member_fk',
      columns: [t.merchantId, t.createdBy],
      foreignColumns: [members.merchantId, members.id],
    }),
    index('imports_created_idx').on(t.merchantId, t.createdAt, t.id),
    oneOf('imports_status_check', t.status, importStatuses),
  ],
)

/** The import's staging table: one row a line of the file, deleted when the import ends. */
export const importLines = pgTable(
  'import_lines',
  {
    merchantId: merchantId().references(() => merchants.id),
    importId: uuid('import_id').notNull(),
    line: integer('line').notNull(),
    kind: text('kind').$type<'line' | 'cancellation'>().notNull(),
    orderNumber: text('order_number').notNull(),
    placedAt: moment('placed_at').notNull(),
    sku: text('sku').notNull(),
    name: text('name').notNull(),
    quantity: integer('quantity').notNull(),
    unitPrice: minor('unit_price').notNull(),
    /** The rest as it was understood: customer, address, payment, product traits. */
    more: jsonb('more').$type<Record<string, string | number>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.importId, t.line] }),
    foreignKey({
      name: 'import_lines_import_fk',
      columns: [t.merchantId, t.importId],
      foreignColumns: [imports.merchantId, imports.id],
    }),
    index('import_lines_order_idx').on(t.merchantId, t.importId, t.kind, t.orderNumber),
    holds('import_lines_quantity_check', sql`${t.quantity} > 0`),
  ],
)

/** Lines that did not become an order, each with why, kept for the downloadable report. */
export const importRefusals = pgTable(
  'import_refusals',
  {
    merchantId: merchantId().references(() => merchants.id),
    importId: uuid('import_id').notNull(),
    line: integer('line').notNull(),
    kind: text('kind').$type<'refused' | 'not_goods' | 'unmatched'>().notNull(),
    code: text('code').notNull(),
    params: jsonb('params').$type<Record<string, string | number>>().notNull(),
    cells: text('cells').array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.importId, t.line] }),
    foreignKey({
      name: 'import_refusals_import_fk',
      columns: [t.merchantId, t.importId],
      foreignColumns: [imports.merchantId, imports.id],
    }),
    oneOf('import_refusals_kind_check', t.kind, ['refused', 'not_goods', 'unmatched']),
  ],
)
