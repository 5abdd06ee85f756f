import postgres from 'postgres'
import type { Client } from '@/db/client'
import { systemCaller } from '@/lib/caller'
import { listCases } from '@/lib/cases/queries'
import { pageSize, parseCaseSearch } from '@/lib/cases/search'
import type { SizedDatabase } from './database'
import { withAppClient } from './pool'

type Statement = { text: string; parameters: unknown[] }

/**
 * The statements of the list's first page, heard from the driver while the application's own query runs, and a way to
 * send them again bare: one connection, all at once, without the transaction around them.
 */
export async function withListSql<T>(
  database: SizedDatabase,
  work: (again: () => Promise<number>) => Promise<T>,
): Promise<T> {
  return withAppClient(database, async (client) => {
    const statements = await hear(client, database)
    const line = await client.reserve()
    try {
      return await work(async () => {
        const started = performance.now()
        const answers = await Promise.all(statements.map((statement) => send(line, statement)))
        const ms = performance.now() - started
        if (!answers.some((rows) => rows.length > pageSize)) {
          throw new Error('No page of rows came: this measures nothing')
        }
        return ms
      })
    } finally {
      line.release()
    }
  })
}

async function hear(client: Client, database: SizedDatabase): Promise<Statement[]> {
  const heard: Statement[] = []
  const { id, slug } = database.largest
  const merchant = { id, slug, name: slug, timeZone: 'Europe/Moscow', currency: 'RUB' }
  client.options.debug = (_connection, text, parameters: unknown[]) => heard.push({ text, parameters })
  await listCases(systemCaller(merchant), parseCaseSearch({}), new Date())
  client.options.debug = false
  return heard.filter(({ text }) => !/^\s*(begin|commit)/i.test(text))
}

/** The text with its parameters as the driver's own tagged template. */
function send(line: postgres.ReservedSql, { text, parameters }: Statement) {
  const parts = text.split(/\$\d+/)
  return line(Object.assign(parts, { raw: parts }), ...(parameters as string[])) as ReturnType<Client>
}
