import { existsSync } from 'node:fs'
import path from 'node:path'
import postgres from 'postgres'
import { appRole } from '@/db/server/roles'
import { inspectSafety, pendingMigrations } from '@/db/server/safety'
import { checkServer } from '@/db/server/suitability'
import { Refused } from '@/db/server/refused'
import { main, say } from './console'
import { askedToStop, needFreePort, portOf } from './processes'
import { serve, type ServeOptions } from './serving'
import { inspectSettings } from './settings'

await main(async () => {
  const parts = chosenParts(process.argv.slice(2))
  const { DATABASE_URL: ownerUrl = '', AUTH_SECRET: authSecret = '', APP_URL: url = '' } = process.env
  const appUrl = process.env.APP_DATABASE_URL || ownerUrl
  const problems = inspectSettings(process.env).map(({ name, message }) => `${name} ${message}`)
  if (!existsSync(path.join(process.env.NEXT_DIST_DIR ?? '.next', 'BUILD_ID'))) {
    problems.push('There is no production build: run npm run build')
  }
  if (URL.canParse(appUrl)) problems.push(...(await databaseProblems(appUrl)))
  if (problems.length > 0) {
    throw new Refused(`Refusing to start:\n${problems.map((problem) => `  · ${problem}`).join('\n')}`)
  }
  const port = portOf(process.env)
  if (parts.includes('web')) await needFreePort(port)
  const stopped = askedToStop()
  const origin = new URL(url).origin
  const running = await serve({
    database: { ownerUrl, appUrl },
    port,
    url: origin,
    authSecret,
    mode: 'start',
    parts,
  })
  say(`Serving ${parts.join(' and ')} for ${origin} on port ${port}`)
  say(`Stopping after ${await stopped}`)
  await running.stop()
})

function chosenParts(args: string[]): NonNullable<ServeOptions['parts']> {
  const [part, ...more] = args
  if (part === undefined) return ['web', 'worker']
  if ((part === 'web' || part === 'worker') && more.length === 0) return [part]
  throw new Refused('Usage: npm start [-- web|worker]')
}

/** What is wrong with the database as the application will see it. */
async function databaseProblems(appUrl: string): Promise<string[]> {
  const sql = postgres(appUrl, {
    max: 1,
    connect_timeout: 10,
    connection: { role: appRole },
    onnotice: () => {},
  })
  try {
    const pending = await pendingMigrations(sql)
    return [
      ...(await checkServer(sql)),
      ...(await inspectSafety(sql)).map(({ message }) => message),
      ...(pending.length > 0 ? [`Migrations are not applied (npm run migrate): ${pending.join(', ')}`] : []),
    ]
  } catch (error) {
    return [
      `The database cannot be used by the application: ${error instanceof Error ? error.message : String(error)}`,
    ]
  } finally {
    await sql.end({ timeout: 1 })
  }
}
