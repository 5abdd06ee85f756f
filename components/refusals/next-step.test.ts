import { expect, test } from 'vitest'
import { nextStep } from './next-step'

const cases: [Parameters<typeof nextStep>, ReturnType<typeof nextStep>][] = [
  [['needs_route', false, false], 'override'],
  // Where it goes presses more than who is right: its storage runs.
  [['needs_route', false, true], 'override'],
  [['redelivery', false, false], 'schedule'],
  [['redelivery', false, true], 'schedule'],
  [['redelivery', true, false], null],
  [['redelivery', true, true], 'settle'],
  [['in_transit', false, true], 'settle'],
  [['in_transit', false, false], null],
  // The goods and the money come first; the dispute can still be settled beside them.
  [['inspection', false, true], null],
  [['refund', false, true], null],
  [['closed', false, true], 'settle'],
]

test.each(cases)('what leads on from %j is %j', (at, step) => {
  expect(nextStep(...at)).toBe(step)
})
