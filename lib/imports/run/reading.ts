import 'server-only'
import { storedFile } from '../files'
import { rowsOf } from '../read/inspect'
import type { ImportRecord } from '../records'
import { rowReader } from '../rules'
import { insertLines, insertRefusals, refusedOf, stagedOf, type Refused, type StagedLine } from './staging'
import { added, step, type Job } from './step'

const rowsAtOnce = 2000

type Batch = {
  lines: StagedLine[]
  refusals: Refused[]
  notes: Record<string, number>
  last: number
  estimate: number
}

/**
 * Reads the file from its beginning and stages its rows in batches; after a restart the rows that are there already are
 * only read, for what they say of the ones after them. The next batch is read while the last one is written.
 */
export async function readFile(job: Job, record: ImportRecord): Promise<void> {
  const { options } = record
  const file = storedFile(job.caller, record.fileId, record.fileSize)
  const read = rowReader({
    mapping: options.mapping,
    formats: options.formats,
    timeZone: job.caller.merchant.timeZone,
    now: record.startedAt ?? record.createdAt,
  })
  let share = 0
  let place = { status: record.status, staged: record.staged, written: record.written }
  let writing: Promise<void> = Promise.resolve()
  // Whoever waits for it hears of a failure; until then it must not count as unheard.
  const write = (batch: Batch) => {
    const from = place
    place = { ...place, staged: batch.last }
    writing = stage(job, from, batch)
    writing.catch(() => {})
  }

  let batch = emptyBatch()
  for await (const row of rowsOf(file, options, (bytes, total) => {
    share = total > 0 ? bytes / total : 1
  })) {
    const verdict = read(row)
    if (row.line <= record.staged) continue
    batch.last = row.line
    if (verdict.kind === 'line' || verdict.kind === 'cancellation') {
      batch.lines.push(stagedOf(row.line, verdict.kind, verdict.facts, row.cells))
      for (const { code } of verdict.issues) batch.notes[code] = (batch.notes[code] ?? 0) + 1
    } else if (verdict.kind === 'not_goods') {
      const params: Refused['params'] = verdict.orderNumber === null ? {} : { order: verdict.orderNumber }
      batch.refusals.push({ line: row.line, kind: 'not_goods', code: verdict.code, params, cells: row.cells })
    } else batch.refusals.push(refusedOf(row.line, verdict.orderNumber, verdict.issues, row.cells))
    if (batch.lines.length + batch.refusals.length < rowsAtOnce) continue
    batch.estimate = Math.max(batch.last, Math.round(batch.last / Math.max(share, 0.001)))
    await writing
    write(batch)
    batch = emptyBatch()
  }
  await writing
  if (batch.last > 0) {
    batch.estimate = batch.last
    write(batch)
    await writing
  }
}

function emptyBatch(): Batch {
  return { lines: [], refusals: [], notes: {}, last: 0, estimate: 0 }
}

async function stage(job: Job, place: Parameters<typeof step>[1], batch: Batch): Promise<void> {
  const { caller, importId } = job
  await step(job, place, async (tx, record) => {
    await insertLines(tx, caller.merchant.id, importId, batch.lines)
    await insertRefusals(tx, caller.merchant.id, importId, batch.refusals)
    const kinds = (kind: Refused['kind']) => batch.refusals.filter((refusal) => refusal.kind === kind).length
    const counts = added(
      record.counts,
      {
        lines: batch.lines.length + batch.refusals.length,
        refusedLines: kinds('refused'),
        notGoodsLines: kinds('not_goods'),
        cancellations: batch.lines.filter((line) => line.kind === 'cancellation').length,
      },
      batch.notes,
    )
    return { change: { staged: batch.last, total: batch.estimate, counts }, result: undefined }
  })
}
