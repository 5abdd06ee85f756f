import { addDays } from '@/lib/dates'
import { instantAt, localDate, localTime } from '@/lib/time'
import type { LiveShop } from './live'
import { hour } from './orders'

/** The same moment, or the next one at which people of this shop are at work. */
export function atWork(shop: LiveShop, moment: Date): Date {
  const zone = shop.plan.timeZone
  const time = localTime(moment, zone)
  if (time >= '09:00' && time < '19:30') return moment
  const date = localDate(moment, zone)
  const morning = instantAt(time < '09:00' ? date : addDays(date, 1), '09:05', zone)
  return new Date(morning.getTime() + shop.random.between(0, 100) * 60_000)
}

export function later(shop: LiveShop, from: Date, fromHours: number, toHours: number): Date {
  return new Date(from.getTime() + shop.random.between(fromHours, toHours) * hour)
}

export function workLater(shop: LiveShop, from: Date, fromHours: number, toHours: number): Date {
  return atWork(shop, later(shop, from, fromHours, toHours))
}
