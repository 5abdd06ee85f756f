import 'server-only'
import type { PgTransaction } from 'drizzle-orm/pg-core'
import { PgDialect } from 'drizzle-orm/pg-core'
import {
  PostgresJsSession,
  PostgresJsTransaction,
  type PostgresJsQueryResultHKT,
} from 'drizzle-orm/postgres-js/session'
import type postgres from 'postgres'
import { appClient } from './client'

/** A transaction that sees one merchant's rows. */
export type Tx = PgTransaction<PostgresJsQueryResultHKT, Record<string, never>, Record<string, never>>

type Scope = { merchant: { id: string } }
type Mode = 'read' | 'write'

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const dialect = new PgDialect()

/**
 * The only door to merchant tables: a transaction with the merchant set for row level security. Queries name
 * `merchant_id` as well. Throws what the callback throws, after a rollback.
 */
export function withMerchant<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(scope, 'write', work)
}

/**
 * The same for reading: one snapshot for the whole callback, and the answer does not wait for the end of the
 * transaction, which has nothing to lose.
 */
export function readMerchant<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(scope, 'read', work)
}

/**
 * BEGIN, the merchant and the first query travel together: postgres.js's own `begin` would wait for each. The price is
 * that a reserved connection that was lost must be noticed here, because the pool may give it to somebody else.
 */
async function transact<T>(scope: Scope, mode: Mode, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { id } = scope.merchant
  if (!uuidShape.test(id)) throw new Error('withMerchant: not a merchant id')
  const reserved = await appClient().reserve()
  const line = new Line(reserved)
  const begin = mode === 'read' ? 'begin isolation level repeatable read read only' : 'begin'
  const opened = line.send(`${begin}; set local app.merchant_id = '${id}'`)
  opened.catch(() => {})
  try {
    const result = await work(transactionOn(line))
    await opened
    if (line.failure) throw line.failure
    const committed = line.send('commit')
    if (mode === 'read') {
      committed.then(
        () => line.release(),
        () => line.release(),
      )
    } else {
      await committed
      line.release()
    }
    return result
  } catch (error) {
    await opened.catch(() => {})
    await line.rollback()
    line.release()
    throw line.failure ?? error
  }
}

type Held = { reserved: unknown; onclose?: (() => void) | null }
type Unsafe = postgres.ReservedSql['unsafe']

/** A reserved connection that knows when it is no longer ours. */
class Line {
  /** The first query that failed: the transaction is spoilt from there, whoever caught the error. */
  failure: unknown
  private held: Held | undefined
  private token: unknown
  private released = false
  private savepoints = 0

  constructor(private readonly sql: postgres.ReservedSql) {}

  get lost(): boolean {
    return this.held !== undefined && this.held.reserved !== this.token
  }

  /** Goes out at once, so that no query of the callback can be quicker than its BEGIN. */
  send(text: string): Promise<unknown> {
    this.mustBeOurs()
    // `onexecute` is how postgres.js's own `begin` learns its connection.
    const options = {
      simple: true,
      onexecute: (connection: Held) => {
        this.held ??= connection
        this.token ??= connection.reserved
        return true
      },
    } as Parameters<Unsafe>[2]
    return this.sql.unsafe(text, [], options).execute()
  }

  /** What drizzle's session calls; statements are prepared, which saves a round trip and the planning. */
  query(text: string, params: unknown[]) {
    this.mustBeOurs()
    const query = this.sql.unsafe(text, params as Parameters<Unsafe>[1], { prepare: true })
    query.catch((error: unknown) => {
      if (this.savepoints === 0) this.failure ??= error
    })
    return query
  }

  async savepoint<R>(work: () => Promise<R>): Promise<R> {
    const name = `s${++this.savepoints}`
    await this.send(`savepoint ${name}`)
    try {
      const result = await work()
      await this.send(`release savepoint ${name}`)
      return result
    } catch (error) {
      await this.send(`rollback to savepoint ${name}`)
      throw error
    } finally {
      this.savepoints -= 1
    }
  }

  /**
   * Rolls back, or learns that the connection goes away: between its error and its end postgres.js still takes queries
   * that nobody will answer.
   */
  async rollback(): Promise<void> {
    const { held } = this
    if (!held || this.lost) return
    const gone = new Promise<void>((resolve) => {
      held.onclose = resolve
    })
    await Promise.race([this.send('rollback').catch(() => {}), gone])
    if (!this.lost) held.onclose = null
  }

  release() {
    if (this.released || this.lost) return
    this.released = true
    this.sql.release()
  }

  private mustBeOurs() {
    if (this.lost) throw new Error('The connection to the database was lost in the middle of a transaction')
  }
}

function transactionOn(line: Line): Tx {
  const client = {
    unsafe: (text: string, params: unknown[]) => line.query(text, params),
    savepoint: (work: (client: unknown) => Promise<unknown>) => line.savepoint(() => work(client)),
  }
  const session = new PostgresJsSession(client as never, dialect, undefined)
  return new PostgresJsTransaction(dialect, session as never, undefined) as Tx
}
