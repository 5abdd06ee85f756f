import type { Route } from 'next'
import Link from 'next/link'
import { FlowChart } from '@/components/charts/flow-chart'
import { Icon } from '@/components/ui/icon'
import { Section } from '@/components/ui/section'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { RoutingReplay } from '@/lib/routing-replays/queries'
import type { RoutingReplaySearch } from '@/lib/routing-replays/search'
import { flowsOf, readWay, type Flow } from '@/lib/routing-replays/ways'
import type { WayKey } from '@/lib/routing/replay'
import type { ListHref } from './replay-result'
import type { Words } from './replay-words'

type FlowsProps = {
  replay: RoutingReplay
  search: RoutingReplaySearch
  words: Words
  way: (way: WayKey) => string
  href: ListHref
}

/** From where to where: drawn, and as a table. Each flow leads to exactly its refusals. */
export function RoutingReplayFlows({ replay, search, words, way, href }: FlowsProps) {
  const { t, number, percent } = words
  const flows = flowsOf(replay.flows)
  const share = (count: number) => percent(count / replay.judged)
  const shown = ({ before, after }: Flow) =>
    search.from.length === 1 && search.to.length === 1 && search.from[0] === before && search.to[0] === after
  const changed = flows.filter(({ before, after }) => before !== after)
  const stays = flows.filter(({ before, after }) => before === after)
  return (
    <Section id="replay-flows" title={t('flows.title')} description={t('flows.hint')}>
      <FlowChart
        label={t('flows.label')}
        heads={{ from: t('flows.before'), to: t('flows.after') }}
        flows={flows.map((flow) => ({
          from: flow.before,
          to: flow.after,
          value: flow.count,
          href: href({ from: [flow.before], to: [flow.after] }),
          current: shown(flow),
          label: t(flow.before === flow.after ? 'flows.staying' : 'flows.flow', {
            before: way(flow.before),
            after: way(flow.after),
            way: way(flow.before),
            count: flow.count,
            countText: number(flow.count),
            share: share(flow.count),
          }),
        }))}
        words={(key, value) => ({
          name: way(readWay(key) ?? 'none'),
          note: t('flows.node', { count: number(value), share: share(value) }),
        })}
      />
      <Legend words={words} />
      <details className="group mt-4 max-w-4xl">
        <summary className="inline-flex min-h-8 items-center gap-1 text-ink-2 hover:text-ink pointer-coarse:min-h-10">
          <Icon name="chevron-right" size={14} className="transition-transform group-open:rotate-90" />
          {t('flows.table')}
        </summary>
        <div className="mt-2">
          <Table label={t('tables.flows')}>
            <thead>
              <tr>
                <Th>{t('flows.before')}</Th>
                <Th>{t('flows.after')}</Th>
                <Th numeric>{t('flows.count')}</Th>
                <Th numeric>{t('flows.share')}</Th>
              </tr>
            </thead>
            {[
              { key: 'changed' as const, of: changed },
              { key: 'stays' as const, of: stays },
            ].map(({ key, of }) =>
              of.length === 0 ? null : (
                <tbody key={key}>
                  <tr>
                    <th
                      scope="rowgroup"
                      colSpan={4}
                      className="h-9 border-b border-hairline px-3 text-left text-sm"
                    >
                      {t(`flows.${key}`)}
                    </th>
                  </tr>
                  {of.map((flow) => (
                    <Tr key={`${flow.before} ${flow.after}`} selected={shown(flow)}>
                      <Td className="py-2 text-ink-2">
                        <span className="block whitespace-normal">{way(flow.before)}</span>
                      </Td>
                      <Td className="py-2">
                        <span className="block whitespace-normal">{way(flow.after)}</span>
                      </Td>
                      <Td numeric>
                        <Link
                          href={href({ from: [flow.before], to: [flow.after] }) as Route}
                          aria-label={t('flows.opens', { count: number(flow.count) })}
                          aria-current={shown(flow) || undefined}
                          className="tabular underline decoration-edge underline-offset-4 hover:decoration-accent"
                        >
                          {number(flow.count)}
                        </Link>
                      </Td>
                      <Td numeric className="tabular text-ink-2">
                        {share(flow.count)}
                      </Td>
                    </Tr>
                  ))}
                </tbody>
              ),
            )}
          </Table>
        </div>
      </details>
    </Section>
  )
}

function Legend({ words: { t } }: { words: Words }) {
  return (
    <ul className="mt-1 flex flex-wrap gap-x-5 gap-y-1 text-sm text-ink-2">
      <li className="flex items-center gap-2">
        <span className="h-2.5 w-5 rounded-sm bg-accent/45" />
        {t('flows.changed')}
      </li>
      <li className="flex items-center gap-2">
        <span className="h-2.5 w-5 rounded-sm bg-grey/35" />
        {t('flows.stays')}
      </li>
    </ul>
  )
}
