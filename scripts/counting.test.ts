import { describe, expect, it } from 'vitest'
import { countPlaywright, countVitest, sum } from './counting'

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
})

describe('countVitest', () => {
  it('counts tests, and a file that broke outside of them', () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [
        file('passed', 'passed'),
        file('failed', 'passed', 'failed'),
        file('failed'),
        file('failed', 'passed'),
      ],
    }
    expect(countVitest(report, 1)).toEqual({ passed: 5, failed: 3, skipped: 3 })
  })

  it('believes the exit code when the report knows of no failure, or there is none', () => {
    expect(countVitest({ numPassedTests: 5, numFailedTests: 0 }, 1)).toEqual({
      passed: 5,
      failed: 1,
      skipped: 0,
    })
    expect(countVitest({}, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
    expect(countVitest({ numPassedTests: 5 }, 0)).toEqual({ passed: 5, failed: 0, skipped: 0 })
  })
})

describe('countPlaywright', () => {
  it('counts flaky tests and errors outside of tests as failed', () => {
    const report = {
      stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 2 },
      errors: [{ message: 'teardown' }],
    }
    expect(countPlaywright(report, 1)).toEqual({ passed: 7, failed: 3, skipped: 2 })
  })

  it('counts a run without a report as one failure', () => {
    expect(countPlaywright({}, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })
})

it('sums the levels', () => {
  const counts = [
    { passed: 3, failed: 0, skipped: 1 },
    { passed: 4, failed: 2, skipped: 0 },
  ]
  expect(sum(counts)).toEqual({ passed: 7, failed: 2, skipped: 1 })
})
