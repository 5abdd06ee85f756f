import { describe, expect, it } from 'vitest'
import { routePrice } from './costs'
import type { ReplayPlace, ReplayPrices } from './replay'
import type { RouteActions } from './schemas'

const place = (
  id: string,
  kind: ReplayPlace['kind'],
  parcelCost: number,
  storageDayCost: number,
): ReplayPlace => ({
  id,
  code: `code-${id}`,
  name: id,
  kind,
  parcelCost,
  storageDayCost,
  open: true,
})
const prices: ReplayPrices = {
  costs: { redelivery: 30_000, sorting: 500, repack: 700, storageDays: 7 },
  places: [
    place('warehouse', 'warehouse', 12_000, 9_999),
    place('storage', 'storage', 4_000, 300),
    place('hub', 'hub', 1, 50),
  ],
  currency: 'RUB',
}
const hub = { hub: 'code-hub' }
const actions = (to: RouteActions['to'], more: Partial<RouteActions> = {}): RouteActions => ({
  to,
  storageDays: null,
  sorting: false,
  repack: false,
  tellCustomer: false,
  tellOrderSystem: false,
  refund: false,
  ...more,
})
const deliver = (locationId: string, more?: Partial<RouteActions>) =>
  actions({ action: 'deliver', locationId }, more)
const redeliver = actions({ action: 'redeliver', afterDays: 1, window: null })

describe('routePrice', () => {
  it.each([
    ['the way, and the days at the hub it lies at', deliver('warehouse'), hub, 12_000 + 7 * 50],
    ['the days of the storage it goes to', deliver('storage', { storageDays: 10 }), hub, 4_000 + 10 * 300],
    ['no days at a hub that nobody knows', deliver('warehouse'), { hub: null }, 12_000],
    ['no days at a hub without a price', deliver('warehouse'), { hub: 'elsewhere' }, 12_000],
    ['what is done on the way', deliver('warehouse', { sorting: true, repack: true }), { hub: null }, 13_200],
    ['no days when it does not lie', deliver('storage', { storageDays: 0 }), hub, 4_000],
    ['another try at the door', redeliver, hub, 30_000 + 7 * 50],
    ['nothing known while a person is to say', actions({ action: 'ask' }), hub, null],
    ['nothing known of a place without prices', deliver('elsewhere'), hub, null],
  ])('counts %s', (_, route, facts, cost) => {
    const storageDays = route.storageDays ?? 7
    expect(routePrice(route, facts, prices)).toEqual({ cost, storageDays })
  })
})
