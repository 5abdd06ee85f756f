import 'server-only'
/** What a shop drafts and publishes, by the table that holds it. All names come from here, none from input. */
import { sql, type SQL } from 'drizzle-orm'
import { policyVersions } from '@/db/schema/policies'
import type { CounterName } from '@/db/schema/people'
import { ruleSets } from '@/db/schema/routing'

type Contents = {
  policy_versions: (typeof policyVersions.$inferSelect)['terms']
  rule_sets: (typeof ruleSets.$inferSelect)['content']
}

/** A table with at most one draft of a shop and the numbered versions that were made of its drafts. */
export type DraftTable = keyof Contents

/** What is written in a draft of this table. */
export type DraftContent<T extends DraftTable> = Contents[T]

type Parts = {
  /** The column of what is written. */
  content: SQL
  /** Counts the saves of all drafts that ever were. */
  counter: CounterName
}

const parts: Record<DraftTable, Parts> = {
  policy_versions: { content: nameOf(policyVersions.terms), counter: 'draft' },
  rule_sets: { content: nameOf(ruleSets.content), counter: 'rule_draft' },
}

function nameOf({ name }: { name: string }): SQL {
  return sql`${sql.identifier(name)}`
}

/** The table and what is particular to it, for SQL. */
export function partsOf(table: DraftTable): Parts & { rows: SQL } {
  return { rows: nameOf({ name: table }), ...parts[table] }
}
