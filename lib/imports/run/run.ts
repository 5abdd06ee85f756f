import 'server-only'
import { withMerchant } from '@/db/tenant'
import { failImport } from '../commands'
import { fileProblemOf } from '../read/problem'
import { findImport, type ImportRecord } from '../records'
import { readFile } from './reading'
import { countCancellations, makeReturns } from './returns'
import { step, Superseded, type Job } from './step'
import { countOrders, writeOrders } from './writing'

/**
 * Runs an import from wherever it stands to its end: reads and stages the file, writes the orders, makes returns of the
 * cancellations. May be killed at any moment and called again, also twice at once. A file that turns out to be unreadable
 * ends the import as failed before any order is written.
 */
export async function runImport(job: Job): Promise<void> {
  try {
    const record = await withMerchant(job.caller, (tx) =>
      findImport(tx, job.caller.merchant.id, { id: job.importId }),
    )
    if (!record) return
    if (record.status === 'queued') await goOn(job, await moved(job, record, 'reading'))
    else await goOn(job, record)
  } catch (error) {
    if (error instanceof Superseded) return
    const problem = fileProblemOf(error)
    if (!problem) throw error
    await failImport(job.caller, job.importId, problem, job.now())
  }
}

async function goOn(job: Job, record: ImportRecord): Promise<void> {
  if (record.status === 'reading') {
    await readFile(job, record)
    const read = await withMerchant(job.caller, (tx) =>
      findImport(tx, job.caller.merchant.id, { id: job.importId }),
    )
    if (!read) return
    await job.analyze()
    await goOn(job, await moved(job, read, 'writing'))
  } else if (record.status === 'writing') {
    await goOn(job, await writeOrders(job, record))
  } else if (record.status === 'matching') {
    const total = await withMerchant(job.caller, (tx) => countCancellations(tx, job))
    await makeReturns(job, await restarted(job, record, total))
  }
}

/** From one stage to the next; `total` is what the new one will count to. */
async function moved(job: Job, record: ImportRecord, status: 'reading' | 'writing'): Promise<ImportRecord> {
  return step(job, record, async (tx) => {
    const total = status === 'writing' ? await countOrders(tx, job) : null
    return { change: { status, total, written: 0 }, result: { ...record, status, total, written: 0 } }
  })
}

/** What is left to match is counted anew after a restart, so that the bar never passes its end. */
async function restarted(job: Job, record: ImportRecord, left: number): Promise<ImportRecord> {
  return step(job, record, (_, current) => {
    const total = current.written + left
    return Promise.resolve({ change: { total }, result: { ...record, total } })
  })
}
