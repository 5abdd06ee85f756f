import { describe, expect, test } from 'vitest'
import { lawOnlyTerms, type PolicyTerms } from '@/lib/policies/schemas'
import type { Writing } from '@/lib/typed-numbers'
import { formOf, newException, newExclusion, type PolicyForm } from './editor-form'
import { checkForm, exampleAnswer } from './editor-rules'

const writing: Writing = { currency: 'RUB', locale: 'ru' }
const choices = {
  categories: ['Бельё', 'Обувь'],
  channels: [{ code: 'site', name: 'сайт' }],
  reasons: [
    { code: 'defective', parent: null, ru: 'Брак', en: 'Defective' },
    { code: 'not_working', parent: 'defective', ru: 'Не работает', en: 'Does not work' },
  ],
}
const form: PolicyForm = formOf(lawOnlyTerms, writing)
const shoes = { ...newException('30'), category: 'Обувь' }

function codes(changed: Partial<PolicyForm>) {
  return checkForm({ ...form, ...changed }, writing, choices).faults.map(({ path, code }) => [path, code])
}

describe('what is wrong, by place', () => {
  test('nothing with the terms of the law', () => {
    expect(checkForm(form, writing, choices)).toEqual({
      terms: lawOnlyTerms,
      shaped: lawOnlyTerms,
      faults: [],
    })
  })

  test.each(['6', '1', '0', '-5'])('%s days are less than the law gives', (days) => {
    const law = { law: 'zozpp-26.1-4', days: 7 }
    const { terms, faults } = checkForm({ ...form, days }, writing, choices)
    expect(terms).toBeNull()
    expect(faults).toEqual([
      expect.objectContaining({ path: 'days', code: 'stricter_than_law', params: law }),
    ])
  })

  test('what cannot be read does not hide what the law forbids elsewhere', () => {
    const exceptions = [
      { ...shoes, priceFrom: 'пять', days: '3' },
      { ...shoes, category: 'Бельё' },
    ]
    expect(codes({ exceptions, days: '2', pickupAttempts: '' })).toEqual([
      ['exceptions[0].priceFrom', 'wrong_type'],
      ['pickupAttempts', 'required'],
      ['days', 'stricter_than_law'],
      ['exceptions[0].days', 'stricter_than_law'],
    ])
  })

  test('a row that cannot be read stands in no other row’s way', () => {
    expect(codes({ exceptions: [{ ...shoes, days: '' }, shoes] })).toEqual([
      ['exceptions[0].days', 'required'],
    ])
    expect(codes({ exceptions: [shoes, shoes] })).toEqual([['exceptions[1]', 'never_fires']])
  })

  test('what the shop does not have; articles are left to the server', () => {
    const exclusions = [
      { ...newExclusion, category: 'Мебель' },
      { ...newExclusion, kind: 'sku' as const, sku: 'A-1' },
      { ...newExclusion, kind: 'sku' as const, sku: '' },
    ]
    expect(codes({ exceptions: [{ ...shoes, channel: 'ozon' }], exclusions })).toEqual([
      ['exclusions[2].sku', 'required'],
      ['exceptions[0].channel', 'unknown_channel'],
      ['exclusions[0].category', 'unknown_category'],
    ])
  })
})

describe('the example', () => {
  const asked = { handedOverOn: '2026-03-03', category: '', price: 500_000, reason: '', channel: 'site' }
  const answer = (terms: Partial<PolicyTerms>, more: Partial<typeof asked> = {}) =>
    exampleAnswer({ ...lawOnlyTerms, ...terms }, { ...asked, ...more }, choices, 'ru')
  const exception = {
    category: 'Обувь',
    priceFrom: null,
    priceTo: null,
    channel: null,
    reason: null,
    days: 30,
  }

  test('handed over on 3 March, until the 10th', () => {
    expect(answer({})).toMatchObject({ outcome: 'within', endsOn: '2026-03-10', ground: 'shop_window' })
  })

  test('says which exception fits', () => {
    const found = answer({ exceptions: [exception] }, { category: 'Обувь' })
    expect(found).toMatchObject({ exception: 1, endsOn: '2026-04-02', window: { days: 30 } })
    expect(answer({ exceptions: [exception] })).toMatchObject({ exception: null, endsOn: '2026-03-10' })
  })

  test('a reason claims a defect by what it belongs to', () => {
    expect(answer({}, { reason: 'not_working' })).toMatchObject({ ground: 'defect', defect: null })
    expect(answer({})?.defect?.article).toContain('ст. 19')
  })

  test('the law stands where the shop’s days are over sooner', () => {
    const found = answer({ countFrom: 'order', days: 7 })
    expect(found).toMatchObject({ ground: 'distance_refusal', endsOn: '2026-03-10', window: { days: 7 } })
    expect(found?.article).toContain('ст. 26.1')
  })

  test('nothing without a day', () => {
    for (const handedOverOn of ['', '2026-02-30', '1800-01-01'])
      expect(answer({}, { handedOverOn })).toBeNull()
  })
})
