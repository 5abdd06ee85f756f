import { sql, type SQL } from 'drizzle-orm'
import { bigint, check, timestamp, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core'

/** A moment, to the millisecond, as JavaScript keeps it. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** Integer minor units of the currency beside it. */
export const minor = (name: string) => bigint(name, { mode: 'number' })

export const merchantId = () => uuid('merchant_id').notNull()
export const id = () => uuid('id').notNull()

/** CHECK (column in (…)) from the tuple the code uses. */
export function oneOf(name: string, column: AnyPgColumn, values: readonly string[]) {
  return check(name, sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`)
}

export function holds(name: string, condition: SQL) {
  return check(name, condition)
}
