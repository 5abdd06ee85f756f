import type { PolicyVersion } from '@/lib/policies/queries'
import type { Words } from './policy-words'
import { periodOf } from './version-period'

type VersionFactsProps = { version: PolicyVersion; versions: readonly PolicyVersion[]; words: Words }

/** Which orders a version judges, who published it and when. */
export function VersionFacts({ version, versions, words: { t, day, dateTime } }: VersionFactsProps) {
  const until = periodOf(version, versions)?.until ?? null
  const dates = { date: day(version.effectiveFrom), until: until === null ? '' : day(until) }
  const open = until === null && (version.state === 'in_force' || version.state === 'scheduled')
  return (
    <>
      {t(`version.dates.${version.state}${open ? 'Open' : ''}`, dates)}.{' '}
      {t('version.published', { when: dateTime(version.publishedAt), who: version.publishedBy })}.
    </>
  )
}
