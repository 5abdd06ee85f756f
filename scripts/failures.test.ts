import { expect, it } from 'vitest'
import { failedInPlaywright, failedInVitest } from './failures'

it('names each failed test of Vitest, and a file that broke outside of them', () => {
  const test = (status: string, fullName: string, ...failureMessages: string[]) => ({
    status,
    fullName,
    failureMessages,
  })
  expect(
    failedInVitest({
      testResults: [
        { name: 'a.test.ts', status: 'passed', message: '', assertionResults: [test('passed', 'adds')] },
        {
          name: 'b.test.ts',
          status: 'failed',
          message: '',
          assertionResults: [
            test('passed', 'adds'),
            test('failed', 'sums money', '\u001b[31mseed: 7\u001b[39m'),
          ],
        },
        { name: 'c.test.ts', status: 'failed', message: 'No such module', assertionResults: [] },
      ],
    }),
  ).toEqual([
    { where: 'b.test.ts › sums money', why: 'seed: 7' },
    { where: 'c.test.ts', why: 'No such module' },
  ])
})

it('names each failed journey of Playwright, however deep, a flaky one and an error outside of them', () => {
  const spec = (title: string, ok: boolean, ...messages: string[]) => ({
    title,
    file: 'queue.spec.ts',
    ok,
    tests: [{ results: messages.map((message) => ({ errors: [{ message }] })) }],
  })
  expect(
    failedInPlaywright({
      suites: [
        {
          specs: [spec('A row is opened', true)],
          suites: [{ specs: [spec('A row is marked', false, 'Timed out', '')] }],
        },
      ],
      errors: [{ message: 'teardown' }],
    }),
  ).toEqual([
    { where: 'queue.spec.ts › A row is marked', why: 'Timed out' },
    { where: 'outside the tests', why: 'teardown' },
  ])
})

it('keeps of a long message its beginning, which says why', () => {
  const long = { message: `why ${'x'.repeat(10_000)}` }
  expect(failedInPlaywright({ errors: [long] })[0]?.why).toHaveLength(3002)
})

it('knows of nothing where there is no report', () => {
  expect([failedInVitest({}), failedInPlaywright({})]).toEqual([[], []])
})
