import { describe, expect, it } from 'vitest'
import { droppedOrder } from './what-if-drop'

describe('an order that is dropped', () => {
  it.each([
    ['А-1024', 'А-1024'],
    ['  206-7 \n second line', '206-7'],
    ['https://shop.test/lavka/orders/A-1', 'A-1'],
    ['https://shop.test/lavka/orders/%D0%90%2F7?tab=1#x', 'А/7'],
    ['/lavka/orders/A%201/', 'A 1'],
    ['https://shop.test/lavka/pickups/new?order=A-9', 'A-9'],
  ])('%j is %j', (text, number) => {
    expect(droppedOrder(text)).toBe(number)
  })

  it.each([
    '',
    '  ',
    'https://shop.test/lavka/returns/R-1',
    '/lavka/orders',
    '/lavka/orders/%E0%A4%A',
    'x'.repeat(101),
  ])('%j is none', (text) => {
    expect(droppedOrder(text)).toBeNull()
  })
})
