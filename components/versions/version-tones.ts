import type { Tone } from '@/components/ui/status-pill'

/** The states of published versions, whatever they are versions of. */
export const versionTones = {
  in_force: 'green',
  scheduled: 'blue',
  past: 'grey',
  superseded: 'grey',
} as const satisfies Record<string, Tone>
