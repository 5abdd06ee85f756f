import type { RouteActions, RoutingRule, RuleSetContent } from '@/lib/routing/schemas'

/** How a demo shop's routing rules came to be; `place` gives the id of a place by its code. */
export type RulesPlan = (place: (code: string) => string) => {
  versions: { daysAgo: number; content: RuleSetContent; note: string }[]
  draft: RuleSetContent
}

const plain: Omit<RouteActions, 'to'> = {
  storageDays: null,
  sorting: false,
  repack: false,
  tellCustomer: false,
  tellOrderSystem: true,
  refund: false,
}
const ask: RouteActions = { ...plain, to: { action: 'ask' } }
const again = (afterDays: number, from = '', to = ''): RouteActions => ({
  ...plain,
  tellCustomer: true,
  to: { action: 'redeliver', afterDays, window: from ? { from, to } : null },
})

type Draft = Pick<RoutingRule, 'name' | 'when' | 'then'> & Partial<RoutingRule>

/** The same rule has the same id in every version of its shop. */
function rules(shop: number, drafts: Draft[]): RoutingRule[] {
  return drafts.map((draft) => {
    const mark = [...draft.name].reduce(
      (sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) % 0xffffffff,
      7,
    )
    const id = `0192f000-000${shop}-7000-8000-${mark.toString(16).padStart(12, '0')}`
    return { id, note: '', enabled: true, ...draft }
  })
}

const all = (...of: RoutingRule['when']['of']): RoutingRule['when'] => ({ match: 'all', of })
const reason = (...values: string[]) => ({ field: 'reason' as const, op: 'in' as const, values })
const attempts = (from: number | null, to: number | null) => ({
  field: 'attempt' as const,
  op: 'between' as const,
  from,
  to,
})
const value = (from: number | null, to: number | null) => ({
  field: 'parcelValue' as const,
  op: 'between' as const,
  from,
  to,
})
const packaging = (...values: string[]) => ({ field: 'packaging' as const, op: 'in' as const, values })

const complaint: Draft = {
  name: 'Жалоба на курьера',
  note: 'Сначала поддержка звонит покупателю: из двадцати таких отказов четыре оказались выдуманными.',
  when: all(reason('courier_fault')),
  then: { ...ask, storageDays: 5 },
}
const absent: Draft = {
  name: 'Не застали дома',
  note: '',
  when: all(reason('recipient_absent', 'late'), attempts(null, 3)),
  then: again(1, '18:00', '22:00'),
}

export const lightRules: RulesPlan = (place) => {
  const to = (code: string): RouteActions => ({
    ...plain,
    to: { action: 'deliver', locationId: place(code) },
  })
  const broken: Draft = {
    name: 'Битое и вскрытое',
    note: 'Стекло без осмотра на полку не ставим.',
    when: {
      match: 'any',
      of: [packaging('damaged', 'opened'), reason('damaged_in_delivery', 'defective')],
    },
    then: { ...to('khimki'), sorting: true, repack: true, storageDays: 3 },
  }
  const zarya: Draft = {
    name: 'Брак «Зари» — на завод',
    when: all(
      { field: 'supplier', op: 'all', values: ['Завод «Заря»'] },
      reason('defective', 'damaged_in_delivery'),
    ),
    then: { ...to('zarya'), sorting: true },
  }
  const stocked: Draft = {
    name: 'Ходовое — снова в продажу',
    note: 'С фулфилмента уедет следующему покупателю в тот же день.',
    when: all({ field: 'stocked', op: 'in', values: ['all'] }, packaging('intact', 'unknown')),
    then: to('ff-podolsk'),
  }
  const dear: Draft = {
    name: 'Дорогие люстры',
    when: all({ field: 'category', op: 'any', values: ['Люстры'] }, value(1_500_000, null)),
    then: { ...to('ox-storage'), storageDays: 10 },
  }
  const home: RouteActions = { ...to('khimki'), refund: true }
  const now = rules(1, [complaint, absent, zarya, broken, dear, stocked])
  return {
    versions: [
      {
        daysAgo: 364,
        content: { rules: rules(1, [absent]), otherwise: to('khimki') },
        note: 'Всё домой, кроме тех, кого не застали',
      },
      {
        daysAgo: 160,
        content: { rules: rules(1, [complaint, absent, broken]), otherwise: to('khimki') },
        note: 'Битое смотрим, жалобы на курьеров разбираем',
      },
      { daysAgo: 45, content: { rules: now, otherwise: home }, note: 'Ходовое — сразу на фулфилмент' },
    ],
    draft: {
      rules: rules(1, [
        complaint,
        { ...absent, when: all(reason('recipient_absent', 'late'), attempts(null, 2)) },
        zarya,
        broken,
        { ...dear, enabled: false },
        stocked,
        {
          name: 'Мелочь из регионов — в магазин',
          when: all(value(null, 150_000), { field: 'city', op: 'not_in', values: ['Москва'] }),
          then: to('store-lesnaya'),
        },
        {
          name: 'Ночники целиком',
          when: all(
            { field: 'category', op: 'all', values: ['Ночники'] },
            { field: 'stocked', op: 'in', values: ['all'] },
            packaging('intact'),
          ),
          then: to('khimki'),
        },
      ]),
      otherwise: home,
    },
  }
}

export const warmRules: RulesPlan = (place) => {
  const to = (code: string): RouteActions => ({
    ...plain,
    to: { action: 'deliver', locationId: place(code) },
  })
  const spoilt: Draft = {
    name: 'Порвано или испачкано',
    when: {
      match: 'any',
      of: [packaging('damaged'), reason('defective', 'damaged_in_delivery')],
    },
    then: { ...to('atelie'), sorting: true },
  }
  const coats: Draft = {
    name: 'Пуховики на вес золота',
    when: all({ field: 'category', op: 'any', values: ['Пуховики'] }, value(800_000, null)),
    then: { ...to('koltsovo'), sorting: true, repack: true },
  }
  const now = rules(2, [complaint, absent, spoilt, coats])
  const home: RouteActions = { ...to('koltsovo'), refund: true }
  return {
    versions: [
      {
        daysAgo: 300,
        content: { rules: rules(2, [absent, complaint]), otherwise: to('koltsovo') },
        note: 'Первые правила',
      },
      { daysAgo: 90, content: { rules: now, otherwise: home }, note: 'Ателье чинит, пуховики проверяем' },
    ],
    draft: {
      rules: rules(2, [
        complaint,
        absent,
        spoilt,
        coats,
        {
          name: 'Сибирь — в Тюмень',
          note: 'Возить обратно через Урал дороже, чем хранить.',
          when: all({ field: 'hub', op: 'in', values: ['hub-nsk'] }),
          then: to('ff-tyumen'),
        },
      ]),
      otherwise: home,
    },
  }
}
