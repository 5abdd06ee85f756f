import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Passed, RouteAnswer } from '@/lib/routing/route'
import { keptAnswer, wholeAnswer } from './passed'

const answerOf = (passed: Passed[]): RouteAnswer => ({
  rule: { id: '01920000-0000-7000-8000-000000000001', position: passed.length + 1, name: 'Брак' },
  actions: {
    to: { action: 'redeliver', afterDays: 1, window: null },
    storageDays: 3,
    sorting: false,
    repack: false,
    tellCustomer: true,
    tellOrderSystem: true,
    refund: false,
  },
  destinationClosed: false,
  passed,
})

const causes = fc.oneof(
  fc.constant({ why: 'off' as const, fields: [] }),
  fc.constant({ why: 'closed' as const, fields: [] }),
  fc.record({
    why: fc.constant('conditions' as const),
    fields: fc.subarray(['reason', 'sku', 'price', 'hub'] as const, { minLength: 1 }),
  }),
)

describe('an answer that is kept', () => {
  it('is the same when it is read, whatever was passed for whatever cause', () => {
    fc.assert(
      fc.property(fc.array(causes, { maxLength: 60 }), (told) => {
        const answer = answerOf(
          told.map((cause, at) => ({ position: at + 1, ...cause, fields: [...cause.fields] })),
        )
        const kept: unknown = JSON.parse(JSON.stringify(keptAnswer(answer)))
        expect(wholeAnswer(kept as ReturnType<typeof keptAnswer>)).toEqual(answer)
      }),
    )
  })

  it('says once why hundreds of rules were passed', () => {
    const passed = Array.from({ length: 500 }, (_, at): Passed => ({
      position: at + 1,
      why: at === 250 ? 'off' : 'conditions',
      fields: at === 250 ? [] : ['sku', 'price'],
    }))
    expect(keptAnswer(answerOf(passed)).passed).toEqual([
      {
        why: 'conditions',
        fields: ['sku', 'price'],
        rules: [
          [1, 250],
          [252, 500],
        ],
      },
      { why: 'off', fields: [], rules: [[251, 251]] },
    ])
  })

  it('rule by rule, as it was before, is read as it is', () => {
    const answer = answerOf([{ position: 1, why: 'closed', fields: [] }])
    expect(wholeAnswer(answer)).toEqual(answer)
  })
})
