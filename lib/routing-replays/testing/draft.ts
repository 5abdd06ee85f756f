import { actionsTo, type PastPlaces } from '@/db/factories/past-refusals'
import type { RoutingRule, RuleSetContent } from '@/lib/routing/schemas'

export const ids = {
  defective: '019a9b1e-0000-7000-8000-000000000001',
  dear: '019a9b1e-0000-7000-8000-000000000002',
  never: '019a9b1e-0000-7000-8000-000000000003',
  off: '019a9b1e-0000-7000-8000-000000000004',
  closed: '019a9b1e-0000-7000-8000-000000000005',
  ask: '019a9b1e-0000-7000-8000-000000000006',
}

type Part = Pick<RoutingRule, 'id' | 'name' | 'then'> & { of: RoutingRule['when']['of']; enabled?: boolean }

const rule = ({ of, enabled = true, ...more }: Part): RoutingRule => ({
  ...more,
  note: '',
  enabled,
  when: { match: 'all', of },
})

/** Rules of every kind: that fire, never fire, are off, lead to a closed place, or leave it to a person. */
export function draftOf(places: PastPlaces): RuleSetContent {
  const deliver = (locationId: string) => actionsTo({ action: 'deliver', locationId })
  const reason = (value: string) => ({ field: 'reason' as const, op: 'in' as const, values: [value] })
  return {
    rules: [
      rule({
        id: ids.off,
        name: 'Выключено',
        enabled: false,
        of: [reason('defective')],
        then: deliver(places.main),
      }),
      rule({ id: ids.closed, name: 'Закрытый', of: [reason('changed_mind')], then: deliver(places.closed) }),
      rule({
        id: ids.defective,
        name: 'Брак в Химки',
        of: [reason('defective')],
        then: { ...deliver(places.second), sorting: true },
      }),
      rule({
        id: ids.dear,
        name: 'Дорогое ещё раз к двери',
        of: [{ field: 'parcelValue', op: 'between', from: 1_200_000, to: null }],
        then: actionsTo({ action: 'redeliver', afterDays: 1, window: null }),
      }),
      rule({
        id: ids.never,
        name: 'Никогда',
        of: [{ field: 'region', op: 'in', values: ['Нет такого'] }],
        then: deliver(places.main),
      }),
      rule({
        id: ids.ask,
        name: 'Решает человек',
        of: [{ field: 'packaging', op: 'in', values: ['damaged'] }],
        then: actionsTo({ action: 'ask' }),
      }),
    ],
    otherwise: { ...deliver(places.storage), storageDays: 3 },
  }
}
