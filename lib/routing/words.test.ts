import { createTranslator } from 'next-intl'
import { describe, expect, test } from 'vitest'
import en from '@/lib/i18n/messages/en/routing.json'
import ru from '@/lib/i18n/messages/ru/routing.json'
import { locationKinds } from '@/lib/locations/schemas'
import { textOf } from './phrase'
import { conditionFields, type Condition, type ConditionGroup, type RouteActions } from './schemas'
import {
  conditionWords,
  defaultSentence,
  destinationWords,
  namesOf,
  ruleSentence,
  ruleWords,
  type RoutingTongue,
} from './words'

/** A language that fails on any key or filling that its messages do not have. */
function tongue(locale: 'ru' | 'en'): RoutingTongue {
  const translate = createTranslator({
    locale,
    timeZone: 'UTC',
    messages: locale === 'ru' ? ru : en,
    onError: (error) => {
      throw error
    },
  })
  return { locale, t: (key, values) => translate(key as 'words.refund', values) }
}
const russian = tongue('ru')
const english = tongue('en')
const seen = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

const place = (id: string, name: string, kind: (typeof locationKinds)[number], closed = false) => ({
  id,
  code: id,
  name,
  kind,
  closed,
})
const names = namesOf({
  currency: 'RUB',
  reasons: [
    { code: 'defective', parent: null, ru: 'Брак', en: 'Defective', hidden: false },
    { code: 'incomplete', parent: null, ru: 'Некомплект', en: 'Incomplete', hidden: true },
    { code: 'lost', parent: null, ru: 'СДЭК потерял', en: 'CDEK lost it', hidden: false },
  ],
  locations: [
    place('podolsk', 'Подольск', 'warehouse'),
    place('old', 'Старый', 'warehouse', true),
    place('hub', 'Химки', 'hub'),
    ...locationKinds.map((kind) => place(`a-${kind}`, 'Имя', kind)),
  ],
  hubs: [{ code: 'hub', name: 'Химки' }],
  carriers: [{ code: 'cdek', name: 'СДЭК' }],
})

const inRussian = (one: Condition) => seen(textOf(conditionWords(one, names, russian)))
const inEnglish = (one: Condition) => seen(textOf(conditionWords(one, names, english)))

const nothing: RouteActions = {
  to: { action: 'ask' },
  storageDays: null,
  sorting: false,
  repack: false,
  tellCustomer: false,
  tellOrderSystem: false,
  refund: false,
}
const toPodolsk: RouteActions = { ...nothing, to: { action: 'deliver', locationId: 'podolsk' } }

const defect: Condition = { field: 'reason', op: 'in', values: ['defective'] }
const dear: Condition = { field: 'parcelValue', op: 'between', from: 500_000, to: null }
const heavy: Condition = { field: 'weight', op: 'between', from: 5000, to: null }
const towns: Condition = { field: 'city', op: 'in', values: ['Москва', 'Тверь'] }

