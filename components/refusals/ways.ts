import { formatPlainDate } from '@/lib/i18n/format'
import type { routeDestinations } from '@/lib/refusals/queries'
import { routePrice } from '@/lib/routing/costs'
import type { RouteActions } from '@/lib/routing/schemas'
import type { RefusalWords } from './words'

/** Somewhere a person may send a parcel, ready to be shown. */
export type Way = {
  /** A location's id, or `redeliver`. */
  value: string
  name: string
  /** Kind and town, what it costs, and until when it takes nothing in. */
  detail: string
  price: string
  closed: boolean
}

const plainly = (to: RouteActions['to']): RouteActions => ({
  to,
  storageDays: null,
  sorting: false,
  repack: false,
  tellCustomer: false,
  tellOrderSystem: true,
  refund: false,
})

/**
 * The ways of one shop with their prices: of this parcel, which lies at the hub of that code, with its days of storage; for
 * many parcels (`parcel` null) what taking one in costs.
 */
export function wayChoices(
  { destinations, places, costs }: Awaited<ReturnType<typeof routeDestinations>>,
  { r, locale, money }: Pick<RefusalWords, 'r' | 'locale' | 'money'>,
  parcel: { hub: string | null } | null,
  currency: string,
): Way[] {
  const cost = (to: RouteActions['to']) =>
    routePrice(plainly(to), { hub: parcel?.hub ?? null }, { costs, places, currency }).cost
  const priced = (to: RouteActions['to']) => {
    const amount = cost(to)
    return amount ? money(amount, currency) : r('dialog.override.free')
  }
  return [
    ...destinations.map(({ id, name, city, kind, closedUntil }) => ({
      value: id,
      name,
      detail: [
        r(`dialog.override.kind.${kind}`),
        city,
        ...(closedUntil
          ? [r('dialog.override.closedUntil', { date: formatPlainDate(closedUntil, locale) })]
          : []),
      ].join(', '),
      price: priced({ action: 'deliver', locationId: id }),
      closed: closedUntil !== null,
    })),
    {
      value: 'redeliver',
      name: r('dialog.override.redeliver'),
      detail: '',
      price: priced({ action: 'redeliver', afterDays: 0, window: null }),
      closed: false,
    },
  ]
}
