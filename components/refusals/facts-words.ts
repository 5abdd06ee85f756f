import { formatMoney, formatNumber } from '@/lib/i18n/format'
import type { RefusalFacts } from '@/lib/routing/route'
import type { ConditionField } from '@/lib/routing/schemas'
import type { RoutingNames } from '@/lib/routing/words'
import type { RefusalWords } from './words'

/** What the rules saw in a field, in words. */
export function factWords(
  field: ConditionField,
  facts: RefusalFacts,
  names: RoutingNames,
  { r, locale }: Pick<RefusalWords, 'r' | 'locale'>,
): string {
  const unknown = r('why.value.unknown')
  const listed = (values: readonly string[]) => (values.length > 0 ? values.join(', ') : unknown)
  const sum = (minor: number) => formatMoney(minor, names.currency, locale)
  switch (field) {
    case 'reason': {
      const [code] = facts.reasons
      return code === undefined ? unknown : (names.reasons.get(code)?.[locale] ?? code)
    }
    case 'category':
      return listed(facts.categories)
    case 'sku':
      return listed(facts.skus)
    case 'supplier':
      return listed(facts.suppliers)
    case 'region':
    case 'city':
      return facts[field] ?? unknown
    case 'hub':
      return facts.hub === null ? unknown : (names.hubs.get(facts.hub) ?? facts.hub)
    case 'carrier':
      return names.carriers.get(facts.carrier) ?? facts.carrier
    case 'price':
    case 'parcelValue':
      return sum(facts[field])
    case 'weight': {
      const { weight } = facts
      if (weight === null) return unknown
      return weight >= 1000
        ? r('why.value.kilograms', { amount: formatNumber(weight / 1000, locale, 3) })
        : r('why.value.grams', { amount: formatNumber(weight, locale) })
    }
    case 'attempt':
      return r('why.value.attempt', { attempt: String(facts.attempt) })
    case 'payment':
      return facts.payment === null ? unknown : r(`why.value.payment.${facts.payment}`)
    case 'packaging':
      return r(`card.packagingState.${facts.packaging}`)
    case 'extent':
    case 'weekday':
    case 'stocked':
      return r(`why.value.${field}.${facts[field]}`)
  }
}
