import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptedChance, chanceOfMore, unusualCouriers, wilson } from './couriers'

type Row = Parameters<typeof unusualCouriers>[0][number]

const courier = (key: string, attempts: number, refused: number, group = 'one'): Row => ({
  key,
  group,
  attempts,
  refused,
})
const ordinary = [courier('a', 400, 32), courier('b', 380, 27), courier('c', 420, 36), courier('d', 410, 30)]

/** The same numbers every time (mulberry32). */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

describe('the chance that one of two alike has so many', () => {
  it('is that of Fisher’s exact test', () => {
    // The lady and her eight cups of tea.
    expect(chanceOfMore({ attempts: 4, refused: 4 }, { attempts: 8, refused: 4 })).toBeCloseTo(1 / 70, 12)
    expect(chanceOfMore({ attempts: 4, refused: 3 }, { attempts: 8, refused: 4 })).toBeCloseTo(17 / 70, 12)
    expect(chanceOfMore({ attempts: 4, refused: 2 }, { attempts: 8, refused: 4 })).toBeCloseTo(53 / 70, 12)
    expect(chanceOfMore({ attempts: 4, refused: 0 }, { attempts: 8, refused: 4 })).toBe(1)
    // Fisher's twins: of 13 monozygotic ones 10 were convicted, of 17 others 2.
    expect(chanceOfMore({ attempts: 13, refused: 10 }, { attempts: 30, refused: 12 })).toBeCloseTo(
      0.000465181,
      9,
    )
  })

  it('comes to the binomial one where the others are very many', () => {
    // P(X ≥ 8), X of 30 at 1 in 10.
    const all = { attempts: 30_000_030, refused: 3_000_008 }
    expect(chanceOfMore({ attempts: 30, refused: 8 }, all)).toBeCloseTo(0.0077829, 5)
  })

  it('is certain far below the others, however many they are', () => {
    expect(chanceOfMore({ attempts: 4000, refused: 10 }, { attempts: 20_000, refused: 8010 })).toBe(1)
    expect(chanceOfMore({ attempts: 4000, refused: 3000 }, { attempts: 20_000, refused: 4000 })).toBe(0)
  })

  it('falls with every refusal more, and is a chance', () => {
    const counts = fc
      .record({ attempts: fc.integer({ min: 1, max: 3000 }), others: fc.integer({ min: 1, max: 30_000 }) })
      .chain(({ attempts, others }) =>
        fc.record({
          attempts: fc.constant(attempts),
          others: fc.constant(others),
          refused: fc.integer({ min: 0, max: attempts - 1 }),
          theirs: fc.integer({ min: 0, max: others }),
        }),
      )
    fc.assert(
      fc.property(counts, ({ attempts, others, refused, theirs }) => {
        const chance = (more: number) =>
          chanceOfMore(
            { attempts, refused: refused + more },
            { attempts: attempts + others, refused: refused + more + theirs },
          )
        expect(chance(0)).toBeGreaterThanOrEqual(0)
        expect(chance(0)).toBeLessThanOrEqual(1)
        expect(chance(1)).toBeLessThanOrEqual(chance(0) * (1 + 1e-8))
      }),
    )
  })
})

describe('what is corrected for', () => {
  it('is how many were looked at: Benjamini and Hochberg’s own example', () => {
    const chances = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
      0.759, 1,
    ]
    expect(acceptedChance(chances, 0.05)).toBe(0.0095)
    expect(acceptedChance(chances.toReversed(), 0.05)).toBe(0.0095)
    expect(acceptedChance([0.051], 0.05)).toBe(-1)
    expect(acceptedChance([], 0.05)).toBe(-1)
  })

  it('makes a courier less of a finding among many than among few', () => {
    const one = courier('x', 60, 10)
    const others = (count: number) =>
      Array.from({ length: count }, (_, at) => courier(`o${at}`, 4000 / count, 280 / count))
    expect(unusualCouriers([one, ...others(4)]).has('x')).toBe(true)
    expect(unusualCouriers([one, ...others(40)]).has('x')).toBe(false)
  })
})

