import type { JobHelpers } from 'graphile-worker'
import postgres from 'postgres'
import { runImportTask } from '@/lib/imports/commands'
import { importTasks } from '@/lib/imports/jobs'

/** Runs the worker's task for one import, with the owner's connection that a worker has; answers milliseconds. */
export async function runImportJob(ownerUrl: string, merchantId: string, importId: string): Promise<number> {
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    const helpers = {
      job: { attempts: 1 },
      query: async (text: string) => {
        const parts = [text]
        const rows = await owner(Object.assign(parts, { raw: parts }))
        return { rows: [...rows] }
      },
    } as JobHelpers
    const task = importTasks[runImportTask]
    if (!task) throw new Error('The worker knows no such task')
    const started = performance.now()
    await task({ merchantId, importId }, helpers)
    return performance.now() - started
  } finally {
    await owner.end()
  }
}