/** Every field with every operator, and what each language says of it. */
const conditions: [Condition, string, string][] = [
  [defect, 'причина — брак', 'the reason is defective'],
  [
    { field: 'reason', op: 'in', values: ['incomplete', 'lost', 'defective'] },
    'причина — некомплект, СДЭК потерял или брак',
    'the reason is incomplete, CDEK lost it or defective',
  ],
  [
    { field: 'reason', op: 'not_in', values: ['defective', 'incomplete'] },
    'причина — любая, кроме: брак и некомплект',
    'the reason is anything except defective and incomplete',
  ],
  [
    { field: 'reason', op: 'in', values: ['f47ac10b'] },
    'причина — та, которой больше нет',
    'the reason is one that is gone',
  ],
  [
    { field: 'region', op: 'in', values: ['Тверская область'] },
    'регион — Тверская область',
    'the region is Тверская область',
  ],
  [
    { field: 'region', op: 'not_in', values: ['Тыва'] },
    'регион — любой, кроме: Тыва',
    'the region is any except Тыва',
  ],
  [towns, 'город — Москва или Тверь', 'the city is Москва or Тверь'],
  [
    { field: 'city', op: 'not_in', values: ['Тверь'] },
    'город — любой, кроме: Тверь',
    'the city is any except Тверь',
  ],
  [{ field: 'hub', op: 'in', values: ['hub'] }, 'сортировочный центр — Химки', 'the hub is Химки'],
  [
    { field: 'hub', op: 'not_in', values: ['hub', 'X-1'] },
    'сортировочный центр — любой, кроме: Химки и X-1 (больше нет)',
    'the hub is any except Химки and X-1 (gone)',
  ],
  [
    { field: 'carrier', op: 'in', values: ['cdek', 'old'] },
    'перевозчик — СДЭК или old (больше нет)',
    'the carrier is СДЭК or old (gone)',
  ],
  [
    { field: 'carrier', op: 'not_in', values: ['cdek'] },
    'перевозчик — любой, кроме: СДЭК',
    'the carrier is any except СДЭК',
  ],
  [
    { field: 'category', op: 'any', values: ['Обувь', 'Сумки'] },
    'есть товар категории «Обувь» или «Сумки»',
    'there is an item of category “Обувь” or “Сумки”',
  ],
  [
    { field: 'category', op: 'all', values: ['Обувь'] },
    'все товары — категории «Обувь»',
    'all items are of category “Обувь”',
  ],
  [
    { field: 'category', op: 'none', values: ['Обувь', 'Сумки'] },
    'нет товаров категорий «Обувь» и «Сумки»',
    'no item is of categories “Обувь” and “Сумки”',
  ],
  [
    { field: 'sku', op: 'any', values: ['A-1', 'A-2'] },
    'есть артикул A-1 или A-2',
    'there is article A-1 or A-2',
  ],
  [{ field: 'sku', op: 'all', values: ['A-1'] }, 'все товары — артикул A-1', 'all items are article A-1'],
  [{ field: 'sku', op: 'none', values: ['A-1'] }, 'нет артикула A-1', 'there is no article A-1'],
  [
    { field: 'supplier', op: 'any', values: ['ООО «Рога»'] },
    'есть товар поставщика ООО «Рога»',
    'there is an item of supplier ООО «Рога»',
  ],
  [
    { field: 'supplier', op: 'all', values: ['Лютик'] },
    'все товары — поставщика «Лютик»',
    'all items are of supplier “Лютик”',
  ],
  [
    { field: 'supplier', op: 'none', values: ['Лютик'] },
    'нет товаров поставщика «Лютик»',
    'no item is of supplier “Лютик”',
  ],
  [
    { field: 'price', op: 'between', from: 100_050, to: null },
    'самый дорогой товар от 1 000,50 ₽',
    'the dearest item costs ₽1,000.50 or more',
  ],
  [
    { field: 'price', op: 'between', from: null, to: 500_000 },
    'самый дорогой товар дешевле 5 000 ₽',
    'the dearest item costs less than ₽5,000',
  ],
  [
    { field: 'price', op: 'between', from: 0, to: 500_000 },
    'самый дорогой товар от 0 ₽ и дешевле 5 000 ₽',
    'the dearest item costs from ₽0 to less than ₽5,000',
  ],
  [dear, 'стоимость посылки от 5 000 ₽', 'the parcel is worth ₽5,000 or more'],
  [
    { field: 'parcelValue', op: 'between', from: null, to: 100 },
    'стоимость посылки меньше 1 ₽',
    'the parcel is worth less than ₽1',
  ],
  [
    { field: 'parcelValue', op: 'between', from: 100, to: 200 },
    'стоимость посылки от 1 ₽ и меньше 2 ₽',
    'the parcel is worth from ₽1 to less than ₽2',
  ],
  [heavy, 'вес от 5 кг', 'it weighs 5 kg or more'],
  [
    { field: 'weight', op: 'between', from: 300, to: 1500 },
    'вес от 300 г и меньше 1,5 кг',
    'it weighs from 300 g to less than 1.5 kg',
  ],
  [{ field: 'weight', op: 'between', from: null, to: 1000 }, 'вес меньше 1 кг', 'it weighs less than 1 kg'],
  [{ field: 'attempt', op: 'between', from: 2, to: null }, 'попытка 2 и дальше', 'it is attempt 2 or later'],
  [{ field: 'attempt', op: 'between', from: 1, to: 2 }, 'попытка 1', 'it is attempt 1'],
  [{ field: 'attempt', op: 'between', from: null, to: 4 }, 'попытки 1–3', 'it is one of attempts 1–3'],
  [{ field: 'attempt', op: 'between', from: 1, to: null }, 'любая попытка', 'it is any attempt'],
  [{ field: 'attempt', op: 'between', from: null, to: 1 }, 'попытка раньше 1-й', 'it is before attempt 1'],
  [{ field: 'payment', op: 'in', values: ['prepaid'] }, 'оплата — заранее', 'it is prepaid'],
  [
    { field: 'payment', op: 'in', values: ['prepaid', 'cod'] },
    'оплата — заранее или при получении',
    'it is prepaid or paid on delivery',
  ],
  [
    { field: 'extent', op: 'in', values: ['whole'] },
    'отказались от всей посылки',
    'the whole parcel was refused',
  ],
  [
    { field: 'extent', op: 'in', values: ['partial'] },
    'отказались от части посылки',
    'part of the parcel was refused',
  ],
  [
    { field: 'packaging', op: 'in', values: ['intact', 'opened', 'damaged', 'unknown'] },
    'упаковка цела, вскрыта, повреждена или неизвестно какая',
    'the packaging is intact, opened, damaged or in an unknown state',
  ],
  [
    { field: 'weekday', op: 'in', values: ['fri', 'mon', 'tue', 'thu', 'wed'] },
    'отказались по будням',
    'it was refused on a working day of the week',
  ],
  [
    { field: 'weekday', op: 'in', values: ['sat', 'sun'] },
    'отказались по выходным',
    'it was refused at the weekend',
  ],
  [
    { field: 'weekday', op: 'in', values: ['mon', 'tue', 'wed', 'sat'] },
    'отказались в пн–ср и сб',
    'it was refused on Mon–Wed and Sat',
  ],
  [
    { field: 'weekday', op: 'in', values: ['mon', 'fri'] },
    'отказались в пн и пт',
    'it was refused on Mon and Fri',
  ],
  [
    { field: 'weekday', op: 'in', values: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] },
    'отказались в любой день недели',
    'it was refused on any day of the week',
  ],
  [
    { field: 'stocked', op: 'in', values: ['all'] },
    'на фулфилменте лежат все товары',
    'all items are kept at fulfilment',
  ],
  [
    { field: 'stocked', op: 'in', values: ['some'] },
    'на фулфилменте лежит часть товаров',
    'some items are kept at fulfilment',
  ],
  [
    { field: 'stocked', op: 'in', values: ['none'] },
    'на фулфилменте нет этих товаров',
    'no item is kept at fulfilment',
  ],
]

