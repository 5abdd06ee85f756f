import type { ReactNode } from 'react'
import type { RowData } from '@tanstack/react-table'
import { Icon } from '@/components/ui/icon'
import { tableModel, type ColumnLook, type TableColumn } from './columns'

const from: Record<NonNullable<ColumnLook['from']>, string> = {
  sm: 'max-sm:hidden',
  md: 'max-md:hidden',
  lg: 'max-lg:hidden',
  xl: 'max-xl:hidden',
}

/** The attributes of a cell. What is not there is left out: of every page it is sent fifty times. */
function look(meta: ColumnLook | undefined, more?: string): { className?: string } {
  if (!meta) return more ? { className: more } : {}
  const classes = [
    meta.from ? from[meta.from] : '',
    meta.numeric ? 'text-right' : '',
    meta.quiet ? 'text-ink-2' : '',
    meta.phoneEnd ? 'max-sm:text-right' : '',
    more,
  ].filter(Boolean)
  return classes.length > 0 ? { className: classes.join(' ') } : {}
}

// The cells are styled from the table, so that a page of rows carries no classes of its own. On a phone a row is two lines of two cells, without a head.
const phoneClass =
  'max-sm:block max-sm:[&_thead]:sr-only max-sm:[&_tbody]:block max-sm:[&_tbody_tr]:grid max-sm:[&_tbody_tr]:grid-cols-[minmax(0,1fr)_auto] max-sm:[&_tbody_tr]:gap-x-3 max-sm:[&_tbody_tr]:border-b max-sm:[&_tbody_tr]:border-hairline max-sm:[&_tbody_tr]:py-2.5 max-sm:[&_td]:h-6 max-sm:[&_td]:border-0 max-sm:[&_td]:px-0'
// More columns than a screen holds scroll sideways within their own frame, where the head has nothing to stay under.
const wideClass = '[&_th]:static!'
const widths: readonly [number, string][] = [
  [340, 'lg:min-w-340'],
  [400, 'lg:min-w-400'],
  [Infinity, 'lg:min-w-480'],
]
/** In Tailwind's steps of 4 px: what a laptop has beside the sidebar, and the least for a column without a width. */
const roomForAll = 284
const least = 28
const tableClass =
  'w-full table-fixed border-separate border-spacing-0 text-left [&_td]:h-10 [&_td]:truncate [&_td]:border-b [&_td]:border-hairline [&_td]:px-3 [&_th]:sticky [&_th]:top-13 [&_th]:z-10 [&_th]:h-9 [&_th]:truncate [&_th]:border-y [&_th]:border-hairline [&_th]:bg-sunken [&_th]:px-3 [&_th]:text-xs [&_th]:font-medium [&_th]:text-ink-2 [&_tbody_tr]:scroll-my-24 [&_tbody_tr:hover]:bg-hover [&_tbody_tr[aria-current]]:bg-accent-soft [&_tbody_tr:focus-within]:bg-hover [&_tbody_a]:rounded-sm [&_tbody_a]:font-medium [&_td>.icon]:mr-1.5 [&_td>.icon]:inline [&_td>.icon]:size-3.5 [&_td>.icon]:stroke-[2.1] [&_td>.icon]:align-[-2px]'

export type SortLink = { href: string; direction: 'ascending' | 'descending' | null }

type DataTableProps<Row extends RowData> = {
  /** The table's name for screen readers. */
  label: string
  columns: TableColumn<Row>[]
  rows: Row[]
  /** Ids of the columns to show; they stand in the order of their definition. */
  shown: readonly string[]
  idOf: (row: Row) => string
  /** What the row is called in the address; it marks rows for the keys and opens the panel. */
  keyOf: (row: Row) => string
  /** The key of the row whose panel is open. */
  current?: string
  /** Links of the heads that can turn the order, by sort key. */
  sorts?: Record<string, SortLink>
}

/**
 * TanStack Table's model, drawn on the server: 40 px rows under a sticky head, the first link of a row being its own. Put
 * it into a TableKeys, which lets the links go without a reload and the keys move. On narrow screens columns leave instead of scrolling.
 */
export function DataTable<Row extends RowData>({
  label,
  columns,
  rows,
  shown,
  idOf,
  keyOf,
  current,
  sorts = {},
}: DataTableProps<Row>) {
  const model = tableModel(columns, rows, shown, idOf)
  const heads = model.getHeaderGroups()[0]?.headers ?? []
  const needed = heads.reduce(
    (sum, { column }) => sum + Number(/\bw-(\d+)/.exec(column.columnDef.meta?.width ?? '')?.[1] ?? least),
    0,
  )
  const wide = needed > roomForAll
  const table = (
    <table
      aria-label={label}
      className={`${tableClass} ${phoneClass} ${wide ? `${wideClass} ${widths.find(([most]) => needed <= most)?.[1]}` : ''}`.trim()}
    >
      <thead>
        <tr>
          {heads.map(({ id, column }) => {
            const { header, meta } = column.columnDef
            const title = typeof header === 'string' ? header : id
            const sort = meta?.sort ? sorts[meta.sort] : undefined
            return (
              <th key={id} scope="col" aria-sort={sort?.direction ?? undefined} {...look(meta, meta?.width)}>
                {sort ? <SortHead title={title} sort={sort} /> : title}
              </th>
            )
          })}
        </tr>
      </thead>
      <tbody>
        {model.getRowModel().rows.map((row) => (
          <tr
            key={row.id}
            data-key={keyOf(row.original)}
            {...(keyOf(row.original) === current ? { 'aria-current': 'true' } : {})}
          >
            {row.getVisibleCells().map((cell) => {
              const { cell: draw, meta } = cell.column.columnDef
              return (
                <td key={cell.column.id} {...look(meta)}>
                  {typeof draw === 'function' ? (draw(cell.getContext()) as ReactNode) : draw}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
  if (!wide) return table
  return (
    <div role="region" aria-label={label} tabIndex={0} className="overflow-x-auto -outline-offset-2">
      {table}
    </div>
  )
}

function SortHead({ title, sort }: { title: string; sort: SortLink }) {
  return (
    <a
      href={sort.href}
      className="-mx-1 inline-flex h-7 items-center gap-1 rounded px-1 hover:bg-hover hover:text-ink"
    >
      {title}
      <Icon
        name={
          sort.direction === null
            ? 'chevrons-up-down'
            : sort.direction === 'ascending'
              ? 'arrow-up'
              : 'arrow-down'
        }
        size={12}
        className={sort.direction === null ? 'text-ink-3' : 'text-ink'}
      />
    </a>
  )
}
