import type { Route } from 'next'
import Link from 'next/link'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { RuleSetHead } from '@/lib/routing/queries'
import { ruleSetHref } from '@/lib/routing/search'
import type { Words } from './routing-words'
import { VersionMark } from './version-state'

type VersionListProps = { merchantSlug: string; versions: readonly RuleSetHead[]; words: Words }

/** Every published version, the newest first; a row opens it. */
export function VersionList({ merchantSlug, versions, words }: VersionListProps) {
  const { t, dateTime } = words
  if (versions.length === 0) return <p className="text-ink-2">{t('list.empty')}</p>
  return (
    <Table label={t('list.table')}>
      <thead>
        <tr>
          <Th>{t('list.version')}</Th>
          <Th className="max-sm:hidden">{t('list.state')}</Th>
          <Th className="max-sm:hidden">{t('list.period')}</Th>
          <Th className="max-md:hidden">{t('list.published')}</Th>
        </tr>
      </thead>
      <tbody>
        {versions.map((version) => (
          <Tr key={version.id}>
            <Td className="w-full max-w-px py-2 align-top">
              <Link
                href={ruleSetHref(merchantSlug, version.number) as Route}
                className="font-medium after:absolute after:inset-0 hover:text-accent-ink"
              >
                {t('version.title', { number: version.number })}
              </Link>
              {version.copyOf === null ? null : (
                <span className="ml-2 text-sm text-ink-3">
                  {t('list.copyOf', { number: version.copyOf })}
                </span>
              )}
              <span className="mt-0.5 block sm:hidden">
                <VersionMark version={version} words={words} />
                <span className="block text-sm text-ink-2">{periodWords(version, words)}</span>
              </span>
              {version.note ? (
                <span className="mt-0.5 line-clamp-2 max-w-[72ch] text-sm whitespace-normal text-ink-2">
                  {version.note}
                </span>
              ) : null}
            </Td>
            <Td className="py-2 align-top max-sm:hidden">
              <VersionMark version={version} words={words} />
            </Td>
            <Td className="tabular py-2 align-top text-ink-2 max-sm:hidden">{periodWords(version, words)}</Td>
            <Td className="max-w-56 py-2 align-top text-ink-2 max-md:hidden">
              <time dateTime={version.publishedAt.toISOString()} className="block">
                {dateTime(version.publishedAt)}
              </time>
              <span className="block truncate text-sm text-ink-3">{version.publishedBy}</span>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

function periodWords({ state, effectiveAt, until }: RuleSetHead, { t, dateTime }: Words): string {
  if (state === 'superseded') return t('list.never')
  const from = dateTime(effectiveAt)
  return until === null ? t('list.from', { from }) : t('list.between', { from, until: dateTime(until) })
}