describe('a condition in words', () => {
  test.each(conditions)('%o', (condition, ours, theirs) => {
    expect(inRussian(condition)).toBe(ours)
    expect(inEnglish(condition)).toBe(theirs)
  })

  test('every field is said', () => {
    expect(new Set(conditions.map(([{ field }]) => field))).toEqual(new Set(conditionFields))
  })

  test('its values stand out, and what is gone is shown as such', () => {
    expect(conditionWords({ field: 'carrier', op: 'in', values: ['cdek', 'old'] }, names, russian)).toEqual([
      { text: 'перевозчик\u00a0— ', role: 'plain' },
      { text: 'СДЭК', role: 'value' },
      { text: ' или ', role: 'plain' },
      { text: 'old (больше нет)', role: 'gone' },
    ])
  })
})

const sentence = (when: ConditionGroup, then = toPodolsk) =>
  seen(textOf(ruleSentence({ when, then }, names, russian)))
const conditionsOf = (when: ConditionGroup) => sentence(when).replace(/^Если (.*), то .*$/, '$1')

describe('a rule in one sentence', () => {
  test('reads as people write', () => {
    const then = { ...toPodolsk, sorting: true, repack: true, storageDays: 5 }
    const rule = { when: { match: 'all' as const, of: [defect, dear] }, then }
    expect(seen(textOf(ruleSentence(rule, names, russian)))).toBe(
      'Если причина — брак и стоимость посылки от 5 000 ₽, то на склад «Подольск», с проверкой и переупаковкой; хранить до 5 дней',
    )
    expect(seen(textOf(ruleSentence(rule, names, english)))).toBe(
      'If the reason is defective and the parcel is worth ₽5,000 or more, then to warehouse “Подольск”, checked and repacked; store for up to 5 days',
    )
  })

  test('lists short conditions, and sets off those that have an «или» of their own', () => {
    expect(conditionsOf({ match: 'all', of: [defect, dear, heavy] })).toBe(
      'причина — брак, стоимость посылки от 5 000 ₽ и вес от 5 кг',
    )
    expect(conditionsOf({ match: 'any', of: [defect, heavy] })).toBe('причина — брак или вес от 5 кг')
    expect(conditionsOf({ match: 'all', of: [towns, heavy] })).toBe('город — Москва или Тверь, и вес от 5 кг')
    expect(conditionsOf({ match: 'any', of: [towns, heavy] })).toBe(
      'город — Москва или Тверь, или вес от 5 кг',
    )
  })

  test('puts brackets into words, the groups last', () => {
    const either = { match: 'any' as const, of: [defect, towns] }
    const both = { match: 'all' as const, of: [defect, heavy] }
    expect(conditionsOf({ match: 'all', of: [either, dear] })).toBe(
      'стоимость посылки от 5 000 ₽, и при этом либо причина — брак, либо город — Москва или Тверь',
    )
    expect(conditionsOf({ match: 'any', of: [dear, both] })).toBe(
      'стоимость посылки от 5 000 ₽, или одновременно причина — брак и вес от 5 кг',
    )
    expect(conditionsOf({ match: 'all', of: [either, { match: 'any', of: [heavy, dear] }] })).toBe(
      'либо причина — брак, либо город — Москва или Тверь, и при этом либо вес от 5 кг, либо стоимость посылки от 5 000 ₽',
    )
    const inTheirs = ruleSentence(
      { when: { match: 'all', of: [dear, { match: 'any', of: [defect, heavy] }] }, then: toPodolsk },
      names,
      english,
    )
    expect(seen(textOf(inTheirs))).toContain(
      'If the parcel is worth ₽5,000 or more, and either the reason is defective or it weighs 5 kg or more, then',
    )
  })

  test('leaves out brackets that say nothing', () => {
    const same = { match: 'all' as const, of: [defect, heavy] }
    expect(conditionsOf({ match: 'all', of: [same] })).toBe('причина — брак и вес от 5 кг')
    expect(conditionsOf({ match: 'any', of: [same] })).toBe('причина — брак и вес от 5 кг')
    expect(conditionsOf({ match: 'any', of: [heavy, { match: 'all', of: [defect] }] })).toBe(
      'вес от 5 кг или причина — брак',
    )
  })

  test('comes in parts for who needs them', () => {
    const words = ruleWords(
      { when: { match: 'all', of: [defect, heavy] }, then: { ...toPodolsk, refund: true } },
      names,
      russian,
    )
    expect(words.if.map(textOf).map(seen)).toEqual(['причина — брак', 'вес от 5 кг'])
    expect(words.then.map(textOf).map(seen)).toEqual(['на склад «Подольск»', 'сразу вернуть деньги'])
    expect(ruleWords({ then: nothing }, names, russian).if).toEqual([])
  })
})

