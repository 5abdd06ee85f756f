import type { PolicyVersion } from '@/lib/policies/queries'
import type { Words } from './policy-words'
import { periodOf } from './version-period'

type VersionFactsProps = { version: PolicyVersion; versions: readonly PolicyVersion[]; words: Words }

/** Which orders a version judges, who published it and when, and what they wrote to it. */
export function VersionFacts({ version, versions, words: { t, day, dateTime } }: VersionFactsProps) {
  const until = periodOf(version, versions)?.until ?? null
  const dates = { date: day(version.effectiveFrom), until: until === null ? '' : day(until) }
  const open = until === null && (version.state === 'in_force' || version.state === 'scheduled')
  return (
    <>
      {t(`version.dates.${version.state}${open ? 'Open' : ''}`, dates)}.{' '}
      {t('version.published', { when: dateTime(version.publishedAt), who: version.publishedBy })}.
      {version.note ? (
        <span className="mt-1.5 block border-l-2 border-edge pl-3 break-words whitespace-pre-line text-ink">
          {version.note}
        </span>
      ) : null}
    </>
  )
}
