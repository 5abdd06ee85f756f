import { FilterMenu } from '@/components/data-table/filter-menu'
import { FilterChips, Pager, type Chip } from '@/components/data-table/list-bar'
import { CaseCells } from '@/components/replays/case-cells'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { Section } from '@/components/ui/section'
import { EmptyState } from '@/components/ui/state'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { Caller } from '@/lib/caller'
import {
  routingReplayChanges,
  type RoutingReplay,
  type RoutingReplayRow,
} from '@/lib/routing-replays/queries'
import { stayingWay, type RoutingReplaySearch } from '@/lib/routing-replays/search'
import { byDefault, flowsOf } from '@/lib/routing-replays/ways'
import type { WayKey } from '@/lib/routing/replay'
import type { ListHref } from './replay-result'
import type { Words } from './replay-words'

type PartProps = {
  replay: RoutingReplay
  search: RoutingReplaySearch
  words: Words
  way: (way: WayKey) => string
  href: ListHref
}

/** The refusals that would go elsewhere: all, or of some ways and rules; or those that stay, of one way. */
export async function RoutingReplayChanges({ caller, ...part }: PartProps & { caller: Caller }) {
  const { replay, search, words, href } = part
  const { t, number } = words
  const { rows, previous, next } = await routingReplayChanges(caller, replay.id, search)
  const { from, to, rule } = search
  const stays = stayingWay(search) !== null
  const chips = chipsOf(part)
  const total = countOf(replay, search)
  const filters = { from, to, rule }
  if (replay.changed === 0 && !stays) return null
  return (
    <Section
      id="replay-changes"
      title={t(stays ? 'list.stays' : 'list.title')}
      className="scroll-mt-13"
      aside={
        <FilterMenu
          label={t('list.filter')}
          icon="list-filter"
          count={chips.length}
          groups={filterGroups(part)}
        />
      }
    >
      {chips.length > 0 ? (
        <div className="mb-3">
          <FilterChips
            chips={chips}
            removeLabel={t('list.remove')}
            reset={{ href: href({}), label: t('list.reset') }}
          />
        </div>
      ) : null}
      {rows.length === 0 ? (
        <EmptyState
          icon="search-x"
          title={t(search.cursor ? 'list.atEnd' : 'list.nothing')}
          action={search.cursor ? <LinkButton href={href(filters)}>{t('list.first')}</LinkButton> : undefined}
        >
          {search.cursor ? null : t('list.nothingText')}
        </EmptyState>
      ) : (
        <>
          <ChangesTable slug={caller.merchant.slug} rows={rows} stays={stays} {...part} />
          <Pager
            label={t('list.pages')}
            summary={
              total === null
                ? t('list.shown', { count: number(rows.length) })
                : t('list.shownOf', { count: number(rows.length), total: number(total) })
            }
            previous={{
              href: previous && href({ ...filters, cursor: previous }),
              label: t('list.newer'),
            }}
            next={{ href: next && href({ ...filters, cursor: next }), label: t('list.older') }}
          />
        </>
      )}
    </Section>
  )
}

/** How many refusals the filters leave, where it is counted. */
function countOf({ flows, changedBy }: RoutingReplay, search: RoutingReplaySearch): number | null {
  const { from, to, rule } = search
  const sum = (counts: number[]) => counts.reduce((all, count) => all + count, 0)
  if (rule.length > 0) return from.length + to.length > 0 ? null : sum(rule.map((one) => changedBy[one] ?? 0))
  const stays = stayingWay(search) !== null
  return sum(
    flowsOf(flows)
      .filter(
        ({ before, after }) =>
          (before === after) === stays &&
          (from.length === 0 || from.includes(before)) &&
          (to.length === 0 || to.includes(after)),
      )
      .map(({ count }) => count),
  )
}

function ruleName({ content }: RoutingReplay, { t }: Words, id: string | null): string {
  const index = content.rules.findIndex((rule) => rule.id === id)
  return (
    content.rules[index]?.name || (index < 0 ? t('rules.default') : t('rules.number', { number: index + 1 }))
  )
}

