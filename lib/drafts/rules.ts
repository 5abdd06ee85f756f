/** How published versions stand in time. Pure. */

export type VersionState = 'in_force' | 'scheduled' | 'past' | 'superseded'

/** When a version begins to hold, and the earliest beginning among those published after it; null: there is none. */
type Standing = { effectiveAt: Date; later: Date | null }

/** `superseded`: a version published later begins at the same moment or before, so this one never held or will. */
export function versionState({ effectiveAt, later }: Standing, now: Date): VersionState {
  if (later && later <= effectiveAt) return 'superseded'
  if (later && later <= now) return 'past'
  return effectiveAt > now ? 'scheduled' : 'in_force'
}

/** The scheduled version that begins first; null: none is to come. */
export function soonest<Version extends { state: VersionState; effectiveAt: Date }>(
  versions: readonly Version[],
): Version | null {
  const scheduled = versions.filter(({ state }) => state === 'scheduled')
  return scheduled.toSorted((a, b) => a.effectiveAt.getTime() - b.effectiveAt.getTime())[0] ?? null
}
