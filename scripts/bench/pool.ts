import { appClient, closeClient, type Client } from '@/db/client'
import type { SizedDatabase } from './database'

const size = 10

/**
 * The application's own pool over this database, every connection of which has the merchant set for its whole session:
 * bare queries then see the same rows as scoped ones.
 */
export async function withAppClient<T>(
  database: SizedDatabase,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  process.env.APP_DATABASE_URL = database.appUrl
  process.env.DATABASE_POOL = String(size)
  const client = appClient()
  try {
    const all = await Promise.all(Array.from({ length: size }, () => client.reserve()))
    await Promise.all(
      all.map((one) => one`select set_config('app.merchant_id', ${database.largest.id}, false)`),
    )
    for (const one of all) one.release()
    return await work(client)
  } finally {
    await closeClient()
  }
}
