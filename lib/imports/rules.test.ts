import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fields, type Field, type Mapping } from './fields'
import type { Formats } from './formats'
import { rowReader, type RowVerdict } from './rules'

const formats: Formats = {
  decimalMark: ',',
  dateOrder: 'dmy',
  currency: 'RUB',
  weightUnit: 'kg',
  floatIds: ['customerRef'],
  cancellationPrefix: 'C',
  blankNumberContinues: false,
}
const mapping: Mapping = Object.fromEntries(fields.map((field, column) => [field, column]))
const now = new Date('2026-11-21T00:00:00Z')
const good: Partial<Record<Field, string>> = {
  orderNumber: '1001',
  placedAt: '03.11.2026 12:00',
  sku: 'CUP-1',
  name: 'Кружка',
  quantity: '2',
  unitPrice: '1 234,50',
}

const cellsOf = (row: Partial<Record<Field, string>>) => fields.map((field) => row[field] ?? '')
const reader = (changed: Partial<Formats> = {}) => {
  const read = rowReader({ mapping, formats: { ...formats, ...changed }, timeZone: 'Europe/Moscow', now })
  return (row: Partial<Record<Field, string>>) => read({ cells: cellsOf(row) })
}
const read = (row: Partial<Record<Field, string>>, changed: Partial<Formats> = {}) =>
  reader(changed)({ ...good, ...row })
const factsOf = (verdict: RowVerdict) => ('facts' in verdict ? verdict.facts : null)
const codesOf = (verdict: RowVerdict) =>
  'issues' in verdict ? verdict.issues.map(({ code, field }) => `${code}:${field}`) : [verdict.code]

