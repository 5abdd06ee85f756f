import { StatusMark, StatusPill } from '@/components/ui/status-pill'
import { versionTones } from '@/components/versions/version-tones'
import type { RuleSetHead } from '@/lib/routing/queries'
import type { Words } from './routing-words'

/** «действует», «вступит 1 дек., 09:00», «прежняя», «заменена до вступления». */
export function stateWord({ state, effectiveAt }: RuleSetHead, { t, dateTime }: Words): string {
  return t(`state.${state}`, { when: dateTime(effectiveAt) })
}

type StateProps = { version: RuleSetHead; words: Words }

export function VersionPill({ version, words }: StateProps) {
  return <StatusPill tone={versionTones[version.state]}>{stateWord(version, words)}</StatusPill>
}

export function VersionMark({ version, words }: StateProps) {
  return <StatusMark tone={versionTones[version.state]}>{stateWord(version, words)}</StatusMark>
}
