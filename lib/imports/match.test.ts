import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { articleKey, matchCancellations, type Cancellation, type Match, type Purchase } from './match'

const day = (number: number) => new Date(Date.UTC(2026, 0, number))

function bought(id: string, placed: number, left: number, more: Partial<Purchase> = {}): Purchase {
  return {
    id,
    orderId: `o-${id}`,
    orderNumber: `n-${id}`,
    position: 1,
    customer: 'ann',
    sku: 'CUP',
    placedAt: day(placed),
    left,
    ...more,
  }
}

function cancelled(
  line: number,
  at: number,
  quantity: number,
  more: Partial<Cancellation> = {},
): Cancellation {
  return { line, number: `C${line}`, customer: 'ann', sku: 'cup', cancelledAt: day(at), quantity, ...more }
}

/** `1: a×2 b×1`, or the reason. */
function shown(match: Match): string {
  const result =
    'unmatched' in match
      ? match.unmatched
      : match.shares.map(({ purchase, quantity }) => `${purchase.id}×${quantity}`).join(' ')
  return `${match.cancellation.line}: ${result}`
}

const matched = (purchases: Purchase[], cancellations: Cancellation[]) =>
  matchCancellations(purchases, cancellations).map(shown)

describe('matchCancellations', () => {
  it('takes the most recent order that can give all', () => {
    expect(matched([bought('a', 1, 5), bought('b', 3, 5), bought('c', 9, 5)], [cancelled(1, 5, 2)])).toEqual([
      '1: b×2',
    ])
    expect(matched([bought('a', 1, 5), bought('b', 3, 2)], [cancelled(1, 5, 4)])).toEqual(['1: a×4'])
  })

  it('splits over orders only when no single one has enough', () => {
    expect(matched([bought('a', 1, 3), bought('b', 3, 2)], [cancelled(1, 5, 4)])).toEqual(['1: b×2 a×2'])
  })

  it('splits over the lines of one order', () => {
    const one = { orderId: 'o', orderNumber: 'n', placedAt: day(1) }
    const lines = [bought('a', 1, 1, { ...one, position: 1 }), bought('b', 1, 3, { ...one, position: 2 })]
    expect(matched(lines, [cancelled(1, 5, 3)])).toEqual(['1: a×1 b×2'])
  })

  it('serves earlier cancellations first, wherever they stand in the file', () => {
    expect(matched([bought('a', 1, 3)], [cancelled(1, 9, 2), cancelled(2, 5, 2)])).toEqual([
      '1: not_enough_left',
      '2: a×2',
    ])
  })

  it('takes from the order itself when it bears the same number, even without a customer', () => {
    const own = bought('a', 5, 3, { orderNumber: '77', customer: null })
    expect(matched([own, bought('b', 4, 9)], [cancelled(1, 5, 1, { number: '77', customer: null })])).toEqual(
      ['1: a×1'],
    )
    expect(matched([own, bought('b', 4, 9)], [cancelled(1, 5, 1, { number: '77' })])).toEqual(['1: a×1'])
  })

  it('says why nothing was found', () => {
    const purchases = [bought('a', 5, 3), bought('b', 5, 3, { customer: null, sku: 'HAT' })]
    expect(
      matched(purchases, [
        cancelled(1, 9, 1, { customer: null }),
        cancelled(2, 9, 1, { sku: 'HAT' }),
        cancelled(3, 9, 1, { customer: 'bob' }),
        cancelled(4, 5, 1),
        cancelled(5, 9, 4),
      ]),
    ).toEqual([
      '1: no_customer',
      '2: never_bought',
      '3: never_bought',
      '4: bought_later',
      '5: not_enough_left',
    ])
  })

  const customer = fc.constantFrom('ann', 'bob', null)
  const sku = fc.constantFrom('CUP', 'cup', 'HAT')
  const purchases = fc
    .array(
      fc.record({
        customer,
        sku,
        placed: fc.integer({ min: 1, max: 9 }),
        left: fc.integer({ min: 0, max: 5 }),
        order: fc.integer({ min: 1, max: 4 }),
      }),
      { maxLength: 12 },
    )
    .map((all) =>
      all.map(({ customer: who, sku: what, placed, left, order }, at) =>
        bought(`p${at}`, placed, left, {
          customer: who,
          sku: what,
          position: at,
          orderId: `o${order}`,
          orderNumber: `C${order}`,
        }),
      ),
    )
  const cancellations = fc
    .array(
      fc.record({
        customer,
        sku,
        at: fc.integer({ min: 1, max: 10 }),
        quantity: fc.integer({ min: 1, max: 6 }),
        number: fc.integer({ min: 1, max: 8 }),
      }),
      { maxLength: 12 },
    )
    .map((all) =>
      all.map(({ customer: who, sku: what, at, quantity, number }, line) =>
        cancelled(line + 1, at, quantity, { customer: who, sku: what, number: `C${number}` }),
      ),
    )

  it('never gives more than was left, nor of another customer, article or later day; whole or not at all', () => {
    fc.assert(
      fc.property(purchases, cancellations, (all, wanted) => {
        const given = new Map<string, number>()
        for (const match of matchCancellations(all, wanted)) {
          if ('unmatched' in match) continue
          const { cancellation, shares } = match
          expect(shares.reduce((sum, share) => sum + share.quantity, 0)).toBe(cancellation.quantity)
          for (const { purchase, quantity } of shares) {
            expect(quantity).toBeGreaterThan(0)
            expect(articleKey(purchase.sku)).toBe(articleKey(cancellation.sku))
            if (purchase.orderNumber !== cancellation.number) {
              expect(purchase.customer).toBe(cancellation.customer)
              expect(purchase.placedAt < cancellation.cancelledAt).toBe(true)
            }
            given.set(purchase.id, (given.get(purchase.id) ?? 0) + quantity)
          }
        }
        for (const purchase of all) expect(given.get(purchase.id) ?? 0).toBeLessThanOrEqual(purchase.left)
      }),
    )
  })

  it('answers the same whatever the order of its input, and leaves it unchanged', () => {
    fc.assert(
      fc.property(purchases, cancellations, fc.infiniteStream(fc.nat()), (all, wanted, keys) => {
        const shuffled = <T>(list: readonly T[]) =>
          list
            .map((item) => ({ item, key: keys.next().value ?? 0 }))
            .sort((one, other) => one.key - other.key)
            .map(({ item }) => item)
        const before = structuredClone({ all, wanted })
        expect(matched(shuffled(all), shuffled(wanted))).toEqual(matched(all, wanted))
        expect({ all, wanted }).toEqual(before)
      }),
    )
  })
})
