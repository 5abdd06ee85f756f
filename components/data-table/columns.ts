import {
  columnVisibilityFeature,
  constructTable,
  createColumnHelper,
  tableFeatures,
  type ColumnDef,
  type RowData,
} from '@tanstack/react-table'
import { renderedOnce } from './rendered-once'

/** How a column stands in the table. */
export type ColumnLook = {
  /** Width as a class; columns without one share what is left. */
  width?: string
  numeric?: boolean
  /** From which width of the screen on it is shown; always unless given. */
  from?: 'sm' | 'md' | 'lg' | 'xl'
  /** The key of the order that its head turns on. */
  sort?: string
  /** Quieter ink. */
  quiet?: boolean
  /** Stands at the right end of its line on a phone, where a row is two lines of two cells. */
  phoneEnd?: boolean
}

const features = tableFeatures({
  coreReactivityFeature: renderedOnce,
  columnVisibilityFeature,
  columnMeta: {} as ColumnLook,
})
type Features = typeof features

export type TableColumn<Row extends RowData> = ColumnDef<Features, Row, unknown>

/** The typed helper for the columns of one kind of row. */
export function columnsOf<Row extends RowData>() {
  return createColumnHelper<Features, Row>()
}

/** TanStack's model of a table that is drawn once, on the server: which columns, in which order, with which cells. */
export function tableModel<Row extends RowData>(
  columns: TableColumn<Row>[],
  rows: Row[],
  shown: readonly string[],
  idOf: (row: Row) => string,
) {
  const hidden = columns.map(({ id }) => id ?? '').filter((id) => !shown.includes(id))
  return constructTable<Features, Row>({
    features,
    columns,
    data: rows,
    getRowId: idOf,
    state: { columnVisibility: Object.fromEntries(hidden.map((id) => [id, false])) },
  })
}
