import { createTranslator } from 'next-intl'
import { describe, expect, test } from 'vitest'
import en from '@/lib/i18n/messages/en/verdicts.json'
import ru from '@/lib/i18n/messages/ru/verdicts.json'
import { lawArticles } from './law'
import { letterText, type LetterFacts } from './letter'
import { conditionWords, isGround } from './reasons'
import { judgeCase } from './rules'
import { lawOnlyTerms, type PolicyTerms } from './schemas'
import type { CaseVerdict, ItemFacts, JudgeInput, OrderFacts } from './verdict'
import {
  caseAnswer,
  groupsOf,
  itemAnswer,
  openDefect,
  say,
  sentence,
  type Phrase,
  type Tongue,
} from './words'

/** A language that fails on any key or filling that its messages do not have. */
function tongue(locale: 'ru' | 'en'): Tongue {
  const translate = createTranslator({
    locale,
    timeZone: 'UTC',
    messages: locale === 'ru' ? ru : en,
    onError: (error) => {
      throw error
    },
  })
  return {
    locale,
    t: (key, values) => translate(key as 'sentence', values),
    articles: lawArticles(locale),
  }
}
const russian = tongue('ru')
const english = tongue('en')
const seen = (text: string) => text.replaceAll('\u00a0', ' ')
const inRussian = (phrase: Phrase) => seen(say(phrase, russian))
const inEnglish = (phrase: Phrase) => seen(say(phrase, english))

const at = (text: string) => new Date(`${text}T12:00:00+03:00`)

const order: OrderFacts = {
  placedAt: at('2026-02-20'),
  readyForCollectionAt: null,
  handedOverAt: at('2026-02-22'),
  returnTermsGivenAt: null,
  channel: 'site',
  buyer: 'consumer',
}
const terms: PolicyTerms = { ...lawOnlyTerms, days: 14, writtenTerms: 'every_order' }
const shirt: ItemFacts = {
  id: 'a',
  sku: 'SH-1',
  category: 'shirts',
  quantity: 1,
  unitPrice: 199_000,
  madeToOrder: false,
  technicallyComplex: false,
  reasons: ['changed_mind'],
}

type Asked = {
  order?: Partial<OrderFacts>
  terms?: Partial<PolicyTerms> | null
  items?: Partial<ItemFacts>[]
  on?: string
  now?: string
}

function judged({
  order: facts,
  terms: own,
  items = [{}],
  on = '2026-03-01',
  now = on,
}: Asked = {}): CaseVerdict {
  const input: JudgeInput = {
    zone: 'Europe/Moscow',
    demandedAt: at(on),
    now: at(now),
    order: { ...order, ...facts },
    policy: own === null ? null : { number: 3, terms: { ...terms, ...own } },
  }
  return judgeCase(
    input,
    items.map((item, index) => ({ ...shirt, id: 'abc'[index] ?? '', ...item })),
  )
}

const answerOf = (verdict: CaseVerdict) => inRussian(sentence(verdict.outcome, caseAnswer(verdict)))

const excluded = (basis: 'made_to_order' | 'exchange_list') => ({
  exclusions: [{ category: 'shirts', sku: null, basis }],
})
const broken = { reasons: ['not_working', 'defective'] }