function chipsOf({ replay, search, words, way, href }: PartProps): Chip[] {
  const { t } = words
  const { from, to, rule } = search
  const filters = { from, to, rule }
  const joined = (names: string[]) => names.join(', ')
  return [
    ...(from.length === 0
      ? []
      : [
          {
            key: 'from',
            name: t('list.from'),
            value: joined(from.map(way)),
            without: href({ ...filters, from: [] }),
          },
        ]),
    ...(to.length === 0
      ? []
      : [
          {
            key: 'to',
            name: t('list.to'),
            value: joined(to.map(way)),
            without: href({ ...filters, to: [] }),
          },
        ]),
    ...(rule.length === 0
      ? []
      : [
          {
            key: 'rule',
            name: t('list.rule'),
            value: joined(rule.map((id) => ruleName(replay, words, id))),
            without: href({ ...filters, rule: [] }),
          },
        ]),
  ]
}

function filterGroups({ replay, search, words, way }: PartProps) {
  const { t } = words
  const changed = flowsOf(replay.flows).filter(({ before, after }) => before !== after)
  const ways = (some: WayKey[]) => [...new Set(some)].map((value) => ({ value, label: way(value) }))
  const rules = [...replay.content.rules.map(({ id }) => id), byDefault].filter((id) => replay.changedBy[id])
  return [
    {
      title: t('list.from'),
      kind: 'options' as const,
      param: 'from',
      options: ways([...changed.map(({ before }) => before), ...search.from]),
      chosen: search.from,
    },
    {
      title: t('list.to'),
      kind: 'options' as const,
      param: 'to',
      options: ways([...changed.map(({ after }) => after), ...search.to]),
      chosen: search.to,
    },
    {
      title: t('list.rule'),
      kind: 'options' as const,
      param: 'rule',
      options: rules.map((id) => ({ value: id, label: ruleName(replay, words, id) })),
      chosen: search.rule,
    },
  ]
}

type TableProps = PartProps & { slug: string; rows: RoutingReplayRow[]; stays: boolean }

function ChangesTable({ slug, rows, stays, replay, words, way }: TableProps) {
  const { t, date } = words
  return (
    <Table label={t('tables.changes')}>
      <thead>
        <tr>
          <Th>{t('list.number')}</Th>
          <Th>{t('list.order')}</Th>
          <Th>{t('list.refused')}</Th>
          <Th>{t('list.from')}</Th>
          <Th>{t('list.to')}</Th>
          {stays ? null : (
            <>
              <Th>{t('list.rule')}</Th>
              <Th numeric>{t('list.cost')}</Th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.refusalId}>
            <CaseCells
              merchantSlug={slug}
              number={row.number}
              orderNumber={row.orderNumber}
              orderWidth="max-w-36"
            />
            <Td className="text-ink-2">{date(row.refusedAt)}</Td>
            <Td className="text-ink-2">
              <span className="flex items-center gap-2">
                <span className="max-w-48 truncate">{way(row.before)}</span>
                {row.byPerson ? (
                  <span title={t('list.byPerson')} className="text-amber">
                    <Icon name="user-check" size={14} />
                    <span className="sr-only">({t('list.byPerson')})</span>
                  </span>
                ) : null}
              </span>
            </Td>
            <Td>
              {stays ? (
                <span className="text-ink-2">{t('list.same')}</span>
              ) : (
                <span className="block max-w-48 truncate font-medium">{way(row.after)}</span>
              )}
            </Td>
            {stays ? null : (
              <>
                <Td className="max-w-44 text-ink-2">
                  <span className="block truncate">{ruleName(replay, words, row.ruleId)}</span>
                </Td>
                <Td numeric className="tabular">
                  <Costs row={row} currency={replay.currency} words={words} />
                </Td>
              </>
            )}
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

type CostsProps = { row: RoutingReplayRow; currency: string; words: Words }

/** «150 ₽ → 90 ₽». */
function Costs({ row: { beforeCost, afterCost }, currency, words: { t, money } }: CostsProps) {
  const text = (cost: number | null) => (cost === null ? t('list.unpriced') : money(cost, currency))
  return (
    <>
      <span className="text-ink-3">{text(beforeCost)}</span>
      <span className="px-1 text-ink-3">→</span>
      {afterCost === null ? <span className="text-ink-3">{text(afterCost)}</span> : text(afterCost)}
    </>
  )
}
