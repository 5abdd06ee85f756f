import { describe, expect, it } from 'vitest'
import { caseFlags, standingFlags } from './flags'
import type { Axes } from './machine'

const asked: Axes = {
  kind: 'client_return',
  decision: 'review',
  custody: 'customer',
  inspection: 'not_due',
  money: 'not_due',
}

describe('standingFlags', () => {
  it('says each once, the late ones first', () => {
    expect(
      standingFlags(['outside_window', 'window_ended', 'outside_window', 'money_overdue'], asked),
    ).toEqual(['money_overdue', 'window_ended', 'outside_window'])
    expect(standingFlags([], asked)).toEqual([])
  })

  it.each<[string, Partial<Axes>, boolean]>([
    ['outside_window', {}, true],
    ['outside_window', { decision: 'pending' }, true],
    ['outside_window', { decision: 'approved' }, true],
    ['outside_window', { decision: 'approved', custody: 'courier' }, false],
    ['outside_window', { decision: 'declined' }, false],
    ['outside_window', { decision: 'declined' }, false],
    ['mixed', { decision: 'cancelled' }, false],
    ['window_ended', { decision: 'approved' }, true],
    ['window_ended', { decision: 'approved', custody: 'courier' }, false],
    ['window_ended', { decision: 'cancelled' }, false],
    ['money_overdue', { decision: 'approved', custody: 'received', money: 'due' }, true],
    ['money_overdue', { decision: 'approved', custody: 'received', money: 'paid' }, false],
    ['money_overdue', { decision: 'declined' }, false],
    ['destination_closed', { kind: 'refusal', decision: 'approved', custody: 'in_transit' }, true],
    [
      'destination_closed',
      { kind: 'refusal', decision: 'approved', custody: 'received', money: 'due' },
      false,
    ],
    ['disputed_refusal', { kind: 'refusal', decision: 'approved', custody: 'hub' }, true],
    [
      'disputed_refusal',
      { kind: 'refusal', decision: 'approved', custody: 'received', money: 'paid' },
      false,
    ],
  ])('%s, %j: stands %s', (flag, axes, stands) => {
    expect(standingFlags([flag], { ...asked, ...axes })).toEqual(stands ? [flag] : [])
  })

  it('does not swallow what another system said', () => {
    expect(standingFlags(['smells_of_smoke'], asked)).toEqual(['other'])
    // All but the end of a storage that nothing lies in.
    const stand = caseFlags.filter((flag) => flag !== 'storage_ended')
    expect(standingFlags([...caseFlags], asked)).toEqual(stand)
  })
})