/** Situations that lead to every answer and condition. */
const situations: Record<string, Asked> = {
  'within the shop’s days': {},
  'within by law': { terms: null, order: { returnTermsGivenAt: at('2026-02-22') } },
  'terms never given': { terms: { writtenTerms: 'as_recorded' }, on: '2026-04-01' },
  'not handed over yet': { order: { handedOverAt: null } },
  'refused before the handover': { on: '2026-02-21', now: '2026-03-01' },
  'waiting at the pick-up point': {
    terms: { countFrom: 'collection_point' },
    order: { handedOverAt: null },
  },
  'counted from the pick-up point': {
    terms: { countFrom: 'collection_point' },
    order: { readyForCollectionAt: at('2026-02-21') },
  },
  'counted from the order': { terms: { countFrom: 'order' } },
  outside: { on: '2026-03-20' },
  'outside by law': { terms: null, order: { returnTermsGivenAt: at('2026-02-22') }, on: '2026-03-20' },
  'made to order': { items: [{ madeToOrder: true }] },
  'made to order by policy': { terms: excluded('made_to_order') },
  'made to order and broken': { items: [{ madeToOrder: true, ...broken }] },
  listed: { terms: excluded('exchange_list') },
  'listed and broken': { terms: excluded('exchange_list'), items: [broken] },
  broken: { items: [broken], on: '2026-05-20' },
  'broken after two years': { items: [broken], on: '2028-05-20' },
  'complex and broken': { items: [{ technicallyComplex: true, ...broken }], on: '2026-03-10' },
  'complex and broken too late': { items: [{ technicallyComplex: true, ...broken }], on: '2026-03-20' },
  complex: { items: [{ technicallyComplex: true }] },
  business: { order: { buyer: 'business' } },
  'handed over before it was placed': { order: { handedOverAt: at('2026-02-10') } },
  'demanded before the order': { on: '2026-02-01' },
  'demanded in the future': { on: '2026-03-05', now: '2026-03-01' },
  'a year without a calendar': {
    order: { placedAt: at('2028-01-20'), handedOverAt: at('2028-02-05') },
    terms: { days: 7 },
    on: '2028-02-13',
  },
  'an exception': {
    terms: {
      exceptions: [
        { category: 'shirts', priceFrom: null, priceTo: null, channel: null, reason: null, days: 30 },
      ],
    },
  },
  'different answers': { items: [{}, { madeToOrder: true }] },
  'different ends': { items: [{}, { ...broken, reasons: ['defective'] }] },
  'no items': { items: [] },
}

describe('the answer in a sentence', () => {
  test.each([
    [
      'within the shop’s days',
      'В срок: вернуть можно до 10 марта 2026 — 14 дней по правилам магазина (версия 3)',
    ],
    ['within by law', 'В срок: вернуть можно до 2 марта 2026 — 7 дней по закону'],
    ['terms never given', 'В срок: вернуть можно до 22 мая 2026 — 3 месяца по закону'],
    [
      'not handed over yet',
      'В срок: вручение не отмечено, а до него от товара можно отказаться в любое время',
    ],
    ['outside', 'Вне срока: вернуть можно было до 10 марта 2026 — 14 дней по правилам магазина (версия 3)'],
    ['made to order', 'Не подлежит возврату: товар сделан на заказ, вернуть его можно только с недостатком'],
    ['broken', 'В срок: о недостатке можно заявить до 22 февраля 2028 — 2 года по закону'],
    [
      'complex and broken too late',
      'Решает человек: 15 дней на технически сложный товар истекли 10 марта 2026; позже — при существенном недостатке',
    ],
    ['business', 'Решает человек: покупатель — организация или предприниматель, возврат определяет договор'],
    ['different answers', 'Решает человек: у позиций разные ответы'],
    [
      'handed over before it was placed',
      'Решает человек: заказ вручён раньше, чем оформлен; проверьте даты заказа',
    ],
  ])('%s', (situation, expected) => {
    expect(answerOf(judged(situations[situation]))).toBe(expected)
  })

  test('goods with the same answer share it, others are told apart', () => {
    const alike = judged({ items: [{}, {}, { madeToOrder: true }] })
    expect(groupsOf(alike).map(({ ids }) => ids)).toEqual([['a', 'b'], ['c']])
  })

  test('a defect that nobody claimed stays open', () => {
    const [item] = judged({ on: '2026-03-20' }).items
    const open = item && openDefect(item)
    expect(open && inRussian(open)).toBe(
      'Если обнаружится недостаток, вернуть можно до 22 февраля 2028 (п. 1 ст. 19 Закона о защите прав потребителей).',
    )
    const [claimed] = judged(situations.broken).items
    expect(claimed && openDefect(claimed)).toBeNull()
  })
})

