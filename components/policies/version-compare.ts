import type { PolicyOverview, PolicyVersion } from '@/lib/policies/queries'
import { lawOnlyTerms, type PolicyTerms } from '@/lib/policies/schemas'
import type { Against } from '@/lib/policies/search'

/** Terms that can be compared, and where they stand in time: the law before all, the draft after all. */
export type Side = { what: Exclude<Against, null>; terms: PolicyTerms; rank: number }

const law: Side = { what: 'law', terms: lawOnlyTerms, rank: 0 }
const sideOf = ({ number, terms }: PolicyVersion): Side => ({
  what: { version: number },
  terms,
  rank: number,
})

/** All that this version can be compared with, the latest first. */
export function othersOf(version: PolicyVersion, { draft, versions }: PolicyOverview): Side[] {
  return [
    ...(draft ? [{ what: 'draft', terms: draft.terms, rank: Infinity } as const] : []),
    ...versions.filter(({ number }) => number !== version.number).map(sideOf),
    law,
  ]
}

/**
 * Both sides in the order of time. `against` as the address asks; the one before where it asks for nothing, or for what is
 * not there.
 */
export function compared(
  version: PolicyVersion,
  others: readonly Side[],
  against: Against,
): { other: Side; before: Side; after: Side } {
  const own = sideOf(version)
  const asked = others.find(({ what }) =>
    typeof what === 'object' && typeof against === 'object'
      ? what.version === against?.version
      : what === against,
  )
  const other = asked ?? others.find(({ rank }) => rank < own.rank) ?? law
  return other.rank < own.rank ? { other, before: other, after: own } : { other, before: own, after: other }
}
