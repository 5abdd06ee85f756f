import { VersionTable } from '@/components/versions/version-table'
import type { RuleSetHead } from '@/lib/routing/queries'
import { ruleSetHref } from '@/lib/routing/search'
import type { Words } from './routing-words'
import { stateWord } from './version-state'

type VersionListProps = { merchantSlug: string; versions: readonly RuleSetHead[]; words: Words }

/** Every published version of routing rules, with the time whose refusals it routes and what it repeats. */
export function VersionList({ merchantSlug, versions, words }: VersionListProps) {
  return (
    <VersionTable
      messages="routing"
      versions={versions}
      dateTime={words.dateTime}
      say={(version) => ({
        href: ruleSetHref(merchantSlug, version.number),
        state: stateWord(version, words),
        period: periodWords(version, words),
        ...(version.copyOf !== null && { aside: words.t('list.copyOf', { number: version.copyOf }) }),
      })}
    />
  )
}

function periodWords({ state, effectiveAt, until }: RuleSetHead, { t, dateTime }: Words): string {
  if (state === 'superseded') return t('list.never')
  const from = dateTime(effectiveAt)
  return until === null ? t('list.from', { from }) : t('list.between', { from, until: dateTime(until) })
}
