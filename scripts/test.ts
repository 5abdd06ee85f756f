import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { freePort } from '@/db/server/embedded'
import { ownRunFolder } from '@/db/testing/runs'
import { ensureBuild } from './building'
import { Refused } from '@/db/server/refused'
import { main, say } from './console'
import { type Count, countPlaywright, countVitest, sum } from './counting'
import { prepareDemo, publishFacts } from './demo-data'
import { dataFolder } from './folders'
import { runToEnd } from './processes'
import { ownAuthSecret, serve } from './serving'

const levels = ['rules', 'db', 'e2e'] as const
type Level = (typeof levels)[number]

// Reports, and the database of the browser's level.
const own = await ownRunFolder(path.join(dataFolder, 'test', 'whole'))

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
  return countVitest(await readReport(report), code)
}

/** A production build over a freshly seeded database of its own, every journey in a real browser, then every screen. */
async function runBrowser(more: string[]): Promise<Count> {
  const facts = path.join(own, 'demo.json')
  await ensureBuild()
  const prepared = await prepareDemo(
    { database: path.join(own, 'postgres'), facts },
    { profile: 'throwaway' },
  )
  try {
    const port = await freePort()
    const url = `http://localhost:${port}`
    await publishFacts(facts, url, prepared.facts)
    const authSecret = await ownAuthSecret()
    // The journeys' own receivers of webhooks are on this machine.
    process.env.WEBHOOK_ALLOW_HOSTS = '127.0.0.1'
    const server = await serve({ database: prepared.database, port, url, authSecret, mode: 'start' })
    try {
      const counts: Count[] = []
      for (const project of ['journeys', 'screens']) {
        const report = path.join(own, `${project}.json`)
        const code = await runToEnd({
          name: 'playwright',
          args: [
            path.join('node_modules', '@playwright', 'test', 'cli.js'),
            ...['test', `--project=${project}`, '--pass-with-no-tests', '--reporter=list,json'],
            ...more,
          ],
          env: {
            E2E_FACTS: facts,
            E2E_DATABASE_URL: prepared.database.ownerUrl,
            PLAYWRIGHT_JSON_OUTPUT_FILE: report,
          },
        })
        counts.push(countPlaywright(await readReport(report), code))
      }
      return sum(counts)
    } finally {
      await server.stop()
    }
  } finally {
    await prepared.database.stop()
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
