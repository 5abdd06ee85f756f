import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateReader, isDate, recogniseOrder, type DateOrder } from './dates'

const read = (text: string, order: DateOrder = 'dmy', zone = 'Europe/Moscow') =>
  dateReader(order, zone)(text)?.toISOString() ?? null

describe('dateReader', () => {
  it.each([
    ['2010-12-01 08:26:00', '2010-12-01T05:26:00.000Z'],
    ['2026-11-21', '2026-11-20T21:00:00.000Z'],
    ['2026-11-21T10:00:00Z', '2026-11-21T10:00:00.000Z'],
    ['2026-11-21T10:00:00.123+05:00', '2026-11-21T05:00:00.000Z'],
    ['2026-11-21 10:00:00 +0500', '2026-11-21T05:00:00.000Z'],
    ['2026-11-21 10:00:00 UTC', '2026-11-21T10:00:00.000Z'],
    ['2026/11/21 10:00', '2026-11-21T07:00:00.000Z'],
    ['20261121', '2026-11-20T21:00:00.000Z'],
    ['21.11.2026', '2026-11-20T21:00:00.000Z'],
    ['21.11.26 9:05', '2026-11-21T06:05:00.000Z'],
    ['21.11.2026, 14:05:59', '2026-11-21T11:05:59.000Z'],
    ['21.11.2026 г.', '2026-11-20T21:00:00.000Z'],
    ['03/04/2026 1:05 PM', '2026-04-03T10:05:00.000Z'],
    ['21 ноября 2026 г. в 14:05', '2026-11-21T11:05:00.000Z'],
    ['21 нояб. 2026 г., 14:05', '2026-11-21T11:05:00.000Z'],
    ['1 мая 2026', '2026-04-30T21:00:00.000Z'],
    ['01-Dec-10', '2010-11-30T21:00:00.000Z'],
    ['Dec 1, 2010 12:05 am', '2010-11-30T21:05:00.000Z'],
    ['44927', '2022-12-31T21:00:00.000Z'],
    ['44927,5', '2023-01-01T09:00:00.000Z'],
    ['1700000000', '2023-11-14T22:13:20.000Z'],
    ['1700000000000', '2023-11-14T22:13:20.000Z'],
    ['29.02.2025', null],
    ['31.04.2026', null],
    ['12.31.2026', null],
    ['2026-11-21 25:00', null],
    ['01.01.1900', null],
    ['вчера', null],
    ['', null],
    ['1234', null],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected))

  it('reads month first where the column says so', () => {
    expect(read('12/1/2010 8:26', 'mdy', 'Europe/London')).toBe('2010-12-01T08:26:00.000Z')
    expect(read('13/1/2010', 'mdy')).toBeNull()
  })

  it('takes a clock that is skipped in spring later, one that comes twice the first time', () => {
    expect(read('2011-03-27 02:30', 'dmy', 'Europe/Berlin')).toBe('2011-03-27T01:30:00.000Z')
    expect(read('2011-10-30 02:30', 'dmy', 'Europe/Berlin')).toBe('2011-10-30T00:30:00.000Z')
  })

  it('reads one moment in all the ways it can be written', () => {
    const moment = fc.date({ min: new Date('1995-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(moment, (date) => {
        const iso = `${date.toISOString().slice(0, 19)}Z`
        const [day = '', clock = ''] = iso.slice(0, 19).split('T')
        const [year = '', month = '', dayOfMonth = ''] = day.split('-')
        const expected = new Date(iso).toISOString()
        expect(read(iso)).toBe(expected)
        for (const [text, order] of [
          [`${day} ${clock}`, 'dmy'],
          [`${dayOfMonth}.${month}.${year} ${clock}`, 'dmy'],
          [`${Number(dayOfMonth)}/${Number(month)}/${year} ${clock}`, 'dmy'],
          [`${month}/${dayOfMonth}/${year} ${clock}`, 'mdy'],
        ] as const)
          expect(read(text, order, 'UTC')).toBe(expected)
      }),
    )
  })
})

describe('recogniseOrder', () => {
  const now = new Date('2026-11-21T00:00:00Z')
  it.each<[string[], DateOrder, string]>([
    [['12/1/2010', '12/13/2010'], 'mdy', 'sure'],
    [['12/1/2010', '13/12/2010'], 'dmy', 'sure'],
    [['01.02.2010'], 'dmy', 'sure'],
    [['12.31.2010'], 'mdy', 'sure'],
    [['01/02/2010', '03/04/2010'], 'dmy', 'ambiguous'],
    [['01-02-2010'], 'dmy', 'ambiguous'],
    [['5/5/2010'], 'dmy', 'sure'],
    [['10/12/2026', '11/12/2026'], 'mdy', 'ambiguous'],
    [['31/12/2010', '12/31/2010', '30/11/2010'], 'dmy', 'mixed'],
    [['2010-12-01', '21 ноября 2026'], 'dmy', 'sure'],
    [[], 'dmy', 'sure'],
  ])('%j', (values, order, certainty) =>
    expect(recogniseOrder(values, now)).toMatchObject({ order, certainty }),
  )

  it('shows the value that must be decided', () => {
    expect(recogniseOrder(['5/5/2010', '3/4/2010'], now).example).toBe('3/4/2010')
  })

  it('never calls sure what it cannot read', () => {
    const day = fc.integer({ min: 1, max: 28 })
    fc.assert(
      fc.property(fc.array(fc.tuple(day, fc.integer({ min: 1, max: 12 })), { minLength: 1 }), (dates) => {
        const texts = dates.map(([first, second]) => `${first}/${second}/2020`)
        const { order, certainty } = recogniseOrder(texts, now)
        if (certainty === 'sure') for (const text of texts) expect(isDate(text, order)).toBe(true)
      }),
    )
  })
})
