import { describe, expect, it } from 'vitest'
import { corrected, obstacles, planOf } from './plan'
import type { Inspection } from './read/inspect'

const defaults = { currency: 'RUB', now: new Date('2026-11-21T00:00:00Z') } as const

function inspection(headings: string[], sample: string[][]): Inspection {
  return {
    format: { kind: 'csv', encoding: 'utf-8', delimiter: ';' },
    sheets: [],
    damaged: 0,
    headerLine: 1,
    headings,
    width: headings.length,
    head: [],
    sample,
  }
}

const headings = ['Заказ', 'Дата', 'Артикул', 'Кол-во', 'Цена', 'Прочее']
const recognised = { orderNumber: 0, placedAt: 1, sku: 2, quantity: 3, unitPrice: 4 }
const doubtful = inspection(headings, [['1', '03/04/2026', 'A', '1', '5', 'x']])
const clear = inspection(headings, [['1', '04/23/2026', 'A', '1', '5', 'x']])

describe('planOf', () => {
  it('recognises, and names what keeps it from starting', () => {
    const plan = planOf(doubtful, null, defaults)
    expect(plan.mapping).toEqual(recognised)
    expect(obstacles(plan)).toEqual([{ code: 'date_ambiguous', example: '03/04/2026' }])
    expect(obstacles(planOf(inspection(['Заказ', 'Цена'], []), null, defaults))).toEqual([
      { code: 'missing_field', field: 'placedAt' },
      { code: 'missing_field', field: 'sku' },
      { code: 'missing_field', field: 'quantity' },
    ])
  })

  it('remembers what a person said of such a file, but believes the file first', () => {
    const told = corrected(
      planOf(doubtful, null, defaults),
      doubtful,
      { formats: { dateOrder: 'dmy' }, mapping: { ...recognised, name: 5 } },
      defaults,
    )
    expect(planOf(doubtful, told, defaults)).toMatchObject({
      mapping: { name: 5 },
      formats: { dateOrder: 'dmy' },
      doubts: [],
    })
    expect(planOf(clear, told, defaults).formats.dateOrder).toBe('mdy')
    const other = inspection([...headings, 'Ещё'], doubtful.sample)
    expect(obstacles(planOf(other, told, defaults))).toHaveLength(1)
  })
})

describe('corrected', () => {
  it('keeps what was chosen before, and recognises the rest by it', () => {
    const first = corrected(
      planOf(doubtful, null, defaults),
      doubtful,
      { formats: { dateOrder: 'mdy' } },
      defaults,
    )
    const second = corrected(first, doubtful, { formats: { currency: 'USD' } }, defaults)
    expect(second).toMatchObject({ formats: { dateOrder: 'mdy', currency: 'USD' }, doubts: [] })
  })

  it('lets go of columns when the headings became others, and of those past the table', () => {
    const mapped = corrected(
      planOf(clear, null, defaults),
      clear,
      { mapping: { name: 5, sku: 200 } },
      defaults,
    )
    expect(mapped.mapping).toEqual({ name: 5 })
    const narrow = inspection(['Артикул', 'Цена'], [])
    expect(corrected(mapped, narrow, { file: { delimiter: ',' } }, defaults)).toMatchObject({
      mapping: { sku: 0, unitPrice: 1 },
      chosen: { file: { delimiter: ',' }, mapping: false },
    })
  })
})
