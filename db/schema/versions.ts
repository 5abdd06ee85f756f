/** What tables of published versions and their drafts have in common. */
import { sql } from 'drizzle-orm'
import {
  foreignKey,
  index,
  integer,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core'
import { holds, id, merchantId, moment } from './columns'
import { members, merchants } from './people'

/** Columns of numbered, published versions, which never change, and at most one draft of each shop. */
export const versionColumns = () => ({
  merchantId: merchantId().references(() => merchants.id),
  id: id(),
  /** Null while it is a draft. */
  number: integer('number'),
  /** Counts the saves of drafts: who saves or publishes names the one they saw. */
  revision: integer('revision').notNull(),
  note: text('note'),
  createdBy: uuid('created_by').notNull(),
  createdAt: moment('created_at').notNull(),
  updatedBy: uuid('updated_by').notNull(),
  updatedAt: moment('updated_at').notNull(),
  publishedBy: uuid('published_by'),
  publishedAt: moment('published_at'),
  effectiveAt: moment('effective_at'),
})

type Column<Table extends string> = AnyPgColumn<{ tableName: Table }>

/** Keys and checks over `versionColumns`; what is given all at once when it is published is for the table to say. */
export function versionRules<Table extends string>(
  table: Table,
  t: Record<keyof ReturnType<typeof versionColumns>, Column<Table>>,
) {
  const byMember = (name: string, column: Column<Table>) =>
    foreignKey({
      name: `${table}_${name}_fk`,
      columns: [t.merchantId, column],
      foreignColumns: [members.merchantId, members.id],
    })
  return [
    primaryKey({ columns: [t.merchantId, t.id] }),
    unique(`${table}_number_key`).on(t.merchantId, t.number),
    uniqueIndex(`${table}_draft_key`)
      .on(t.merchantId)
      .where(sql`published_at is null`),
    index(`${table}_effective_idx`).on(t.merchantId, t.effectiveAt, t.number),
    byMember('created_by', t.createdBy),
    byMember('updated_by', t.updatedBy),
    byMember('published_by', t.publishedBy),
    holds(`${table}_revision_check`, sql`${t.revision} > 0 and ${t.number} > 0`),
  ]
}
