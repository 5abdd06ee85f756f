import 'server-only'
import type { TaskList } from 'graphile-worker'
import { z } from 'zod'
import { systemCallerFor } from '@/lib/system-caller'
import { failImport, runImportTask } from './commands'
import { runImport } from './run/run'

const payloadSchema = z.object({ merchantId: z.uuid(), importId: z.uuid() })

/** What an import fills. */
const importTables = [
  'import_lines',
  'customers',
  'addresses',
  'products',
  'orders',
  'order_lines',
  'search_tokens',
]

/** Those of them that are so small, as far as the planner knows, that one import may turn its plans around. */
const youngTables = `
  select relname from pg_class
  where reltuples < 1000000 and oid in (${importTables.map((name) => `'${name}'::regclass`).join(', ')})`

/** After this many attempts that ended in an error of ours the import is failed instead of tried again. */
const attempts = 8

export const importTasks: TaskList = {
  [runImportTask]: async (payload, helpers) => {
    const { merchantId, importId } = payloadSchema.parse(payload)
    const caller = await systemCallerFor(merchantId)
    if (!caller) return
    try {
      await runImport({
        caller,
        importId,
        now: () => new Date(),
        analyze: async () => {
          const { rows } = await helpers.query<{ relname: string }>(youngTables)
          const young = rows.map(({ relname }) => relname)
          if (young.length > 0) await helpers.query(`analyze (skip_locked) ${young.join(', ')}`)
        },
      })
    } catch (error) {
      if (helpers.job.attempts < attempts) throw error
      await failImport(caller, importId, { code: 'unexpected' }, new Date())
      throw error
    }
  },
}
