import { Suspense, type ReactNode } from 'react'
import { WithPeek } from '@/components/data-table/beside'
import { DataTable } from '@/components/data-table/data-table'
import { FilterMenu } from '@/components/data-table/filter-menu'
import { FilterChips, Pager } from '@/components/data-table/list-bar'
import { TableKeys } from '@/components/data-table/table-keys'
import { stageIcon } from '@/components/cases/stage'
import { ClientMessages } from '@/components/shell/client-messages'
import { LinkButton } from '@/components/ui/link-button'
import type { IconName } from '@/components/ui/icon-names'
import { PageHeader } from '@/components/ui/section'
import { EmptyState } from '@/components/ui/state'
import { Tabs } from '@/components/ui/tabs'
import type { Caller } from '@/lib/caller'
import { caseNumber } from '@/lib/cases/search'
import { formatCapped } from '@/lib/i18n/format'
import { refusalMachine } from '@/lib/refusals/machine'
import { refusalList, routeDestinations, type RefusalList, type TabCount } from '@/lib/refusals/queries'
import {
  countLimit,
  isNarrowed,
  refusalListHref,
  refusalTabs,
  unnarrowed,
  type RefusalSearch,
  type RefusalTab,
} from '@/lib/refusals/search'
import { RefusalPeek, RefusalPeekSkeleton } from './refusal-peek'
import { canBeSent, refusalTableColumns } from './refusal-columns'
import { filterChips, filterGroups } from './refusal-filters'
import { Selection } from './selection'
import { shownColumns } from './shown-columns'
import { wayChoices } from './ways'
import { refusalWords, type RefusalWords } from './words'

type ScreenProps = { caller: Caller; search: RefusalSearch; now: Date }

/** The queue of refused parcels in the state that the address says. */
export async function RefusalListScreen({ caller, search, now }: ScreenProps) {
  const { slug } = caller.merchant
  const [words, list] = await Promise.all([
    refusalWords(caller.merchant, now),
    refusalList(caller, search, now),
  ])
  const { r, locale } = words
  const shown = ({ count, capped }: TabCount) => formatCapped(count, capped ? countLimit : Infinity, locale)
  const chips = filterChips(slug, search, words, list.choices)
  return (
    <TableKeys peekParam="peek">
      <PageHeader
        title={r('title')}
        description={r('description')}
        actions={
          <>
            <FilterMenu
              label={r('list.filter')}
              icon="list-filter"
              count={chips.length}
              groups={filterGroups(search, words, list.choices)}
              keep={{ tab: search.tab }}
            />
            {caller.can.has('routing.read') ? (
              <LinkButton href={`/${slug}/routing`} icon="route">
                {r('list.rules')}
              </LinkButton>
            ) : null}
          </>
        }
      />
      <Tabs
        label={r('tabs.label')}
        className="mb-3"
        tabs={refusalTabs.map((tab) => {
          const count = list.counts[tab]
          return {
            href: refusalListHref(slug, search, { tab }),
            label: r(`tabs.${tab}`),
            count: count ? shown(count) : undefined,
            current: tab === search.tab,
          }
        })}
      />
      {chips.length > 0 ? (
        <div className="mb-3">
          <FilterChips
            chips={chips}
            removeLabel={r('list.remove')}
            reset={{ href: refusalListHref(slug, search, unnarrowed), label: r('list.reset') }}
          />
        </div>
      ) : null}
      <Selectable caller={caller} words={words} now={now}>
        {list.rows.length === 0 ? (
          <Nothing caller={caller} search={search} words={words} />
        ) : (
          <WithPeek
            label={r('peek.label')}
            peek={
              search.peek === null ? null : (
                <Suspense key={search.peek} fallback={<RefusalPeekSkeleton />}>
                  <RefusalPeek caller={caller} number={search.peek} search={search} now={now} />
                </Suspense>
              )
            }
          >
            <p className="mb-2.5 text-sm text-ink-2">
              {r(`about.${search.tab}`)}
              {search.tab === 'needs_route' && !caller.can.has(refusalMachine.override.permission)
                ? ` ${r('about.bySupport')}`
                : ''}
            </p>
            <Rows caller={caller} search={search} words={words} list={list} />
          </WithPeek>
        )}
      </Selectable>
    </TableKeys>
  )
}

