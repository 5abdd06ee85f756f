import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Visit } from './refusal'
import { visitSigns } from './signs'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 9) + seconds * 1000).toISOString()
const kinds = (visit: Visit | null) => visitSigns(visit).map(({ kind }) => kind)

describe('what the carrier logged of a visit', () => {
  it.each<[string, Visit | null, string[]]>([
    ['nothing at all', null, []],
    ['an empty log', {}, []],
    ['calls, and half an hour at the address', { calls: 2, arrivedAt: at(0), leftAt: at(1800) }, []],
    ['no call, though he was there for long', { calls: 0, arrivedAt: at(0), leftAt: at(1800) }, ['no_call']],
    ['59 seconds at the address', { arrivedAt: at(0), leftAt: at(59) }, ['short_visit']],
    ['just under a minute', { arrivedAt: at(0), leftAt: at(59.9) }, ['short_visit']],
    ['a whole minute', { arrivedAt: at(0), leftAt: at(60) }, []],
    ['59 seconds and no call', { calls: 0, arrivedAt: at(0), leftAt: at(59) }, ['no_call', 'short_visit']],
    ['calls alone, as many carriers log them', { calls: 3 }, []],
    ['no call, and nothing of an arrival', { calls: 0 }, ['no_call']],
    ['that he never came, as the carrier itself says', { arrivedAt: null }, ['no_visit']],
    ['that he called and never came', { calls: 2, arrivedAt: null }, ['no_visit']],
    ['that he neither called nor came', { calls: 0, arrivedAt: null }, ['no_call', 'no_visit']],
    ['that he never came and left all the same', { arrivedAt: null, leftAt: at(60) }, []],
    ['an arrival whose end nobody logged', { calls: 1, arrivedAt: at(0) }, []],
    ['an end whose beginning nobody logged', { calls: 1, leftAt: at(0) }, []],
    ['a clock that went backwards', { arrivedAt: at(60), leftAt: at(0) }, []],
  ])('%s', (_, visit, expected) => {
    expect(kinds(visit)).toEqual(expected)
  })

  it('says for how long he was there, whatever the offsets of the clocks', () => {
    const visit = { arrivedAt: '2026-11-20T12:00:10+03:00', leftAt: '2026-11-20T09:00:52Z' }
    expect(visitSigns(visit)).toEqual([{ kind: 'short_visit', seconds: 42 }])
  })

  it('is no sign where it is not logged, and never names anything twice', () => {
    const moment = fc.integer({ min: 0, max: 100_000 }).map(at)
    const arrival = fc.option(moment)
    const visits = fc.record({ arrivedAt: arrival, leftAt: moment, calls: fc.nat(20) }, { requiredKeys: [] })
    fc.assert(
      fc.property(visits, (visit) => {
        const found = kinds(visit)
        expect(new Set(found).size).toBe(found.length)
        if (visit.calls !== 0) expect(found).not.toContain('no_call')
        if (!visit.arrivedAt || !visit.leftAt) expect(found).not.toContain('short_visit')
        if (visit.arrivedAt !== null || visit.leftAt) expect(found).not.toContain('no_visit')
      }),
    )
  })
})