describe('the full list', () => {
  const listOf = (situation: string) => {
    const [item] = judged(situations[situation]).items
    return (item?.conditions ?? []).map(conditionWords)
  }
  const rowOf = (situation: string, code: string) => {
    const row = listOf(situation).find((one) => one.code === code)
    if (!row) throw new Error(`No condition ${code}`)
    return `${inRussian(row.title)} — ${inRussian(row.stateWord)}: ${inRussian(row.text)} ${inRussian(row.source)}`
  }

  test.each([
    [
      'within the shop’s days',
      'shop_window',
      'Срок магазина — действует: 14 дней после вручения 22 февраля 2026. Последний день по счёту, 8 марта, — праздник, поэтому до 10 марта 2026. правила магазина, версия 3',
    ],
    [
      'within by law',
      'shop_window',
      'Срок магазина — не относится: Когда оформляли заказ, правил магазина ещё не было: действует только закон. правила магазина',
    ],
    [
      'within by law',
      'distance_refusal',
      'Отказ от дистанционной покупки — действует: 7 дней после вручения 22 февраля 2026. Последний день по счёту, 1 марта, — воскресенье, поэтому до 2 марта 2026. п. 4 ст. 26.1 Закона о защите прав потребителей',
    ],
    [
      'outside',
      'shop_window',
      'Срок магазина — истёк: 14 дней после вручения 22 февраля 2026. Последний день по счёту, 8 марта, — праздник, поэтому до 10 марта 2026. правила магазина, версия 3',
    ],
    [
      'outside',
      'terms_not_given',
      'Условия возврата не даны письменно — не действует: Письменные условия вкладывают в каждый заказ, поэтому трёх месяцев нет. п. 4 ст. 26.1 Закона о защите прав потребителей',
    ],
    [
      'a year without a calendar',
      'distance_refusal',
      'Отказ от дистанционной покупки — неясно: 7 дней после вручения 5 февраля 2028: по счёту до 12 февраля 2028. Производственного календаря на 2028 год ещё нет; если день окажется нерабочим, срок продлится до ближайшего рабочего. п. 4 ст. 26.1 Закона о защите прав потребителей',
    ],
    [
      'complex and broken too late',
      'defect_complex',
      'Недостаток технически сложного товара — неясно: 15 дней после вручения 22 февраля 2026. Последний день по счёту, 9 марта, — перенесённый выходной, поэтому до 10 марта 2026. Позже — при существенном недостатке или нарушенном сроке ремонта. п. 1 ст. 18 Закона о защите прав потребителей',
    ],
    ['complex', 'defect_complex', /— не заявлен: .*В этом возврате недостаток не заявлен\./],
    [
      'not handed over yet',
      'distance_refusal',
      /— ещё не начался: Дни пойдут со следующего дня после вручения\./,
    ],
    [
      'waiting at the pick-up point',
      'shop_window',
      /— ещё не начался: Дни пойдут со следующего дня после поступления в пункт выдачи\./,
    ],
    [
      'counted from the pick-up point',
      'shop_window',
      /14 дней после поступления в пункт выдачи 21 февраля 2026/,
    ],
    ['counted from the order', 'shop_window', /14 дней после заказа 20 февраля 2026/],
    ['an exception', 'shop_window', /30 дней .*правила магазина, версия 3, исключение 1$/],
    ['made to order', 'not_made_to_order', /— нет: Товар отмечен как сделанный на заказ/],
    [
      'made to order by policy',
      'not_made_to_order',
      /— нет: По правилам магазина такие товары делают на заказ/,
    ],
    ['made to order and broken', 'not_made_to_order', /запрет на это не распространяется/],
    ['listed', 'not_in_exchange_list', /— неясно: .*решает человек\. перечень из постановления/],
    [
      'handed over before it was placed',
      'dates_agree',
      /20 февраля 2026, а вручён 10 февраля 2026: так не бывает/,
    ],
    ['business', 'distance_refusal', /— не относится: Это право потребителя/],
    [
      'refused before the handover',
      'before_handover',
      /— действует: Отказ заявлен 21 февраля 2026, до вручения/,
    ],
  ])('%s: %s', (situation, code, expected) => {
    if (typeof expected === 'string') expect(rowOf(situation, code)).toBe(expected)
    else expect(rowOf(situation, code)).toMatch(expected)
  })

  test('grounds come first, then what limits them', () => {
    const [item] = judged().items
    const kinds = item?.conditions.map(isGround)
    expect(kinds).toEqual([...Array<boolean>(6).fill(true), ...Array<boolean>(6).fill(false)])
  })
})