type SelectableProps = { caller: Caller; words: RefusalWords; now: Date; children: ReactNode }

/** Around all of the list, so that what came of sending parcels stays to be read when no row is left. */
async function Selectable({ caller, words, now, children }: SelectableProps) {
  if (!caller.can.has(refusalMachine.override.permission)) return children
  const ways = wayChoices(await routeDestinations(caller, now), words, null, caller.merchant.currency)
  return (
    <ClientMessages namespaces={['refusals', 'errors']}>
      <Selection merchantSlug={caller.merchant.slug} ways={ways}>
        {children}
      </Selection>
    </ClientMessages>
  )
}

type RowsProps = { caller: Caller; search: RefusalSearch; words: RefusalWords; list: RefusalList }

function Rows({ caller, search, words, list }: RowsProps) {
  const { r, locale } = words
  const { slug, timeZone } = caller.merchant
  const selectable = caller.can.has(refusalMachine.override.permission) && list.rows.some(canBeSent)
  const turn = (cursor: RefusalSearch['cursor']) =>
    cursor ? refusalListHref(slug, search, { cursor, peek: null }) : null
  const total = list.counts[search.tab] ?? { count: list.rows.length, capped: false }
  return (
    <>
      <DataTable
        label={r('list.table')}
        columns={refusalTableColumns(slug, search, words, {
          reasons: list.choices.reasons,
          timeZone,
          selectable,
        })}
        rows={list.rows}
        shown={shownColumns(search, selectable)}
        idOf={({ key }) => key}
        keyOf={({ number }) => caseNumber(number)}
        current={search.peek === null ? undefined : caseNumber(search.peek)}
      />
      <Pager
        label={r('list.pages')}
        summary={r('list.shown', {
          count: list.rows.length,
          total: formatCapped(total.count, total.capped ? countLimit : Infinity, locale),
        })}
        previous={{ href: turn(list.previous), label: r('list.previous') }}
        next={{ href: turn(list.next), label: r('list.next') }}
      />
    </>
  )
}

const emptyIcons: Record<RefusalTab, IconName> = {
  needs_route: 'circle-check',
  redelivery: stageIcon.redelivery,
  storage: 'warehouse',
  disputed: 'gavel',
  moving: stageIcon.in_transit,
  arrived: stageIcon.inspection,
  all: 'package-x',
}

function Nothing({
  caller,
  search,
  words: { r },
}: {
  caller: Caller
  search: RefusalSearch
  words: RefusalWords
}) {
  const { slug } = caller.merchant
  const { tab } = search
  if (isNarrowed(search) || search.cursor) {
    return (
      <EmptyState
        icon="search-x"
        title={r('empty.narrowed')}
        action={
          <LinkButton href={refusalListHref(slug, search, { ...unnarrowed, tab: 'all' })} variant="primary">
            {r('empty.showAll')}
          </LinkButton>
        }
      >
        {r('empty.narrowedText')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={emptyIcons[tab]}
      title={r(`empty.${tab}`)}
      action={
        tab === 'needs_route' || tab === 'all' ? (
          <LinkButton
            href={`/${slug}/routing`}
            icon="route"
            variant={tab === 'all' ? 'primary' : 'secondary'}
          >
            {r('empty.rules')}
          </LinkButton>
        ) : (
          <LinkButton href={refusalListHref(slug, search, { tab: 'all' })}>{r('empty.showAll')}</LinkButton>
        )
      }
    >
      {r(`empty.${tab}Text`)}
    </EmptyState>
  )
}
