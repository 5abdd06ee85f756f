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

/** What was written to a version when it was published. */
export function VersionNote({ note, className = '' }: { note: string | null; className?: string }) {
  if (note === null) return null
  return (
    <blockquote
      className={`max-w-[70ch] border-l-2 border-edge pl-3 text-pretty break-words whitespace-pre-line ${className}`}
    >
      {note}
    </blockquote>
  )
}
