import { compared } from '@/components/versions/compare'
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

/** Both sides in the order of time; `against` as the address asks. The law is always there to compare with. */
export function comparedVersions(version: PolicyVersion, others: readonly Side[], against: Against) {
  const asked = others.find(({ what }) =>
    typeof what === 'object' && typeof against === 'object'
      ? what.version === against?.version
      : what === against,
  )
  const own = sideOf(version)
  return compared(own, others, asked) ?? { other: law, before: law, after: own }
}
