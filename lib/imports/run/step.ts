import 'server-only'
import type { ImportCounts, ImportStatus } from '@/db/schema/imports'
import { withMerchant, type Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { changeImport, findImport, type ImportChange, type ImportRecord } from '../records'

/** Another worker goes on with this import, or a person has cancelled it: this one has nothing left to do. */
export class Superseded extends Error {
  constructor(readonly status: ImportStatus | null) {
    super(`The import is ${status ?? 'gone'}: somebody else goes on with it`)
    this.name = 'Superseded'
  }
}

export type Job = {
  caller: Caller
  importId: string
  now: () => Date
  /**
   * Lets the database count its rows anew, which the application's role may not. In a young database the plans for
   * checking foreign keys are made for empty tables: a first large import would take several times as long.
   */
  analyze: () => Promise<void>
}
type Place = Pick<ImportRecord, 'status' | 'staged' | 'written'>

/**
 * One step of an import in one transaction: its rows and its progress are there together or not at all, so that after
 * a kill at any moment each row is there once. The step begins only where the import stands as `place` says: of two
 * workers with the same job, one is told that it is superseded.
 */
export function step<T>(
  job: Job,
  place: Place,
  work: (tx: Tx, record: ImportRecord) => Promise<{ change: ImportChange; result: T }>,
): Promise<T> {
  const { caller, importId } = job
  return withMerchant(caller, async (tx) => {
    const record = await findImport(tx, caller.merchant.id, { id: importId }, true)
    if (!record) throw new Superseded(null)
    const elsewhere =
      record.status !== place.status || record.staged !== place.staged || record.written !== place.written
    if (elsewhere) throw new Superseded(record.status)
    const { change, result } = await work(tx, record)
    await changeImport(tx, caller.merchant.id, importId, change)
    return result
  })
}

type Numbers = { [K in keyof ImportCounts as ImportCounts[K] extends number ? K : never]: number }

/** Counts with more added to them. */
export function added(
  counts: Partial<ImportCounts>,
  more: Partial<Numbers>,
  notes: Record<string, number> = {},
): Partial<ImportCounts> {
  const sum = { ...counts }
  for (const [name, count] of Object.entries(more) as [keyof Numbers, number][])
    sum[name] = (sum[name] ?? 0) + count
  const allNotes = { ...counts.notes }
  for (const [code, count] of Object.entries(notes)) allNotes[code] = (allNotes[code] ?? 0) + count
  return Object.keys(allNotes).length > 0 ? { ...sum, notes: allNotes } : sum
}
