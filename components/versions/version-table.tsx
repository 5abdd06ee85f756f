import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { VersionHead } from '@/lib/drafts/reading'
import { VersionMark } from './version-state'

/** What is said of one version in the words of what it is a version of. */
export type VersionWords = {
  href: string
  /** «действует», «прежняя». */
  state: string
  /** From when until when it holds. */
  period: string
  /** What stands behind its number. */
  aside?: string
}

type VersionTableProps<Version extends VersionHead> = {
  /** The messages that speak of these versions. */
  messages: 'versions' | 'routing'
  /** The newest first. */
  versions: readonly Version[]
  say: (version: Version) => VersionWords
  dateTime: (moment: Date) => string
}

/** Every published version; a row opens it. */
export function VersionTable<Version extends VersionHead>(props: VersionTableProps<Version>) {
  const { messages, versions, say, dateTime } = props
  const t = useTranslations(messages)
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
        {versions.map((version) => {
          const { href, state, period, aside } = say(version)
          return (
            <Tr key={version.id}>
              <Td className="w-full max-w-px py-2 align-top">
                <Link
                  href={href as Route}
                  className="font-medium after:absolute after:inset-0 hover:text-accent-ink"
                >
                  {t('version.title', { number: version.number })}
                </Link>
                {aside === undefined ? null : <span className="ml-2 text-sm text-ink-3">{aside}</span>}
                <span className="mt-0.5 block sm:hidden">
                  <VersionMark state={version.state}>{state}</VersionMark>
                  <span className="block text-sm text-ink-2">{period}</span>
                </span>
                {version.note ? (
                  <span className="mt-0.5 line-clamp-2 max-w-[72ch] text-sm whitespace-normal text-ink-2">
                    {version.note}
                  </span>
                ) : null}
              </Td>
              <Td className="py-2 align-top max-sm:hidden">
                <VersionMark state={version.state}>{state}</VersionMark>
              </Td>
              <Td className="tabular py-2 align-top text-ink-2 max-sm:hidden">{period}</Td>
              <Td className="max-w-56 py-2 align-top text-ink-2 max-md:hidden">
                <time dateTime={version.publishedAt.toISOString()} className="block">
                  {dateTime(version.publishedAt)}
                </time>
                <span className="block truncate text-sm text-ink-3">{version.publishedBy}</span>
              </Td>
            </Tr>
          )
        })}
      </tbody>
    </Table>
  )
}
