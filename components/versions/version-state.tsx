import type { ReactNode } from 'react'
import { StatusMark, StatusPill, type Tone } from '@/components/ui/status-pill'
import type { VersionState } from '@/lib/drafts/rules'

const tones: Record<VersionState, Tone> = {
  in_force: 'green',
  scheduled: 'blue',
  past: 'grey',
  superseded: 'grey',
}

type StateProps = { state: VersionState; children: ReactNode }

/** How a published version stands, whatever it is a version of. */
export function VersionPill({ state, children }: StateProps) {
  return <StatusPill tone={tones[state]}>{children}</StatusPill>
}

export function VersionMark({ state, children }: StateProps) {
  return <StatusMark tone={tones[state]}>{children}</StatusMark>
}
