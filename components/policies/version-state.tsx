import { StatusMark, StatusPill } from '@/components/ui/status-pill'
import { versionTones } from '@/components/versions/version-tones'
import type { PolicyVersion } from '@/lib/policies/queries'
import type { Words } from './policy-words'

/** «действует», «вступит 1 дек. 2026», «прежняя», «заменена до вступления». */
export function stateWord({ state, effectiveFrom }: PolicyVersion, { t, day }: Words): string {
  return t(`state.${state}`, { date: day(effectiveFrom) })
}

type StateProps = { version: PolicyVersion; words: Words }

export function VersionPill({ version, words }: StateProps) {
  return <StatusPill tone={versionTones[version.state]}>{stateWord(version, words)}</StatusPill>
}

export function VersionMark({ version, words }: StateProps) {
  return <StatusMark tone={versionTones[version.state]}>{stateWord(version, words)}</StatusMark>
}
