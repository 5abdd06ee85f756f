import { askHolder, tryLock } from '@/db/server/lock.mjs'
import { Refused } from '@/db/server/refused'
import { main, say } from './console'
import { describeFacts, prepareDemo, publishFacts } from './demo-data'
import { databaseFolder, demoFile } from './folders'
import { askedToStop, needFreePort, portOf } from './processes'
import { ownAuthSecret, serve } from './serving'

await main(async () => {
  const port = portOf(process.env)
  const lock = await tryLock('demo', '.', { phase: 'developing' })
  if (!lock)
    throw new Refused(`Process ${(await askHolder('demo', '.'))?.pid} serves from this folder; stop it first`)
  await needFreePort(port)
  const { database, facts } = await prepareDemo({ database: databaseFolder, facts: demoFile })
  try {
    const url = `http://localhost:${port}`
    const stopped = askedToStop()
    const running = await serve({ database, port, url, authSecret: await ownAuthSecret(), mode: 'dev' })
    await publishFacts(demoFile, url, facts)
    console.log(describeFacts(url, facts, demoFile))
    lock.update({ url })
    say(`Stopping after ${await stopped}`)
    await running.stop()
  } finally {
    await database.stop()
    await lock.release()
  }
})