const doing = (more: Partial<RouteActions>, language = russian) =>
  seen(textOf(defaultSentence({ ...toPodolsk, ...more }, names, language))).replace(
    /^.* — |^In every other case, /,
    '',
  )

describe('what is done', () => {
  test.each<[Partial<RouteActions>, string, string]>([
    [{}, 'на склад «Подольск»', 'to warehouse “Подольск”'],
    [{ to: { action: 'ask' } }, 'решает человек', 'a person decides'],
    [{ sorting: true }, 'на склад «Подольск», с проверкой', 'to warehouse “Подольск”, checked'],
    [{ repack: true }, 'на склад «Подольск», с переупаковкой', 'to warehouse “Подольск”, repacked'],
    [{ storageDays: 0 }, 'на склад «Подольск»; не хранить', 'to warehouse “Подольск”; do not store'],
    [
      { storageDays: 21 },
      'на склад «Подольск»; хранить до 21 дня',
      'to warehouse “Подольск”; store for up to 21 days',
    ],
    [
      { tellCustomer: true },
      'на склад «Подольск»; сообщить покупателю',
      'to warehouse “Подольск”; tell the customer',
    ],
    [
      { tellOrderSystem: true, refund: true },
      'на склад «Подольск»; сообщить системе заказов, сразу вернуть деньги',
      'to warehouse “Подольск”; tell the order system, refund at once',
    ],
    [
      { tellCustomer: true, tellOrderSystem: true },
      'на склад «Подольск»; сообщить покупателю и системе заказов',
      'to warehouse “Подольск”; tell the customer and the order system',
    ],
  ])('%o', (more, ours, theirs) => {
    expect(doing(more)).toBe(ours)
    expect(doing(more, english)).toBe(theirs)
  })

  test.each([
    [0, null, 'снова на вручение в тот же день', 'to the door again on the same day'],
    [1, null, 'снова на вручение на следующий день', 'to the door again on the next day'],
    [
      3,
      { from: '18:00', to: '22:00' },
      'снова на вручение через 3 дня с 18:00 до 22:00',
      'to the door again after 3 days from 18:00 to 22:00',
    ],
  ] as const)('redelivery after %i days', (afterDays, window, ours, theirs) => {
    const to = { action: 'redeliver', afterDays, window } as const
    expect(seen(textOf(destinationWords(to, names, russian)))).toBe(ours)
    expect(seen(textOf(destinationWords(to, names, english)))).toBe(theirs)
  })

  test('every kind of place is called by its kind', () => {
    const called = (language: RoutingTongue) =>
      locationKinds.map((kind) =>
        seen(textOf(destinationWords({ action: 'deliver', locationId: `a-${kind}` }, names, language))),
      )
    expect(called(russian)).toEqual([
      'на склад «Имя»',
      'на фулфилмент «Имя»',
      'поставщику «Имя»',
      'на склад хранения «Имя»',
      'в магазин «Имя»',
      'в сортировочный центр «Имя»',
    ])
    expect(new Set(called(english)).size).toBe(locationKinds.length)
  })

  test.each([
    ['Склад «Химки»', 'warehouse', 'на склад «Химки»'],
    ['Склад хранения перевозчика', 'storage', 'на склад хранения перевозчика'],
    ['Магазин на Лесной', 'store', 'в магазин на Лесной'],
    ['Складской комплекс', 'warehouse', 'на склад «Складской комплекс»'],
    ['Поставщик Заря', 'supplier', 'поставщику «Поставщик Заря»'],
  ] as const)('a name that says what it is does not hear it twice: %s', (name, kind, said) => {
    const named = { ...names, locations: new Map([['x', { name, kind, closed: false }]]) }
    const words = destinationWords({ action: 'deliver', locationId: 'x' }, named, russian)
    expect(seen(textOf(words))).toBe(said)
  })

  test('a place that is closed or gone is shown as such, never as an id', () => {
    const gone = destinationWords({ action: 'deliver', locationId: '0199-x' }, names, russian)
    expect(gone).toEqual([{ text: 'в\u00a0точку, которой больше нет', role: 'gone' }])
    const closed = destinationWords({ action: 'deliver', locationId: 'old' }, names, russian)
    expect(seen(textOf(closed))).toBe('на склад «Старый» (точка закрыта)')
    expect(closed.at(-1)?.role).toBe('gone')
  })

  test('what is done beside the way is set apart, and a reader still hears one sentence', () => {
    const then: RouteActions = { ...nothing, sorting: true, storageDays: 5, tellOrderSystem: true }
    const words = defaultSentence(then, names, russian)
    expect(words.at(-1)?.role).toBe('aside')
    expect(seen(words.at(-1)?.text ?? '')).toBe('; хранить до 5 дней, сообщить системе заказов')
    expect(seen(textOf(words))).toBe(
      'Во всех остальных случаях — решает человек, с проверкой; хранить до 5 дней, сообщить системе заказов',
    )
    expect(defaultSentence(nothing, names, russian).map(({ role }) => role)).not.toContain('aside')
  })

  test('the default says whether anything stands above it', () => {
    expect(seen(textOf(defaultSentence(nothing, names, russian)))).toBe(
      'Во всех остальных случаях — решает человек',
    )
    expect(seen(textOf(defaultSentence(nothing, names, russian, { alone: true })))).toBe(
      'Любой отказ — решает человек',
    )
    expect(seen(textOf(defaultSentence(nothing, names, english, { alone: true })))).toBe(
      'For every refusal: a person decides',
    )
  })
})
