import { migrate } from '@/db/migrate'
import { resolveDatabase } from '@/db/server/resolve'
import { main, say } from './console'
import { databaseFolder } from './folders'

await main(async () => {
  const database = await resolveDatabase({ dataDir: databaseFolder, log: say })
  try {
    await migrate(database.ownerUrl, { log: say })
  } finally {
    await database.stop()
  }
})
