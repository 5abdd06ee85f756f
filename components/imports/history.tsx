import type { Route } from 'next'
import Link from 'next/link'
import { LinkButton } from '@/components/ui/link-button'
import { EmptyState } from '@/components/ui/state'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { ImportSummary } from '@/lib/imports/queries'
import { historyHref, importHref } from '@/lib/imports/search'
import { ImportStatusMark } from './status'
import type { Words } from './words'

type HistoryProps = {
  slug: string
  words: Words
  imports: readonly ImportSummary[]
  /** Where older ones begin, and whether newer ones were passed over. */
  next: number | null
  before: number | null
}

/** What was imported before, newest first; a row opens its import. */
export function ImportHistory({ slug, words, imports, next, before }: HistoryProps) {
  const { t, number, dateTime } = words
  if (imports.length === 0 && before === null)
    return (
      <EmptyState icon="file-spreadsheet" title={t('history.emptyTitle')}>
        {t('history.empty')}
      </EmptyState>
    )
  return (
    <>
      <Table label={t('tables.history')}>
        <thead>
          <tr>
            <Th>{t('history.number')}</Th>
            <Th>{t('history.file')}</Th>
            <Th>{t('history.status')}</Th>
            <Th numeric>{t('history.orders')}</Th>
            <Th numeric>{t('history.returns')}</Th>
            <Th numeric>{t('history.leftOut')}</Th>
            <Th>{t('history.who')}</Th>
          </tr>
        </thead>
        <tbody>
          {imports.map(({ number: own, fileName, status, counts, createdByName, createdAt }) => {
            const { created = 0, updated = 0, returnsCreated = 0 } = counts
            const leftOut = (counts.refusedLines ?? 0) + (counts.unmatched ?? 0)
            const ran = status === 'done'
            return (
              <Tr key={own}>
                <Td>
                  <Link
                    href={importHref(slug, own) as Route}
                    className="font-medium after:absolute after:inset-0 hover:text-accent-ink"
                  >
                    {own}
                  </Link>
                </Td>
                <Td className="max-w-36 sm:max-w-56 2xl:max-w-80">
                  <span className="block truncate">{fileName}</span>
                </Td>
                <Td>
                  <ImportStatusMark t={t} status={status} />
                </Td>
                <Td numeric>
                  {ran
                    ? t('history.ordersShort', { created: number(created), updated: number(updated) })
                    : '—'}
                </Td>
                <Td numeric>{ran ? number(returnsCreated) : '—'}</Td>
                <Td numeric>{ran ? number(leftOut) : '—'}</Td>
                <Td className="max-w-64 truncate text-ink-2">
                  {createdByName ? `${createdByName}, ` : ''}
                  <time dateTime={createdAt.toISOString()}>{dateTime(createdAt)}</time>
                </Td>
              </Tr>
            )
          })}
        </tbody>
      </Table>
      {next !== null || before !== null ? (
        <nav aria-label={t('history.title')} className="flex gap-2 py-3">
          {before === null ? null : (
            <LinkButton href={historyHref(slug, null)} size="sm" icon="chevron-left">
              {t('history.newest')}
            </LinkButton>
          )}
          {next === null ? null : (
            <LinkButton href={historyHref(slug, next)} size="sm">
              {t('history.older')}
            </LinkButton>
          )}
        </nav>
      ) : null}
    </>
  )
}
