import type { ReplayPrices } from './replay'
import type { RouteActions } from './schemas'

/** What a day of lying costs: where goods are sent to be stored that place's price, else the hub's they lie at. */
function dayPrice(to: RouteActions['to'], hub: string | null, { places }: ReplayPrices): number {
  const place = to.action === 'deliver' ? places.find(({ id }) => id === to.locationId) : undefined
  if (place?.kind === 'storage') return place.storageDayCost
  return (hub !== null && places.find(({ code }) => code === hub)?.storageDayCost) || 0
}

/**
 * What a route costs the shop (minor units) and for how many days the parcel may lie. `facts.hub` is the code of the
 * location that has the parcel. `cost` is null where nobody knows: a person is to say, or the prices do not name the
 * destination.
 */
export function routePrice(
  actions: RouteActions,
  { hub }: { hub: string | null },
  prices: ReplayPrices,
): { cost: number | null; storageDays: number } {
  const { costs, places } = prices
  const { to } = actions
  const storageDays = actions.storageDays ?? costs.storageDays
  if (to.action === 'ask') return { cost: null, storageDays }
  const way =
    to.action === 'redeliver' ? costs.redelivery : places.find(({ id }) => id === to.locationId)?.parcelCost
  if (way === undefined) return { cost: null, storageDays }
  const work = (actions.sorting ? costs.sorting : 0) + (actions.repack ? costs.repack : 0)
  return { cost: way + work + storageDays * dayPrice(to, hub, prices), storageDays }
}
