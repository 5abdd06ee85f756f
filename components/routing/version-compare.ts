import { compared } from '@/components/versions/compare'
import type { RoutingOverview, RuleSetHead } from '@/lib/routing/queries'
import type { Against } from '@/lib/routing/search'

/** Rules that can be compared, and where they stand in time: the draft after all. */
export type Side = { what: Exclude<Against, null>; rank: number }

type Version = Pick<RuleSetHead, 'number' | 'state'>
type Known = { draft: RoutingOverview['draft']; versions: readonly Version[] }

const sideOf = ({ number }: Pick<Version, 'number'>): Side => ({ what: { version: number }, rank: number })

/** All that this version can be compared with, the latest first. */
export function othersOf(version: Pick<Version, 'number'>, { draft, versions }: Known): Side[] {
  return [
    ...(draft ? [{ what: 'draft', rank: Infinity } as const] : []),
    ...versions.filter(({ number }) => number !== version.number).map(sideOf),
  ]
}

/**
 * Both sides in the order of time, as the address asks; else the version whose place this one took: what never took effect
 * is only compared with when it is asked for. Null for a first version with nothing asked.
 */
export function comparedVersions(version: Pick<Version, 'number'>, known: Known, against: Against) {
  const others = othersOf(version, known)
  const asked = others.find(({ what }) =>
    typeof what === 'object' && typeof against === 'object'
      ? what.version === against?.version
      : what === against,
  )
  const stood = known.versions.filter(({ state }) => state !== 'superseded')
  return compared(sideOf(version), stood.map(sideOf), asked)
}
