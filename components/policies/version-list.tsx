import { VersionTable } from '@/components/versions/version-table'
import type { PolicyVersion } from '@/lib/policies/queries'
import { policyVersionHref } from '@/lib/policies/search'
import type { Words } from './policy-words'
import { periodOf } from './version-period'
import { stateWord } from './version-state'

type VersionListProps = { merchantSlug: string; versions: readonly PolicyVersion[]; words: Words }

/** Every published version of a return policy, with the days whose orders it judges. */
export function VersionList({ merchantSlug, versions, words }: VersionListProps) {
  return (
    <VersionTable
      messages="versions"
      versions={versions}
      dateTime={words.dateTime}
      say={(version) => ({
        href: policyVersionHref(merchantSlug, version.number),
        state: stateWord(version, words),
        period: periodWords(version, versions, words),
      })}
    />
  )
}

function periodWords(version: PolicyVersion, versions: readonly PolicyVersion[], { t, day }: Words): string {
  const period = periodOf(version, versions)
  if (period === null) return t('list.never')
  return period.until === null
    ? t('list.from', { date: day(period.from) })
    : t('list.between', { from: day(period.from), to: day(period.until) })
}
