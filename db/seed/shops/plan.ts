import type { MerchantSeed } from '@/db/seed/merchant'
import type { Schedule } from '@/lib/carriers/schedule'
import type { RoutingCosts } from '@/lib/locations/schemas'
import type { Role } from '@/lib/permissions'
import type { PackagingState } from '@/lib/routing/schemas'
import type { Good } from './goods'
import type { RulesPlan } from './rules'
import type { TermsPlan } from './terms'
import type { City } from './places'

export type Staff = { role: Role; email: string; name: string; password: string }

/** All that makes one demo shop different from the other. */
export type ShopPlan = {
  slug: string
  name: string
  timeZone: string
  seed: number
  /** Where its customers' phones begin. */
  phones: number
  orders: number
  orderNumber: (index: number) => string
  goods: readonly Good[]
  cities: readonly City[]
  staff: Staff[]
  schedule: Schedule
  locations: NonNullable<MerchantSeed['locations']>
  terms: TermsPlan
  /** Codes of the places its parcels pass. */
  hub: string
  warehouse: string
  rules: RulesPlan
  costs: RoutingCosts
  /** A place that closes for some days from today, and an article that the rules send there when it looks like that. */
  closing: { place: string; note: string; sku: string; packaging: PackagingState }
  /** Reason, how often of the whole, what people say. */
  reasons: readonly (readonly [string, number, readonly string[]])[]
}

/** Works in both shops. */
export const shared: Staff = {
  role: 'support',
  email: 'vera@obratno.demo',
  name: 'Вера Соловьёва',
  password: 'teplo-i-svet-5',
}
