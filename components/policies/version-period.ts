import { addDays, type LocalDate } from '@/lib/dates'
import type { PolicyVersion } from '@/lib/policies/queries'

export type Period = {
  from: LocalDate
  /** The last day; null while no end is known. */ until: LocalDate | null
}
type Dated = Pick<PolicyVersion, 'number' | 'effectiveFrom'>

/**
 * The days whose orders a version judges: until one of a higher number takes effect. Null when that was so from its first
 * day on: it never did.
 */
export function periodOf(version: Dated, versions: readonly Dated[]): Period | null {
  const next = versions
    .filter(({ number }) => number > version.number)
    .map(({ effectiveFrom }) => effectiveFrom)
    .toSorted()[0]
  if (next === undefined) return { from: version.effectiveFrom, until: null }
  return next <= version.effectiveFrom ? null : { from: version.effectiveFrom, until: addDays(next, -1) }
}
