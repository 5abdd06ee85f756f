import { describe, expect, it } from 'vitest'
import { readiness, type HealthFacts } from './rules'

describe('readiness', () => {
  it.each<[string, HealthFacts, string, string[]]>([
    [
      'all is well',
      { database: 'reachable', pendingMigrations: [], workerRuns: true },
      'ready',
      ['ok', 'ok', 'ok'],
    ],
    ['the database is away', { database: 'unreachable' }, 'not_ready', ['unreachable', 'unknown', 'unknown']],
    [
      'a migration is missing',
      { database: 'reachable', pendingMigrations: ['0002_x'], workerRuns: true },
      'not_ready',
      ['ok', 'pending', 'ok'],
    ],
    [
      'nobody runs jobs',
      { database: 'reachable', pendingMigrations: [], workerRuns: false },
      'not_ready',
      ['ok', 'ok', 'not_running'],
    ],
  ])('%s', (_, facts, status, [database, migrations, jobs]) => {
    expect(readiness(facts)).toEqual({ status, checks: { database, migrations, jobs } })
  })
})
