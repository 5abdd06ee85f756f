import { sql } from 'drizzle-orm'
import { readMerchant } from '@/db/tenant'
import { addDays } from '@/lib/dates'
import { newId } from '@/lib/ids'
import { saveLocation } from '@/lib/locations/commands'
import { locationFields } from '@/lib/locations/schemas'
import { leaveClosedPlace } from '@/lib/refusals/closing'
import { localDate } from '@/lib/time'
import type { LiveShop } from './shops/live'
import { hour } from './shops/orders'
import { must } from './shops/thread'

/** Closes one of the shop's places for some days: what is at the hub is routed anew, what is on the road gets a flag. */
export async function closePlace(shop: LiveShop, now: Date): Promise<void> {
  const { merchantId, plan } = shop
  const at = new Date(now.getTime() - 0.2 * hour)
  const [row] = await readMerchant(shop.system, (tx) =>
    tx.execute<{ id: string; version: number; fields: object }>(sql`
      select id, version, jsonb_build_object('code', code, 'kind', kind, 'name', name, 'city', city, 'address', address,
        'supplier', supplier, 'hours', hours, 'parcelCost', parcel_cost, 'storageDayCost', storage_day_cost,
        'capacity', capacity) as fields
      from locations where merchant_id = ${merchantId} and code = ${plan.closing.place}`),
  )
  if (!row) throw new Error(`The demo has no place ${plan.closing.place}`)
  const today = localDate(at, plan.timeZone)
  const closures = [{ from: today, to: addDays(today, 3), note: plan.closing.note }]
  const fields = locationFields.parse({ ...row.fields, closures })
  const input = { commandId: newId(), locationId: row.id, expectedVersion: row.version, fields }
  must(await saveLocation(shop.who('manager'), input, at))
  await leaveClosedPlace(shop.system, row.id, null, at)
}
