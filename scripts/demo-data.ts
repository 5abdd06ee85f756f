import { readFile, rm } from 'node:fs/promises'
import postgres from 'postgres'
import { z } from 'zod'
import { migrate } from '@/db/migrate'
import { type Profile, removeEmbedded } from '@/db/server/embedded'
import { type Database, resolveDatabase } from '@/db/server/resolve'
import { writePrivate } from '@/db/server/secrets'
import type { DemoFacts } from '@/db/seed/facts'
import { markSeedFinished, markSeedStarted, seedState, wipe } from '@/db/seed/state'
import { roles } from '@/lib/permissions'
import { Refused } from '@/db/server/refused'
import { say, step } from './console'

export type DemoFolders = { database: string; facts: string }

const factsShape = z.object({
  merchants: z.array(
    z.object({
      slug: z.string(),
      name: z.string(),
      apiKey: z.string(),
      carrier: z.object({ name: z.string(), secret: z.string() }),
      logins: z.array(z.object({ role: z.enum(roles), email: z.string(), password: z.string() })),
    }),
  ),
})

type DemoOptions = { reset?: boolean; profile?: Profile }

type Prepared = { database: Database; facts: DemoFacts }

/**
 * Brings a database with the demo's shops: starts or finds the server, migrates, seeds once, and keeps the facts in
 * a private file. A seeding that was killed is begun anew; data that is not the demo's is never touched.
 */
export async function prepareDemo(folders: DemoFolders, options: DemoOptions = {}): Promise<Prepared> {
  const { reset = false, profile } = options
  if (reset && !process.env.DATABASE_URL) {
    say('Deleting the demo data')
    await removeEmbedded(folders.database)
    await rm(folders.facts, { force: true })
  }
  const database = await step('Starting the database', () =>
    resolveDatabase({ dataDir: folders.database, profile, log: say }),
  )
  try {
    return { database, facts: await fill(database, folders, reset) }
  } catch (error) {
    await database.stop()
    throw error
  }
}

async function fill(database: Database, folders: DemoFolders, reset: boolean): Promise<DemoFacts> {
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  try {
    const state = await seedState(owner)
    if (state === 'foreign') {
      throw new Refused(
        'This database holds data that the demo did not make. Give it an empty one, or use npm start',
      )
    }
    const anew = reset && database.given && state !== 'empty'
    if (anew || state === 'unfinished') {
      say(
        anew
          ? 'Deleting the demo data'
          : 'The demo data are incomplete, because seeding was interrupted: anew',
      )
      await wipe(owner)
      await rm(folders.facts, { force: true })
    }
    await step('Migrating', () => migrate(database.ownerUrl, { log: say }))
    if (state === 'done' && !anew) return await keptFacts(folders.facts)
    return await seed(owner, database, folders.facts)
  } finally {
    await owner.end()
  }
}

async function seed(owner: postgres.Sql, database: Database, file: string): Promise<DemoFacts> {
  await markSeedStarted(owner)
  // The seed writes through the application's own client, as the application.
  process.env.APP_DATABASE_URL = database.appUrl
  const { seedDemo } = await import('@/db/seed/demo')
  const facts = await step('Seeding two demo shops', () =>
    seedDemo({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, log: say }),
  )
  await writePrivate(file, `${JSON.stringify(facts, null, 2)}\n`)
  await markSeedFinished(owner)
  return facts
}

async function keptFacts(file: string): Promise<DemoFacts> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new Refused(`The demo's logins are not in ${file} any more. Begin anew: npm run demo -- --reset`)
  })
  say('The demo data are kept')
  return factsShape.parse(JSON.parse(text))
}

/** Writes the facts together with the address, for programs; readable for the owner alone. */
export async function publishFacts(file: string, url: string, facts: DemoFacts): Promise<void> {
  await writePrivate(file, `${JSON.stringify({ url, ...facts }, null, 2)}\n`)
}

/** The facts as a person reads them. */
export function describeFacts(url: string, facts: DemoFacts, file: string): string {
  const lines = ['', `Obratno is ready: ${url}`, '']
  for (const { name, slug, apiKey, carrier, logins } of facts.merchants) {
    lines.push(`  ${name} (${url}/${slug})`)
    const width = Math.max(...logins.map(({ email }) => email.length))
    for (const { role, email, password } of logins) {
      lines.push(`    ${role.padEnd(8)} ${email.padEnd(width)}  ${password}`)
    }
    lines.push(`    API key  ${apiKey}`, `    carrier  ${carrier.name}, secret ${carrier.secret}`, '')
  }
  lines.push(`The same as JSON: ${file}. Stop with Ctrl+C.`, '')
  return lines.join('\n')
}