const letterOf = (situation: string, more: Partial<LetterFacts> = {}): LetterFacts => {
  const verdict = judged(situations[situation])
  return {
    verdict,
    decision: 'approved',
    custody: 'customer',
    slot: null,
    demandedOn: situations[situation]?.on ?? '2026-03-01',
    orderNumber: '1001',
    shop: 'Лавка «Уют»',
    items: verdict.items.map(({ id }) => ({ id, name: `Рубашка ${id}`, quantity: 1 })),
    ...more,
  }
}

describe('the letter', () => {
  test('of an approved return says until when, what to do and when the money comes', () => {
    expect(seen(letterText(letterOf('within the shop’s days'), russian))).toBe(
      [
        'Здравствуйте!',
        '1 марта 2026 вы обратились за возвратом по заказу 1001:\n• Рубашка a, 1 шт.',
        'Возврат одобрен. Вернуть товар можно до 10 марта 2026 включительно: 14 дней после вручения 22 февраля 2026 — правила нашего магазина. Последний день срока, 8 марта, — праздник, поэтому он перенесён.',
        'Мы свяжемся с вами и договоримся, когда курьер заберёт товар. Пожалуйста, подготовьте его вместе с упаковкой и всем, что к нему прилагалось.',
        'Чек не обязателен: покупку подтверждает сам заказ.',
        'Деньги вернём не позднее 11 марта 2026: 10 дней со дня вашего обращения — ст. 22 и п. 4 ст. 26.1 Закона о защите прав потребителей.',
        'С уважением,\nЛавка «Уют»',
      ].join('\n\n'),
    )
  })

  test('of a declined one names the article, what stays open and how to object', () => {
    const text = seen(letterText(letterOf('outside by law', { decision: 'declined' }), russian))
    expect(text).toContain(
      'К сожалению, принять этот возврат мы не можем. Вернуть товар можно было до 2 марта 2026',
    )
    expect(text).toContain('п. 4 ст. 26.1 Закона о защите прав потребителей')
    expect(text).toContain('до 22 февраля 2028 включительно — п. 1 ст. 19')
    expect(text).toContain('Если вы не согласны')
    expect(text).not.toContain('Деньги')
  })

  test('promises nothing before there is a decision', () => {
    for (const decision of ['pending', 'review'] as const) {
      const text = letterText(letterOf('outside', { decision }), russian)
      expect(text).toContain('Его рассматривает сотрудник')
      expect(text).not.toMatch(/одобрен|Деньги|не можем/)
    }
  })

  test('names the courier’s time, and asks nothing once the goods are gone', () => {
    const slot = { date: '2026-03-05', from: '18:00', to: '21:00' }
    expect(seen(letterText(letterOf('broken', { slot }), english))).toContain('Thu, 5 Mar, 18:00–21:00')
    expect(letterText(letterOf('broken', { custody: 'hub' }), english)).toContain(
      'nothing more for you to do',
    )
  })

  test('tells goods with different answers apart', () => {
    const text = seen(letterText(letterOf('different answers', { decision: 'review' }), russian))
    expect(text).toContain('Рубашка a. Вернуть товар можно до 10 марта 2026')
    expect(text).toContain('Рубашка b. Товар изготовлен на заказ')
  })
})

describe('every situation can be said in both languages', () => {
  test.each(Object.keys(situations))('%s', (situation) => {
    const verdict = judged(situations[situation])
    const phrases = [
      sentence(verdict.outcome, caseAnswer(verdict)),
      ...verdict.items.flatMap((item) => [
        sentence(item.outcome, itemAnswer(item)),
        ...[openDefect(item)].filter((open) => open !== null),
        ...item.conditions.flatMap((condition) => {
          const { title, stateWord, text, source } = conditionWords(condition)
          return [title, stateWord, text, source]
        }),
      ]),
    ]
    for (const phrase of phrases) {
      expect(inRussian(phrase)).not.toMatch(/undefined|zozpp|\{/)
      expect(inEnglish(phrase)).not.toMatch(/undefined|zozpp|\{|[а-яё]/i)
    }
    for (const decision of ['pending', 'review', 'approved', 'declined'] as const) {
      for (const spoken of [russian, english]) {
        expect(letterText(letterOf(situation, { decision, shop: 'Shop', items: [] }), spoken)).not.toMatch(
          /undefined|zozpp|\{/,
        )
      }
    }
  })
})