describe('the interval of a share', () => {
  it('is Wilson’s', () => {
    expect(wilson(10, 100).low).toBeCloseTo(0.0552, 4)
    expect(wilson(10, 100).high).toBeCloseTo(0.1744, 4)
    expect(wilson(0, 10)).toEqual({ low: 0, high: expect.closeTo(0.2775, 4) as number })
    expect(wilson(10, 10)).toEqual({
      low: expect.closeTo(0.7225, 4) as number,
      high: 1,
    })
  })
})

describe('a courier', () => {
  it('stands out with many more refusals than all others, and the figures say how far', () => {
    const found = unusualCouriers([...ordinary, courier('x', 95, 38)])
    expect([...found.keys()]).toEqual(['x'])
    expect(found.get('x')).toEqual({
      attempts: 95,
      refused: 38,
      rate: 0.4,
      low: expect.closeTo(0.3072, 4) as number,
      high: expect.closeTo(0.5005, 4) as number,
      others: 125 / 1610,
    })
  })

  it('does not with too few cases, however bad they look', () => {
    expect(unusualCouriers([...ordinary, courier('x', 29, 29)]).size).toBe(0)
    expect(unusualCouriers([...ordinary, courier('x', 30, 7)]).size).toBe(0)
    expect(unusualCouriers([...ordinary, courier('x', 30, 12)]).has('x')).toBe(true)
    // Nobody to be compared with.
    expect(unusualCouriers([courier('x', 500, 400)]).size).toBe(0)
    expect(unusualCouriers([courier('x', 500, 400), courier('y', 29, 0)]).size).toBe(0)
  })

  it('does not when it is certain and still not much', () => {
    expect(unusualCouriers([courier('a', 50_000, 4000), courier('x', 50_000, 7900)]).size).toBe(0)
    expect(unusualCouriers([courier('a', 50_000, 4000), courier('x', 50_000, 8000)]).has('x')).toBe(true)
  })

  it('is compared with those of his own carrier', () => {
    const slow = [courier('p', 300, 120, 'two'), courier('q', 300, 118, 'two'), courier('r', 90, 36, 'two')]
    expect(unusualCouriers([...ordinary, ...slow]).size).toBe(0)
    expect([...unusualCouriers([...ordinary, courier('r', 90, 36)]).keys()]).toEqual(['r'])
  })

  it('never stands out below the least numbers or below twice the others, whoever they are', () => {
    const counts = fc
      .integer({ min: 1, max: 400 })
      .chain((attempts) => fc.tuple(fc.constant(attempts), fc.integer({ min: 0, max: attempts })))
    fc.assert(
      fc.property(fc.array(counts, { minLength: 1, maxLength: 12 }), (all) => {
        const rows = all.map(([attempts, refused], at) => courier(`${at}`, attempts, refused))
        for (const [key, { attempts, refused, rate, low, high, others }] of unusualCouriers(rows)) {
          expect(rows[Number(key)]).toMatchObject({ attempts, refused })
          expect(attempts).toBeGreaterThanOrEqual(30)
          expect(refused).toBeGreaterThanOrEqual(8)
          expect(rate).toBeGreaterThanOrEqual(2 * others)
          expect(low).toBeGreaterThan(0)
          expect(low).toBeLessThan(rate)
          expect(high).toBeGreaterThanOrEqual(rate)
        }
      }),
    )
  })

  it.each([
    { couriers: 2, attempts: 40, share: 0.2 },
    { couriers: 12, attempts: 100, share: 0.15 },
    { couriers: 40, attempts: 60, share: 0.25 },
  ])('is hardly ever called unusual among $couriers who are all alike', ({ couriers, attempts, share }) => {
    const random = dice(20_261_122)
    const shops = 1000
    let wrong = 0
    for (let shop = 0; shop < shops; shop += 1) {
      const rows = Array.from({ length: couriers }, (_, at) => {
        let refused = 0
        for (let one = 0; one < attempts; one += 1) if (random() < share) refused += 1
        return courier(`${at}`, attempts, refused)
      })
      if (unusualCouriers(rows).size > 0) wrong += 1
    }
    expect(wrong / shops).toBeLessThan(0.05)
  })
})