describe('rowReader', () => {
  it('understands a full row', () => {
    const verdict = read({
      currency: 'руб.',
      customerRef: '17850.0',
      customerName: 'Анна Ёлкина',
      phone: '8 (912) 345-67-89',
      email: ' Anna@Example.RU ',
      city: 'Пермь',
      address: 'ул. Мира, 5',
      region: '-',
      postalCode: '614000',
      payment: 'Наложенный платёж',
      channel: 'Сайт',
      trackingNumber: '80084900000000',
      readyForCollectionAt: '04.11.2026 18:30',
      handedOverAt: '05.11.2026',
      buyerType: 'Юридическое лицо',
      category: 'Посуда',
      weightGrams: '0,35',
    })
    expect(verdict).toEqual({
      kind: 'line',
      issues: [],
      facts: {
        orderNumber: '1001',
        placedAt: new Date('2026-11-03T09:00:00Z'),
        sku: 'CUP-1',
        name: 'Кружка',
        quantity: 2,
        unitPrice: 123450,
        currency: 'RUB',
        customerRef: '17850',
        customerName: 'Анна Ёлкина',
        phone: '+79123456789',
        email: 'anna@example.ru',
        city: 'Пермь',
        address: 'ул. Мира, 5',
        postalCode: '614000',
        payment: 'cod',
        channel: 'Сайт',
        trackingNumber: '80084900000000',
        readyForCollectionAt: new Date('2026-11-04T15:30:00Z'),
        handedOverAt: new Date('2026-11-04T21:00:00Z'),
        buyer: 'business',
        category: 'Посуда',
        weightGrams: 350,
      },
    })
  })

  it.each<[Partial<Record<Field, string>>, string[]]>([
    [{ orderNumber: '' }, ['missing:orderNumber']],
    [{ orderNumber: '1,23457E+12' }, ['spoiled_by_excel:orderNumber']],
    [{ sku: '4,6E+12' }, ['spoiled_by_excel:sku']],
    [{ sku: '' }, ['missing:sku']],
    [{ sku: 'x'.repeat(101) }, ['too_long:sku']],
    [{ quantity: '' }, ['missing:quantity']],
    [{ quantity: 'два' }, ['quantity_unreadable:quantity']],
    [{ quantity: '1,5' }, ['quantity_not_whole:quantity']],
    [{ quantity: '0' }, ['quantity_zero:quantity']],
    [{ quantity: '1000001' }, ['quantity_too_large:quantity']],
    [{ unitPrice: '' }, ['missing:unitPrice']],
    [{ unitPrice: 'дорого' }, ['price_unreadable:unitPrice']],
    [{ unitPrice: '99999999999999999' }, ['price_too_large:unitPrice']],
    [{ currency: 'слон' }, ['currency_unknown:currency']],
    [{ placedAt: '' }, ['missing:placedAt']],
    [{ placedAt: '31.02.2026' }, ['date_unreadable:placedAt']],
    [{ placedAt: '23.11.2026' }, ['date_in_future:placedAt']],
    [{ handedOverAt: '01.11.2026' }, ['handover_before_order:handedOverAt']],
    [{ sku: '', placedAt: 'вчера' }, ['missing:sku', 'date_unreadable:placedAt']],
  ])('refuses %j', (row, codes) => {
    const verdict = read(row)
    expect(verdict.kind).toBe('refused')
    expect(codesOf(verdict)).toEqual(codes)
  })

  it.each<[Partial<Record<Field, string>>, string, Partial<Record<string, unknown>>]>([
    [{ name: '' }, 'name_missing:name', { name: 'CUP-1' }],
    [{ unitPrice: '33,3333' }, 'price_rounded:unitPrice', { unitPrice: 3333 }],
    [{ phone: 'нет' }, 'phone_unreadable:phone', {}],
    [{ email: 'нет' }, 'email_unreadable:email', {}],
    [{ payment: 'бартер' }, 'payment_unknown:payment', {}],
    [{ weightGrams: 'тяжёлый' }, 'weight_unreadable:weightGrams', {}],
    [{ handedOverAt: 'скоро' }, 'handover_unreadable:handedOverAt', {}],
    [{ readyForCollectionAt: 'в пути' }, 'ready_unreadable:readyForCollectionAt', {}],
    [{ readyForCollectionAt: '01.11.2026' }, 'ready_before_order:readyForCollectionAt', {}],
    [{ buyerType: 'кот' }, 'buyer_unknown:buyerType', {}],
    [{ name: 'ж'.repeat(600) }, 'text_cut:name', { name: 'ж'.repeat(500) }],
  ])('lets %j in with a note', (row, note, facts) => {
    const verdict = read(row)
    expect(verdict.kind).toBe('line')
    expect(codesOf(verdict)).toEqual([note])
    expect(factsOf(verdict)).toMatchObject(facts)
  })

  it('leaves out when it was ready for collection and who buys, where the file cannot be right', () => {
    expect(factsOf(read({ readyForCollectionAt: '01.11.2026' }))).not.toHaveProperty('readyForCollectionAt')
    expect(factsOf(read({ buyerType: 'кот' }))).not.toHaveProperty('buyer')
  })

  it('takes a day of being ready for collection that is the day of the order for later than the order', () => {
    expect(factsOf(read({ readyForCollectionAt: '03.11.2026' }))?.readyForCollectionAt).toEqual(
      new Date('2026-11-03T09:00:00Z'),
    )
  })

  it('takes a handover on the day of the order for later than the order', () => {
    expect(factsOf(read({ handedOverAt: '03.11.2026' }))?.handedOverAt).toEqual(
      new Date('2026-11-03T09:00:00Z'),
    )
  })

  it('tells lines, cancellations and what is no goods apart', () => {
    expect(read({ quantity: '-2' })).toMatchObject({ kind: 'cancellation', facts: { quantity: 2 } })
    expect(read({ orderNumber: 'C1001' })).toMatchObject({ kind: 'cancellation' })
    expect(read({ orderNumber: 'С1001' })).toMatchObject({
      kind: 'cancellation',
      facts: { orderNumber: 'C1001' },
    })
    expect(read({ orderNumber: 'C1001' }, { cancellationPrefix: null })).toMatchObject({ kind: 'line' })
    expect(read({ orderNumber: 'CRM-1' })).toMatchObject({ kind: 'line' })
    expect(read({ unitPrice: '0' })).toMatchObject({ kind: 'not_goods', code: 'price_zero' })
    expect(read({ unitPrice: '0', quantity: '-3' })).toMatchObject({
      kind: 'not_goods',
      code: 'stock_correction',
    })
    expect(read({ sku: 'POST', name: 'POSTAGE', quantity: '-1' })).toMatchObject({
      kind: 'not_goods',
      code: 'postage',
    })
    expect(reader()({ orderNumber: '', sku: 'Итого', unitPrice: '500' })).toEqual({
      kind: 'not_goods',
      code: 'total_line',
      orderNumber: null,
    })
  })

  it('takes what an order says once from its first line, and not from another order', () => {
    const next = reader()
    next({ ...good, phone: '89123456789', city: 'Пермь', category: 'Посуда' })
    const second = next({ ...good, placedAt: '', sku: 'HAT' })
    expect(factsOf(second)).toMatchObject({
      sku: 'HAT',
      phone: '+79123456789',
      city: 'Пермь',
      placedAt: new Date('2026-11-03T09:00:00Z'),
    })
    expect(factsOf(second)?.category).toBeUndefined()
    expect(codesOf(next({ ...good, orderNumber: '1002', placedAt: '' }))).toEqual(['missing:placedAt'])
  })

  it('goes on with the order above when the file leaves its number out', () => {
    const next = reader({ blankNumberContinues: true })
    expect(codesOf(next({ ...good, orderNumber: '' }))).toEqual(['missing:orderNumber'])
    next(good)
    expect(factsOf(next({ ...good, orderNumber: '', placedAt: '', sku: 'HAT' }))?.orderNumber).toBe('1001')
  })

  it('passes on what the file reader could not read', () => {
    const next = rowReader({ mapping, formats, timeZone: 'Europe/Moscow', now })
    expect(next({ cells: ['x'], problem: { code: 'broken_quote', params: { line: 7 } } })).toEqual({
      kind: 'refused',
      orderNumber: 'x',
      issues: [{ code: 'broken_quote', field: null, column: null, params: { line: 7 } }],
    })
  })

  it('has a verdict for any row, and facts that keep the rules', () => {
    const cell = fc.oneof(
      fc.constantFrom(...Object.values(good), '-1', '0', 'C7', '', '1.234', '32.13.2020'),
      fc.string({ maxLength: 12 }),
    )
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { maxLength: fields.length + 2 }), { maxLength: 5 }),
        fc.boolean(),
        (rows, continues) => {
          const next = rowReader({
            mapping,
            formats: { ...formats, blankNumberContinues: continues },
            timeZone: 'Europe/Moscow',
            now,
          })
          for (const cells of rows) {
            const facts = factsOf(next({ cells }))
            if (!facts) continue
            expect(facts.quantity).toBeGreaterThan(0)
            expect(Number.isInteger(facts.unitPrice) && facts.unitPrice > 0).toBe(true)
            expect(facts.orderNumber && facts.sku && facts.name).toBeTruthy()
          }
        },
      ),
    )
  })
})
