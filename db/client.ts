import 'server-only'
import postgres from 'postgres'
import { drizzle } from 'drizzle-orm/postgres-js'

export type Client = postgres.Sql

const clients = globalThis as typeof globalThis & { obratnoClient?: Client }

/**
 * The process's one pool. It speaks as `obratno_app`, which owns nothing and cannot pass the walls between merchants.
 * Merchant tables are reached through withMerchant alone; this client is for what comes before a merchant is known.
 */
export function appClient(): Client {
  clients.obratnoClient ??= connect()
  return clients.obratnoClient
}

function connect(): Client {
  const url = process.env.APP_DATABASE_URL
  if (!url) throw new Error('APP_DATABASE_URL is not set: start through npm run demo, dev or start')
  const client = postgres(url, {
    max: Number(process.env.DATABASE_POOL ?? 10),
    connect_timeout: 5,
    // Connections close only when the database does, so that a closed one always means trouble (see db/tenant.ts).
    idle_timeout: 0,
    max_lifetime: null,
    onnotice: () => {},
    connection: { role: 'obratno_app', application_name: 'obratno', statement_timeout: 60_000 },
  })
  // Sets the driver's parsers to what drizzle expects, for every query of this pool.
  drizzle(client)
  return client
}

export async function closeClient(): Promise<void> {
  await clients.obratnoClient?.end({ timeout: 5 })
  clients.obratnoClient = undefined
}
