import type { RuleSetHead } from '@/lib/routing/queries'
import type { Words } from './routing-words'

/** Which refusals a version routes, who published it and when, and what it repeats. */
export function VersionFacts({ version, words: { t, dateTime } }: { version: RuleSetHead; words: Words }) {
  const { state, until, effectiveAt, publishedAt, publishedBy, copyOf } = version
  const open = until === null && (state === 'in_force' || state === 'scheduled')
  const dates = { from: dateTime(effectiveAt), until: until === null ? '' : dateTime(until) }
  return (
    <>
      {t(`version.dates.${state}${open ? 'Open' : ''}`, dates)}.{' '}
      {t('version.published', { when: dateTime(publishedAt), who: publishedBy })}.
      {copyOf === null ? null : ` ${t('version.copyOf', { number: copyOf })}.`}
    </>
  )
}
