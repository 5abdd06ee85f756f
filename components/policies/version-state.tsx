import { StatusMark, StatusPill, type Tone } from '@/components/ui/status-pill'
import type { PolicyVersion, VersionState } from '@/lib/policies/queries'
import type { Words } from './policy-words'

const tones: Record<VersionState, Tone> = {
  in_force: 'green',
  scheduled: 'blue',
  past: 'grey',
  superseded: 'grey',
}

/** «действует», «вступит 1 дек. 2026», «прежняя», «заменена до вступления». */
export function stateWord({ state, effectiveFrom }: PolicyVersion, { t, day }: Words): string {
  return t(`state.${state}`, { date: day(effectiveFrom) })
}

type StateProps = { version: PolicyVersion; words: Words }

export function VersionPill({ version, words }: StateProps) {
  return <StatusPill tone={tones[version.state]}>{stateWord(version, words)}</StatusPill>
}

export function VersionMark({ version, words }: StateProps) {
  return <StatusMark tone={tones[version.state]}>{stateWord(version, words)}</StatusMark>
}
