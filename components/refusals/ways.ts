import { formatPlainDate } from '@/lib/i18n/format'
import type { Opening } from '@/lib/locations/rules'
import { clockText } from '@/lib/locations/words'
import type { routeDestinations } from '@/lib/refusals/queries'
import { routePrice } from '@/lib/routing/costs'
import type { RouteActions } from '@/lib/routing/schemas'
import type { RefusalWords } from './words'

/** Somewhere a person may send a parcel, ready to be shown. */
export type Way = {
  /** A location's id, or `redeliver`. */
  value: string
  name: string
  /** Kind and town, its hours of today, whether it is full, and until when it takes nothing in. */
  detail: string
  price: string
  closed: boolean
}

/** The parcel that is sent: the hub it lies at, and what its route has done on the way, which stays. */
type Sent = { hub: string | null; work: Pick<RouteActions, 'storageDays' | 'sorting' | 'repack'> | null }

const sent = (to: RouteActions['to'], work: Sent['work']): RouteActions => ({
  to,
  storageDays: work?.storageDays ?? null,
  sorting: work?.sorting ?? false,
  repack: work?.repack ?? false,
  tellCustomer: false,
  tellOrderSystem: true,
  refund: false,
})

function openingText(opening: Opening, r: RefusalWords['r']): string {
  switch (opening.kind) {
    case 'open':
      return r('dialog.override.opening.open', { until: clockText(opening.until) })
    case 'later':
      return r('dialog.override.opening.later', { from: clockText(opening.from), to: clockText(opening.to) })
    default:
      return r(`dialog.override.opening.${opening.kind}`)
  }
}

/**
 * The ways of one shop with their prices: of this parcel, which lies at the hub of that code, with its days of storage; for
 * many parcels (`parcel` null) what taking one in costs.
 */
export function wayChoices(
  { destinations, places, costs }: Awaited<ReturnType<typeof routeDestinations>>,
  { r, locale, money }: Pick<RefusalWords, 'r' | 'locale' | 'money'>,
  parcel: Sent | null,
  currency: string,
): Way[] {
  const cost = (to: RouteActions['to']) =>
    routePrice(sent(to, parcel?.work ?? null), { hub: parcel?.hub ?? null }, { costs, places, currency }).cost
  const priced = (to: RouteActions['to']) => {
    const amount = cost(to)
    return amount ? money(amount, currency) : r('dialog.override.free')
  }
  return [
    ...destinations.map(({ id, name, city, kind, closedUntil, opening, full }) => ({
      value: id,
      name,
      detail: [
        r(`dialog.override.kind.${kind}`),
        city,
        ...(closedUntil
          ? [r('dialog.override.closedUntil', { date: formatPlainDate(closedUntil, locale) })]
          : []),
        ...(opening ? [openingText(opening, r)] : []),
        ...(full ? [r('dialog.override.full', full)] : []),
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
