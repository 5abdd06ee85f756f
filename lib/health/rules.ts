/** Whether this process is able to serve, from what could be found out (`GET /readyz`). */

export type HealthFacts = {
  database: 'reachable' | 'unreachable'
  /** Tags of migrations that this code brings and the database has not; undefined when it could not be asked. */
  pendingMigrations?: readonly string[]
  /** Whether any worker holds its place at the job queue; undefined when it could not be asked. */
  workerRuns?: boolean
}

export type Readiness = {
  status: 'ready' | 'not_ready'
  checks: {
    database: 'ok' | 'unreachable'
    migrations: 'ok' | 'pending' | 'unknown'
    jobs: 'ok' | 'not_running' | 'unknown'
  }
}

/** Ready when the database answers, has every migration, and jobs are being run. Says no more than that. */
export function readiness({ database, pendingMigrations, workerRuns }: HealthFacts): Readiness {
  const checks: Readiness['checks'] = {
    database: database === 'reachable' ? 'ok' : 'unreachable',
    migrations:
      pendingMigrations === undefined ? 'unknown' : pendingMigrations.length === 0 ? 'ok' : 'pending',
    jobs: workerRuns === undefined ? 'unknown' : workerRuns ? 'ok' : 'not_running',
  }
  return { status: Object.values(checks).every((check) => check === 'ok') ? 'ready' : 'not_ready', checks }
}
