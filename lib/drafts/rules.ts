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
