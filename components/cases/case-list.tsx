import { Suspense } from 'react'
import { WithPeek } from '@/components/data-table/beside'
import { DataTable, type SortLink } from '@/components/data-table/data-table'
import { FilterMenu } from '@/components/data-table/filter-menu'
import { FilterChips, Pager } from '@/components/data-table/list-bar'
import { TableKeys } from '@/components/data-table/table-keys'
import { screenHref } from '@/components/shell/navigation'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/section'
import { EmptyState } from '@/components/ui/state'
import type { Caller } from '@/lib/caller'
import { listCases, type CaseList } from '@/lib/cases/queries'
import {
  caseListHref,
  caseNumber,
  usableSortKeys,
  isNarrowed,
  withoutFilters,
  type CaseSearch,
} from '@/lib/cases/search'
import { formatCapped } from '@/lib/i18n/format'
import { caseTableColumns } from './case-columns'
import { columnGroups, filterChips, filterGroups } from './case-filters'
import { CasePeek, CasePeekSkeleton } from './case-peek'
import { caseWords, type Words } from './words'

/** The list of returns in the state that the address says. */
export async function CaseListScreen({
  caller,
  search,
  now,
}: {
  caller: Caller
  search: CaseSearch
  now: Date
}) {
  const { slug } = caller.merchant
  const [words, list] = await Promise.all([caseWords(caller.merchant, now), listCases(caller, search, now)])
  const { t, locale } = words
  const { count, capped } = list.total
  const total = formatCapped(count, capped ? count : Infinity, locale)
  const chips = filterChips(slug, search, words, list)
  const fresh = count === 0 && !isNarrowed(search)
  return (
    <TableKeys peekParam="peek">
      <PageHeader
        title={t('title')}
        description={fresh ? t('list.description') : t('list.total', { count, shown: total })}
        actions={
          fresh ? null : (
            <>
              <FilterMenu
                label={t('list.filter')}
                icon="list-filter"
                count={chips.length}
                groups={filterGroups(search, words, list)}
              />
              <FilterMenu
                label={t('list.columns')}
                icon="sliders-horizontal"
                groups={columnGroups(search, words)}
                compact
              />
            </>
          )
        }
      />
      {chips.length > 0 ? (
        <div className="-mt-1 mb-3">
          <FilterChips
            chips={chips}
            removeLabel={t('list.remove')}
            reset={{ href: caseListHref(slug, withoutFilters(search)), label: t('list.reset') }}
          />
        </div>
      ) : null}
      {list.rows.length === 0 ? (
        <Nothing caller={caller} search={search} words={words} fresh={fresh} />
      ) : (
        <WithPeek
          label={t('peek.label')}
          peek={
            search.peek === null ? null : (
              <Suspense key={search.peek} fallback={<CasePeekSkeleton />}>
                <CasePeek caller={caller} number={search.peek} search={search} now={now} />
              </Suspense>
            )
          }
        >
          <Rows slug={slug} search={search} words={words} list={list} total={total} />
        </WithPeek>
      )}
    </TableKeys>
  )
}

type RowsProps = { slug: string; search: CaseSearch; words: Words; list: CaseList; total: string }

function Rows({ slug, search, words, list, total }: RowsProps) {
  const { t } = words
  // Beside an open panel the table has the room of a tablet.
  const narrow = search.peek === null ? search.columns : search.columns.filter((key) => besidePeek.has(key))
  const turn = (cursor: CaseSearch['cursor']) =>
    cursor ? caseListHref(slug, search, { cursor, peek: null }) : null
  return (
    <>
      <DataTable
        label={t('list.table')}
        columns={caseTableColumns(slug, search, words, list.reasons)}
        rows={list.rows}
        shown={narrow}
        idOf={({ number }) => String(number)}
        keyOf={({ number }) => caseNumber(number)}
        current={search.peek === null ? undefined : caseNumber(search.peek)}
        sorts={sortLinks(slug, search)}
      />
      <Pager
        label={t('list.pages')}
        summary={t('list.shown', { count: list.rows.length, total })}
        previous={{ href: turn(list.previous), label: t('list.newer') }}
        next={{ href: turn(list.next), label: t('list.older') }}
      />
    </>
  )
}

const besidePeek = new Set(['number', 'stage', 'customer', 'goods', 'amount', 'waiting'])

function sortLinks(slug: string, search: CaseSearch): Record<string, SortLink> {
  return Object.fromEntries(
    usableSortKeys(search).map((key) => {
      const here = search.sort.key === key
      const descending = here ? !search.sort.descending : true
      const direction = here ? (search.sort.descending ? 'descending' : 'ascending') : null
      return [key, { href: caseListHref(slug, search, { sort: { key, descending } }), direction }] as const
    }),
  )
}

type NothingProps = { caller: Caller; search: CaseSearch; words: Words; fresh: boolean }

function Nothing({ caller, search, words: { t }, fresh }: NothingProps) {
  const { slug } = caller.merchant
  if (fresh) {
    return (
      <EmptyState
        icon="undo-2"
        title={t('list.emptyTitle')}
        action={
          <>
            {caller.can.has('import.run') ? (
              <LinkButton href={screenHref(slug, 'imports')} icon="file-spreadsheet" variant="primary">
                {t('list.emptyImport')}
              </LinkButton>
            ) : null}
            {caller.can.has('pickup.create') ? (
              <LinkButton href={screenHref(slug, 'newPickup')} icon="plus">
                {t('list.newPickup')}
              </LinkButton>
            ) : null}
          </>
        }
      >
        {t('list.emptyText')}
      </EmptyState>
    )
  }
  const [stage] = search.stage
  const onlyStage = stage && search.stage.length === 1 && !isNarrowed({ ...search, stage: [] })
  const all = (
    <LinkButton href={caseListHref(slug, withoutFilters(search))} variant="primary">
      {t('list.all')}
    </LinkButton>
  )
  if (onlyStage) {
    return (
      <EmptyState icon="circle-check" title={t('list.queueDone')} action={all}>
        {t('list.queueDoneText', { stage: t(`stage.${stage}`) })}
      </EmptyState>
    )
  }
  if (search.due && !isNarrowed({ ...search, due: null })) {
    return (
      <EmptyState icon="circle-check" title={t('list.queueDone')} action={all}>
        {t('list.queueDoneDue')}
      </EmptyState>
    )
  }
  return (
    <EmptyState icon="search-x" title={t('list.nothingTitle')} action={all}>
      {search.q ? <p>{t('list.nothingSearch', { q: search.q })}</p> : null}
      <p>{t('list.nothingText')}</p>
    </EmptyState>
  )
}
