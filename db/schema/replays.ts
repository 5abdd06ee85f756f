/** What tables of replays have in common: drafts tried on the past before they are published. */
import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, primaryKey, text, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core'
import { holds, id, merchantId, moment, oneOf } from './columns'
import { members, merchants } from './people'

const replayStatuses = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export type ReplayStatus = (typeof replayStatuses)[number]

/** Over what, how far, by whom; beside them each kind has what is tried and what came out. */
export const replayColumns = () => ({
  merchantId: merchantId().references(() => merchants.id),
  id: id(),
  status: text('status').$type<ReplayStatus>().notNull(),
  /** What happened from here on, until there. */
  since: moment('since').notNull(),
  until: moment('until').notNull(),
  total: integer('total').notNull(),
  judged: integer('judged').notNull().default(0),
  changed: integer('changed').notNull().default(0),
  /** Where it stands: the last one judged. */
  cursorAt: moment('cursor_at'),
  cursorId: uuid('cursor_id'),
  startedBy: uuid('started_by').notNull(),
  createdAt: moment('created_at').notNull(),
  finishedAt: moment('finished_at'),
})

type Column<Table extends string> = AnyPgColumn<{ tableName: Table }>

/** Keys and checks over `replayColumns`. */
export function replayRules<Table extends string>(
  table: Table,
  t: Record<keyof ReturnType<typeof replayColumns>, Column<Table>>,
) {
  return [
    primaryKey({ columns: [t.merchantId, t.id] }),
    index(`${table}_created_idx`).on(t.merchantId, t.createdAt, t.id),
    foreignKey({
      name: `${table}_started_by_fk`,
      columns: [t.merchantId, t.startedBy],
      foreignColumns: [members.merchantId, members.id],
    }),
    oneOf(`${table}_status_check`, t.status, replayStatuses),
    holds(
      `${table}_progress_check`,
      sql`${t.judged} between 0 and ${t.total} and ${t.changed} between 0 and ${t.judged}`,
    ),
  ]
}
