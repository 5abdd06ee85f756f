import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countFroms, exclusionBases, lawOnlyTerms, outsides, policyTerms } from '@/lib/policies/schemas'
import { roles } from '@/lib/permissions'
import type { Writing } from '@/lib/typed-numbers'
import { formOf, saidBy, saySame } from './editor-form'

const rub: Writing = { currency: 'RUB', locale: 'ru' }
const writings: Writing[] = [rub, { currency: 'GBP', locale: 'en' }, { currency: 'JPY', locale: 'ru' }]

const minor = fc.integer({ min: 0, max: 1_000_000_000_000 })
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null })
const name = fc.constantFrom('Обувь', 'Бельё', 'Shoes & boots')
const days = fc.integer({ min: 1, max: 3650 })
const terms = fc.record({
  days,
  exceptions: fc.array(
    fc.record({
      category: maybe(name),
      priceFrom: maybe(minor),
      priceTo: maybe(minor),
      channel: maybe(fc.constant('site')),
      reason: maybe(fc.constant('size')),
      days,
    }),
    { maxLength: 5 },
  ),
  countFrom: fc.constantFrom(...countFroms),
  extendToWorkingDay: fc.boolean(),
  writtenTerms: fc.constantFrom('every_order' as const, 'as_recorded' as const),
  outside: fc.constantFrom(...outsides),
  autoApprove: maybe(fc.record({ upTo: maybe(minor) })),
  pickupAttempts: fc.integer({ min: 1, max: 10 }),
  warning: fc.record({
    daysBefore: fc.integer({ min: 0, max: 30 }),
    roles: fc.subarray([...roles], { minLength: 1 }),
  }),
  exclusions: fc.array(
    fc.oneof(
      fc.record({ category: name, sku: fc.constant(null), basis: fc.constantFrom(...exclusionBases) }),
      fc.record({ category: fc.constant(null), sku: name, basis: fc.constantFrom(...exclusionBases) }),
    ),
    { maxLength: 4 },
  ),
})

test('terms that go through the form come out as they were', () => {
  fc.assert(
    fc.property(terms, fc.constantFrom(...writings), (written, writing) => {
      const said = saidBy(formOf(written, writing), writing)
      expect(policyTerms.parse(said)).toEqual(written)
    }),
  )
})

test('an empty threshold never comes to mean any sum', () => {
  const form = { ...formOf(lawOnlyTerms, rub), approval: 'up_to' as const, upTo: '' }
  expect(policyTerms.safeParse(saidBy(form, rub)).success).toBe(false)
})

test('two forms say the same however it is typed, and no number is not the same as nothing', () => {
  const form = formOf(lawOnlyTerms, rub)
  expect(saySame(form, { ...form, days: ' 7 ' }, rub)).toBe(true)
  expect(saySame(form, { ...form, days: '8' }, rub)).toBe(false)
  const exception = { category: 'Обувь', priceFrom: '', priceTo: '', channel: '', reason: '', days: '14' }
  const typed = { ...form, exceptions: [{ ...exception, priceFrom: 'пять' }] }
  expect(saySame({ ...form, exceptions: [exception] }, typed, rub)).toBe(false)
})
