import { Random } from '@/db/seed/shops/random'
import type { CodeChoice } from './codes'
import type { Shop, Taken } from './http'
import { bringParcels } from './parcels'
import { fetchPickups } from './pickups'
import type { Day } from './story'

export const jobs = ['pickups', 'parcels'] as const
export type Job = (typeof jobs)[number]

export type Plan = {
  shops: Shop[]
  /** Hours of a story in a second of ours. */
  speed: number
  seed: number
  /** Only what is there now; then it ends. */
  once: boolean
  /** Only this work; both unless said. */
  only?: Job | undefined
  pickup?: string | undefined
  day?: Day | undefined
  codes: CodeChoice
  signal: AbortSignal
}

/** Drives until everything is done (`once`, `pickup`) or until it is stopped; answers what was told in all. */
export async function drive(plan: Plan): Promise<Taken> {
  const total: Taken = { accepted: 0, duplicates: 0, parked: 0 }
  const random = new Random(plan.seed)
  const only = plan.pickup ? 'pickups' : plan.only
  await Promise.all(
    plan.shops.flatMap((shop) => [
      ...(only === 'parcels' ? [] : [fetchPickups(shop, plan, random, total)]),
      ...(only === 'pickups' ? [] : [bringParcels(shop, plan, total)]),
    ]),
  )
  return total
}
