import { describe, expect, it } from 'vitest'
import { recogniseFormats, readCurrency } from './formats'

const now = new Date('2026-11-21T00:00:00Z')
const mapping = { orderNumber: 0, placedAt: 1, sku: 2, quantity: 3, unitPrice: 4 } as const
const recognise = (...rows: string[][]) => recogniseFormats(rows, mapping, [], { currency: 'RUB', now })

describe('recogniseFormats', () => {
  it('finds marks, order and currency', () => {
    expect(
      recognise(['1', '31/12/2025', 'A', '1', '2,55 €'], ['2', '01/02/2026', 'B', '1', '1.200,00 €']),
    ).toEqual({
      formats: {
        decimalMark: ',',
        dateOrder: 'dmy',
        currency: 'EUR',
        weightUnit: 'g',
        floatIds: [],
        cancellationPrefix: null,
        blankNumberContinues: false,
      },
      doubts: [],
    })
  })

  it('doubts aloud', () => {
    const { doubts, formats } = recognise(
      ['1', '3/4/2020', 'A', '1', '£2.5'],
      ['2', '3/4/2020', 'A', '1', '2,5 ₽'],
    )
    expect(formats.currency).toBe('RUB')
    expect(doubts).toEqual([
      { code: 'decimal_mixed' },
      { code: 'date_ambiguous', example: '3/4/2020' },
      { code: 'currency_mixed', found: 'GBP, RUB' },
    ])
  })

  it('takes numbers that begin with C for cancellations only where they have negative quantities', () => {
    expect(
      recognise(['C15', '', 'A', '-1', '5'], ['С16', '', 'A', '-1', '5']).formats.cancellationPrefix,
    ).toBe('C')
    expect(
      recognise(['C15', '', 'A', '1', '5'], ['C16', '', 'A', '1', '5']).formats.cancellationPrefix,
    ).toBeNull()
    expect(recognise(['CRM-5', '', 'A', '-1', '5']).formats.cancellationPrefix).toBeNull()
  })

  it('drops `.0` only where every number has it', () => {
    expect(
      recognise(['536365.0', '', '10.0', '1', '5'], ['536366.0', '', '22A', '1', '5']).formats.floatIds,
    ).toEqual(['orderNumber', 'sku'])
    expect(recognise(['1.0', '', 'A', '1', '5'], ['2', '', 'A', '1', '5']).formats.floatIds).toEqual([])
  })

  it('sees that further lines of an order leave its number out', () => {
    expect(recognise(['1', '', 'A', '1', '5'], ['', '', 'B', '1', '5']).formats.blankNumberContinues).toBe(
      true,
    )
    expect(recognise(['', '', 'A', '1', '5'], ['1', '', 'B', '1', '5']).formats.blankNumberContinues).toBe(
      false,
    )
  })

  it.each([
    ['Вес, кг', '300', 'kg'],
    ['Вес (г)', '0,3', 'g'],
    ['Вес', '0,3', 'kg'],
    ['Вес', '300', 'g'],
  ])('weighs %s %s in %s', (heading, weight, unit) => {
    const { formats } = recogniseFormats([[weight]], { weightGrams: 0 }, [heading], { currency: 'RUB', now })
    expect(formats.weightUnit).toBe(unit)
  })
})

it.each([
  ['rub', 'RUB'],
  ['руб.', 'RUB'],
  ['RUR', 'RUB'],
  ['₽', 'RUB'],
  ['£', 'GBP'],
  ['KWD', 'KWD'],
  ['слон', null],
])('readCurrency of %s', (text, code) => expect(readCurrency(text)).toBe(code))
