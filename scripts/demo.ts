import path from 'node:path'
import { parseArgs } from 'node:util'
import { askHolder, type Lock, tryLock, waitForLock } from '@/db/server/lock.mjs'
import { ensureBuild } from './building'
import { Refused } from '@/db/server/refused'
import { main, say } from './console'
import { describeFacts, prepareDemo, publishFacts } from './demo-data'
import { databaseFolder, demoFile } from './folders'
import { askedToStop, needFreePort, portOf } from './processes'
import { ownAuthSecret, serve } from './serving'

const shownFile = path.relative('.', demoFile)

await main(async () => {
  const { reset } = options()
  const port = portOf(process.env)
  const lock = (await tryLock('demo', '.', { phase: 'starting' })) ?? (await afterTheOther(reset))
  if (!lock) return
  await needFreePort(port)
  lock.update({ phase: 'preparing the database' })
  const { database, facts } = await prepareDemo({ database: databaseFolder, facts: demoFile }, { reset })
  try {
    lock.update({ phase: 'building' })
    await ensureBuild({ serving: true })
    lock.update({ phase: 'starting the server' })
    const url = (process.env.APP_URL ?? `http://localhost:${port}`).replace(/\/+$/, '')
    const stopped = askedToStop()
    say('Starting the web server and the worker')
    const running = await serve({ database, port, url, authSecret: await ownAuthSecret(), mode: 'start' })
    await publishFacts(demoFile, url, facts)
    console.log(describeFacts(url, facts, shownFile))
    lock.update({ phase: 'serving', url })
    say(`Stopping after ${await stopped}`)
    lock.update({ phase: 'stopping', url: undefined })
    await running.stop()
  } finally {
    await database.stop()
    await lock.release()
  }
  say('Stopped')
})

function options(): { reset: boolean } {
  try {
    const { values } = parseArgs({ options: { reset: { type: 'boolean', default: false } } })
    return { reset: values.reset }
  } catch (error) {
    throw new Refused(
      `${error instanceof Error ? error.message : String(error)}\nUsage: npm run demo [-- --reset]`,
    )
  }
}

/** Another process has the demo of this folder: waits for one that stops, else says what it does. */
async function afterTheOther(reset: boolean): Promise<Lock | null> {
  const other = await askHolder('demo', '.')
  if (!other || other.phase === 'stopping') {
    say('The demo of this folder is just stopping; waiting for it')
    return waitForLock('demo', '.', () => {}, { phase: 'starting' })
  }
  if (other.url && !reset) {
    say(`The demo already runs at ${other.url} (process ${other.pid}); logins are in ${shownFile}`)
    return null
  }
  const doing = `process ${other.pid}, ${other.phase ?? 'busy'}`
  throw new Refused(`The demo of this folder is already running (${doing}). Wait for it, or stop it first`)
}
