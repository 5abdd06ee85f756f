import { lawOnlyTerms, type PolicyTerms, type WindowException } from '@/lib/policies/schemas'

/** How a demo shop's return policy came to be: each version, how many days ago, and what is being written now. */
export type TermsPlan = {
  versions: { daysAgo: number; effectiveInDays: number; terms: PolicyTerms; note: string }[]
  draft: PolicyTerms
}

const always: WindowException = {
  category: null,
  priceFrom: null,
  priceTo: null,
  channel: null,
  reason: null,
  days: 14,
}

const lightFirst: PolicyTerms = {
  ...lawOnlyTerms,
  days: 14,
  autoApprove: { upTo: 500_000 },
  exclusions: [{ category: null, sku: 'AB-ZAKAZ-ZAK', basis: 'made_to_order' }],
}
const lightNow: PolicyTerms = {
  ...lightFirst,
  writtenTerms: 'every_order',
  autoApprove: { upTo: 1_500_000 },
  exceptions: [
    { ...always, category: 'Гирлянды', days: 30 },
    { ...always, category: 'Люстры', priceFrom: 1_500_000, days: 21 },
    { ...always, category: 'Электроника', reason: 'not_as_described', days: 30 },
    { ...always, channel: 'phone', days: 21 },
  ],
  exclusions: [...lightFirst.exclusions, { category: 'Умный дом', sku: null, basis: 'exchange_list' }],
}
const lightNext: PolicyTerms = {
  ...lightNow,
  days: 21,
  warning: { daysBefore: 4, roles: ['support', 'manager'] },
}

const warmFirst: PolicyTerms = {
  ...lawOnlyTerms,
  days: 14,
  autoApprove: { upTo: 300_000 },
  pickupAttempts: 3,
}
const warmNow: PolicyTerms = {
  ...warmFirst,
  writtenTerms: 'every_order',
  days: 30,
  autoApprove: { upTo: 1_000_000 },
  exceptions: [
    { ...always, category: 'Обувь', days: 14 },
    { ...always, category: 'Пуховики', reason: 'size', days: 60 },
  ],
  exclusions: [{ category: 'Термобельё', sku: null, basis: 'exchange_list' }],
}

export const lightTerms: TermsPlan = {
  versions: [
    { daysAgo: 380, effectiveInDays: -20, terms: lightFirst, note: 'Первые правила магазина' },
    {
      daysAgo: 170,
      effectiveInDays: 5,
      terms: lightNow,
      note: 'Гирлянды к Новому году покупают заранее; люстры долго вешают; памятка теперь в каждой коробке',
    },
    { daysAgo: 6, effectiveInDays: 15, terms: lightNext, note: 'Три недели на всё с декабря' },
  ],
  draft: {
    ...lightNext,
    exceptions: [
      ...lightNext.exceptions,
      { ...always, category: 'Настольные лампы', priceTo: 300_000, days: 45 },
    ],
  },
}

export const warmTerms: TermsPlan = {
  versions: [
    { daysAgo: 380, effectiveInDays: -20, terms: warmFirst, note: 'Первые правила магазина' },
    {
      daysAgo: 200,
      effectiveInDays: 1,
      terms: warmNow,
      note: 'Месяц на примерку; размер пуховика понимают только в мороз',
    },
  ],
  draft: { ...warmNow, outside: 'accept', warning: { daysBefore: 5, roles: ['support'] } },
}
