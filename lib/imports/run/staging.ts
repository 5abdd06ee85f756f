import 'server-only'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { LineFacts, RowIssue } from '../rules'

/** Fields of a line beside the columns of `import_lines`, and its cells as they stood in the file. */
type More = Record<string, string | number>

export type StagedLine = {
  line: number
  kind: 'line' | 'cancellation'
  orderNumber: string
  placedAt: Date
  sku: string
  name: string
  quantity: number
  unitPrice: number
  more: More
}

export type Refused = {
  line: number
  kind: 'refused' | 'not_goods' | 'unmatched'
  code: string
  params: Record<string, string | number>
  cells: readonly string[]
}

export function stagedOf(
  line: number,
  kind: StagedLine['kind'],
  facts: LineFacts,
  cells: readonly string[],
): StagedLine {
  const {
    orderNumber,
    placedAt,
    sku,
    name,
    quantity,
    unitPrice,
    readyForCollectionAt,
    handedOverAt,
    ...rest
  } = facts
  const more: More = { ...rest, cells: JSON.stringify(cells) }
  if (readyForCollectionAt) more.readyForCollectionAt = readyForCollectionAt.toISOString()
  if (handedOverAt) more.handedOverAt = handedOverAt.toISOString()
  return { line, kind, orderNumber, placedAt, sku, name, quantity, unitPrice, more }
}

/** All issues of a refused row: the first in its own fields, the others beside it. */
export function refusedOf(
  line: number,
  order: string | null,
  issues: readonly [RowIssue<string>, ...RowIssue<string>[]],
  cells: readonly string[],
): Refused {
  const [first, ...others] = issues
  const params: Refused['params'] = { ...first.params }
  if (first.column !== null) params.column = first.column
  if (order !== null) params.order = order
  if (others.length > 0)
    params.others = JSON.stringify(
      others.map(({ code, column, params: more }) => ({ ...more, code, column })),
    )
  return { line, kind: 'refused', code: first.code, params, cells }
}

export function cellsOf(staged: Pick<StagedLine, 'more'>): string[] {
  const cells: unknown = JSON.parse(String(staged.more.cells ?? '[]'))
  return Array.isArray(cells) ? cells.map(String) : []
}

/** NUL, and halves of characters that stand alone, as JSON writes them: Postgres keeps neither. */
const unkeepable = /\\u(?:0000|d[89a-f])/i

function json(rows: readonly object[]) {
  const text = JSON.stringify(rows)
  return sql`${unkeepable.test(text) ? JSON.stringify(rows, keepable) : text}::jsonb`
}

function keepable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value
}

export async function insertLines(
  tx: Tx,
  merchantId: string,
  importId: string,
  lines: readonly StagedLine[],
): Promise<void> {
  if (lines.length === 0) return
  await tx.execute(sql`
    insert into import_lines (merchant_id, import_id, line, kind, order_number, placed_at, sku, name, quantity, unit_price, more)
    select ${merchantId}, ${importId}, line, kind, "orderNumber", "placedAt", sku, name, quantity, "unitPrice", more
    from jsonb_to_recordset(${json(lines)}) as r(line int, kind text, "orderNumber" text, "placedAt" timestamptz, sku text,
      name text, quantity int, "unitPrice" bigint, more jsonb)`)
}

export async function insertRefusals(
  tx: Tx,
  merchantId: string,
  importId: string,
  refusals: readonly Refused[],
): Promise<void> {
  if (refusals.length === 0) return
  await tx.execute(sql`
    insert into import_refusals (merchant_id, import_id, line, kind, code, params, cells)
    select ${merchantId}, ${importId}, line, kind, code, params, array(select jsonb_array_elements_text(cells))
    from jsonb_to_recordset(${json(refusals)}) as r(line int, kind text, code text, params jsonb, cells jsonb)`)
}

type Row = {
  line: number
  kind: StagedLine['kind']
  order_number: string
  placed_at: string
  sku: string
  name: string
  quantity: number
  unit_price: string
  more: More
}

/** The staged lines of these numbers, in the file's order within each. */
export async function stagedLines(
  tx: Tx,
  merchantId: string,
  importId: string,
  kind: StagedLine['kind'],
  numbers: readonly string[],
): Promise<StagedLine[]> {
  const rows = await tx.execute<Row>(sql`
    select line, kind, order_number, placed_at, sku, name, quantity, unit_price::text, more from import_lines
    where merchant_id = ${merchantId} and import_id = ${importId} and kind = ${kind}
      and order_number = any(${sql.param([...numbers])}::text[])
    order by line`)
  return rows.map((row) => ({
    line: row.line,
    kind: row.kind,
    orderNumber: row.order_number,
    placedAt: new Date(row.placed_at),
    sku: row.sku,
    name: row.name,
    quantity: row.quantity,
    unitPrice: Number(row.unit_price),
    more: row.more,
  }))
}

/** Takes staged lines away that have become orders, returns or refusals. */
export async function removeLines(
  tx: Tx,
  merchantId: string,
  importId: string,
  kind: StagedLine['kind'],
  numbers: readonly string[],
): Promise<void> {
  await tx.execute(sql`
    delete from import_lines
    where merchant_id = ${merchantId} and import_id = ${importId} and kind = ${kind}
      and order_number = any(${sql.param([...numbers])}::text[])`)
}
