import type { Route } from 'next'
import Link from 'next/link'
import { LinkButton } from '@/components/ui/link-button'
import { EmptyState } from '@/components/ui/state'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Tabs } from '@/components/ui/tabs'
import type { Caller } from '@/lib/caller'
import { columnNames } from '@/lib/imports/fields'
import { listRefusals, type ImportDetails } from '@/lib/imports/queries'
import { importHref, refusalKinds, type RefusalKind, type RefusalSearch } from '@/lib/imports/search'
import { codeName, rowReasons } from './reasons'
import { KindMark } from './status'
import type { Words } from './words'

const pageRows = 50

type LeftOutProps = { caller: Caller; details: ImportDetails; search: RefusalSearch; words: Words }

/** The rows that did not come in: by kind, by reason, one by one, and as a file. */
export async function LeftOut({ caller, details, search, words }: LeftOutProps) {
  const { t, number } = words
  const { slug } = caller.merchant
  const countOf = (kind: RefusalKind | null) =>
    details.groups.reduce((sum, group) => sum + (kind === null || group.kind === kind ? group.count : 0), 0)
  const href = (next: Partial<RefusalSearch>) => `${importHref(slug, details.number, next)}#left-out`
  const query = new URLSearchParams({
    ...(search.kind ? { rows: search.kind } : {}),
    ...(search.code ? { code: search.code } : {}),
  }).toString()
  const kinds = [null, ...refusalKinds.filter((kind) => countOf(kind) > 0)]
  return (
    <>
      <div className="mb-4 flex flex-wrap items-end justify-between gap-3">
        <Tabs
          label={t('result.leftOut')}
          className="min-w-0"
          tabs={kinds.map((kind) => ({
            href: href({ kind }),
            label: kind === null ? t('result.all') : t(`kinds.${kind}`),
            count: number(countOf(kind)),
            current: search.kind === kind,
          }))}
        />
        <LinkButton
          href={`/${slug}/imports/${details.number}/left-out.csv${query ? `?${query}` : ''}`}
          icon="download"
          size="sm"
          download
        >
          {t('result.download')}
        </LinkButton>
      </div>
      <div className="grid gap-6 xl:grid-cols-[18rem_minmax(0,1fr)]">
        <Reasons details={details} search={search} words={words} href={href} />
        <Rows caller={caller} details={details} search={search} words={words} href={href} />
      </div>
    </>
  )
}

type Href = (next: Partial<RefusalSearch>) => string
type PartProps = { details: ImportDetails; search: RefusalSearch; words: Words; href: Href }

function Reasons({ details, search, words, href }: PartProps) {
  const { t, number } = words
  const groups = details.groups.filter((group) => search.kind === null || group.kind === search.kind)
  return (
    <nav aria-label={t('result.byReason')}>
      <h3 className="mb-1 text-sm font-medium">{t('result.byReason')}</h3>
      <ul>
        {groups.map(({ kind, code, count }) => {
          const current = search.code === code
          return (
            <li key={`${kind} ${code}`}>
              <Link
                href={href(current ? { kind: search.kind } : { kind, code }) as Route}
                aria-current={current ? 'true' : undefined}
                className="-mx-2 flex items-baseline justify-between gap-3 rounded-md px-2 py-1 hover:bg-hover aria-[current]:bg-accent-soft aria-[current]:font-medium"
              >
                <span className="min-w-0">{codeName(t, kind, code)}</span>
                <span className="tabular text-ink-2">{number(count)}</span>
              </Link>
            </li>
          )
        })}
      </ul>
      {search.code === null ? null : (
        <Link
          href={href({ kind: search.kind }) as Route}
          className="mt-1 inline-block text-sm text-accent-ink"
        >
          {t('result.clearReason')}
        </Link>
      )}
    </nav>
  )
}

async function Rows({ caller, details, search, words, href }: PartProps & { caller: Caller }) {
  const { t, number } = words
  const found = await listRefusals(caller, details.id, search, pageRows + 1)
  const rows = found.slice(0, pageRows)
  const names = columnNames(details.options.headings, details.options.width)
  if (rows.length === 0)
    return (
      <EmptyState icon="search-x" title={t('result.noneOfKind')}>
        {t('result.noneOfKindText')}
      </EmptyState>
    )
  return (
    <div className="min-w-0">
      <div className="overflow-x-auto [&_th]:top-0!">
        <Table label={t('tables.leftOut')}>
          <thead>
            <tr>
              <Th numeric>{t('result.line')}</Th>
              <Th>{t('draft.kind')}</Th>
              <Th>{t('result.reason')}</Th>
              <Th>{t('result.cells')}</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Tr key={row.line}>
                <Td numeric className="text-ink-3">
                  {number(row.line)}
                </Td>
                <Td>
                  <KindMark t={t} kind={row.kind} />
                </Td>
                <Td className="max-w-96 py-1.5">
                  <span className="block min-w-64 whitespace-normal">
                    {rowReasons(t, row, names).join('; ')}
                  </span>
                </Td>
                <Td className="max-w-64 text-ink-2 xl:w-full xl:max-w-0">
                  <span className="block truncate">
                    {row.cells.filter((cell) => cell.trim()).join(' · ')}
                  </span>
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
      {search.after !== null || found.length > pageRows ? (
        <nav aria-label={t('result.leftOut')} className="flex gap-2 py-3">
          {search.after === null ? null : (
            <LinkButton href={href({ kind: search.kind, code: search.code })} size="sm">
              {t('result.first')}
            </LinkButton>
          )}
          {found.length > pageRows ? (
            <LinkButton
              href={href({ kind: search.kind, code: search.code, after: rows.at(-1)?.line ?? null })}
              size="sm"
            >
              {t('result.more')}
            </LinkButton>
          ) : null}
        </nav>
      ) : null}
    </div>
  )
}
