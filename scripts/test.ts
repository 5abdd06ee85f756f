import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import postgres from 'postgres'
import type { DemoFacts } from '@/db/seed/facts'
import { freePort } from '@/db/server/embedded'
import type { Database } from '@/db/server/resolve'
import { onDatabase } from '@/db/server/url'
import { ownRunFolder } from '@/db/testing/runs'
import { ensureBuild } from './building'
import { Refused } from '@/db/server/refused'
import { main, say } from './console'
import { type Count, countPlaywright, countVitest, sum } from './counting'
import { failedInPlaywright, failedInVitest, type Failure } from './failures'
import { prepareDemo, publishFacts } from './demo-data'
import { dataFolder } from './folders'
import { runToEnd } from './processes'
import { ownAuthSecret, serve } from './serving'

const levels = ['rules', 'db', 'e2e'] as const
type Level = (typeof levels)[number]

// Reports, and the database of the browser's level.
const own = await ownRunFolder(path.join(dataFolder, 'test', 'whole'))

// Told again at the end: who reads only that still learns what to mend.
const failures: Failure[] = []

await main(async () => {
  const [chosen, ...more] = process.argv.slice(2)
  const level = levels.find((name) => name === chosen)
  if (chosen !== undefined && !level)
    throw new Refused(`Usage: npm test [-- ${levels.join('|')} [files or options]]`)
  // The tests bring their own database, whatever server the machine is set up for.
  delete process.env.DATABASE_URL
  delete process.env.APP_DATABASE_URL
  const counts: Count[] = []
  try {
    if (level !== 'e2e') counts.push(await runVitest(level ? [level] : ['rules', 'db'], more))
    if (level === undefined || level === 'e2e') counts.push(await runBrowser(more))
  } finally {
    await rm(own, { recursive: true, force: true })
  }
  for (const { where, why } of failures) console.log(`\nFailed: ${where}\n${why}`)
  const { passed, failed, skipped } = sum(counts)
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  return failed === 0 && passed > 0 ? 0 : 1
})

async function runVitest(projects: Exclude<Level, 'e2e'>[], more: string[]): Promise<Count> {
  const report = path.join(own, 'vitest.json')
  const code = await runToEnd({
    name: 'vitest',
    args: [
      path.join('node_modules', 'vitest', 'vitest.mjs'),
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      ...more,
    ],
    env: { NODE_ENV: 'test' },
  })
  const told = await readReport(report)
  failures.push(...failedInVitest(told))
  return countVitest(told, code)
}

/**
 * Every journey in a real browser and, beside them, every screen, each over the production build with a server and a
 * freshly seeded database of its own, so that neither sees what the other does.
 */
async function runBrowser(more: string[]): Promise<Count> {
  // The journeys' own receivers of webhooks are on this machine.
  process.env.WEBHOOK_ALLOW_HOSTS = '127.0.0.1'
  const build = ensureBuild()
  const built = build.catch(() => {})
  const folders = { database: path.join(own, 'postgres'), facts: path.join(own, 'demo.json') }
  const { database, facts } = await prepareDemo(folders, { profile: 'throwaway' }).finally(() => built)
  try {
    await build
    const copy = await copyOf(database, 'screens')
    const counts = [
      browse({ project: 'journeys', database, facts }, more),
      browse({ project: 'screens', database: copy, facts }, more),
    ]
    // What fails ends nothing but itself.
    await Promise.allSettled(counts)
    return sum(await Promise.all(counts))
  } finally {
    await database.stop()
  }
}

type Addresses = Pick<Database, 'ownerUrl' | 'appUrl'>

/** Another database of the same server with the same in it; nobody may be connected to the first. */
async function copyOf({ ownerUrl, appUrl }: Addresses, name: string): Promise<Addresses> {
  const sql = postgres(onDatabase(ownerUrl, 'postgres'), { max: 1, onnotice: () => {} })
  const first = new URL(ownerUrl).pathname.slice(1)
  await sql`create database ${sql(name)} template ${sql(first)}`.finally(() => sql.end())
  return { ownerUrl: onDatabase(ownerUrl, name), appUrl: onDatabase(appUrl, name) }
}

type Stage = { project: string; database: Addresses; facts: DemoFacts }

/** Starts a server over the database and runs one project of the browser's tests against it. */
async function browse({ project, database, facts }: Stage, more: string[]): Promise<Count> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const factsFile = path.join(own, `${project}-facts.json`)
  const report = path.join(own, `${project}.json`)
  await publishFacts(factsFile, url, facts)
  const authSecret = await ownAuthSecret()
  const server = await serve({ database, port, url, authSecret, mode: 'start' })
  try {
    const code = await runToEnd({
      name: 'playwright',
      args: [
        path.join('node_modules', '@playwright', 'test', 'cli.js'),
        ...['test', `--project=${project}`, '--pass-with-no-tests', '--reporter=list,json'],
        ...more,
      ],
      env: {
        APP_DATABASE_URL: undefined,
        E2E_FACTS: factsFile,
        E2E_DATABASE_URL: database.ownerUrl,
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      },
    })
    const told = await readReport(report)
    failures.push(...failedInPlaywright(told))
    return countPlaywright(told, code)
  } finally {
    await server.stop()
  }
}

async function readReport(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    say(`There is no report ${file}: the run did not get that far`)
    return '{}'
  })
  return JSON.parse(text)
}
