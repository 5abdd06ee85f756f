import 'server-only'
import { sql } from 'drizzle-orm'
import { withMerchant } from '@/db/tenant'
import { systemCaller, type Caller } from './caller'

/** The worker as a caller for one merchant, by its id from a job; null when there is no such merchant. */
export async function systemCallerFor(merchantId: string): Promise<Caller | null> {
  const [merchant] = await withMerchant({ merchant: { id: merchantId } }, (tx) =>
    tx.execute<{ id: string; slug: string; name: string; time_zone: string; currency: string }>(
      sql`select id, slug, name, time_zone, currency from merchants where id = ${merchantId}`,
    ),
  )
  if (!merchant) return null
  const { id, slug, name, time_zone: timeZone, currency } = merchant
  return systemCaller({ id, slug, name, timeZone, currency })
}
