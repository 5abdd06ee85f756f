import { compared } from '@/components/versions/compare'
import type { RoutingOverview, RuleSetHead } from '@/lib/routing/queries'
import type { Against } from '@/lib/routing/search'

/** Rules that can be compared, and where they stand in time: the draft after all. */
export type Side = { what: Exclude<Against, null>; rank: number }

const sideOf = ({ number }: Pick<RuleSetHead, 'number'>): Side => ({
  what: { version: number },
  rank: number,
})

/** All that this version can be compared with, the latest first. */
export function othersOf(
  version: Pick<RuleSetHead, 'number'>,
  { draft, versions }: Pick<RoutingOverview, 'draft' | 'versions'>,
): Side[] {
  return [
    ...(draft ? [{ what: 'draft', rank: Infinity } as const] : []),
    ...versions.filter(({ number }) => number !== version.number).map(sideOf),
  ]
}

/** Both sides in the order of time, as the address asks; null for a first version with nothing beside it. */
export function comparedVersions(
  version: Pick<RuleSetHead, 'number'>,
  others: readonly Side[],
  against: Against,
) {
  const asked = others.find(({ what }) =>
    typeof what === 'object' && typeof against === 'object'
      ? what.version === against?.version
      : what === against,
  )
  return compared(sideOf(version), others, asked)
}
