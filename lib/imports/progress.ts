import type { ImportRecord } from './records'

/** Where each stage begins on the bar, by the time a large file has taken in it. */
const begins = { reading: 0, writing: 0.45, matching: 0.95 } as const

/** How far a running import is, 0 to 1; null before it runs. */
export function shareDone(
  record: Pick<ImportRecord, 'status' | 'staged' | 'written' | 'total'>,
): number | null {
  const { status, staged, written, total } = record
  if (status === 'draft' || status === 'queued') return null
  if (status !== 'reading' && status !== 'writing' && status !== 'matching') return 1
  const end = status === 'reading' ? begins.writing : status === 'writing' ? begins.matching : 1
  const steps = status === 'reading' ? staged : written
  const share = total ? Math.min(steps / total, 1) : 0
  return begins[status] + share * (end - begins[status])
}

/** Whether the worker has it: the page of such an import looks again by itself. */
export function isRunning(status: ImportRecord['status']): boolean {
  return status === 'queued' || status === 'reading' || status === 'writing' || status === 'matching'
}
