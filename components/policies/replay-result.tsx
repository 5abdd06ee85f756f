import type { Route } from 'next'
import Link from 'next/link'
import { Section } from '@/components/ui/section'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { Caller } from '@/lib/caller'
import type { Replay } from '@/lib/replays/queries'
import { sameDecision, writeDecision, type Decision, type Transition } from '@/lib/replays/rules'
import { replayHref, type ChangesShown, type ReplaySearch } from '@/lib/replays/search'
import { ReplayChanges } from './replay-changes'
import type { Words } from './replay-words'

type ReplayResultProps = { caller: Caller; replay: Replay; search: ReplaySearch; words: Words }

/** How many returns would have been answered otherwise, from which answer to which, and the returns themselves. */
export function ReplayResult({ caller, replay, search, words }: ReplayResultProps) {
  const { t, number } = words
  const { total, changed } = replay
  const href = (next: Partial<ReplaySearch>) =>
    `${replayHref(caller.merchant.slug, replay.id, next)}#replay-changes`
  return (
    <>
      <div className="mb-8 max-w-3xl border-t border-hairline pt-5">
        <p className="text-xl font-semibold tracking-tight text-balance">
          {t.rich('result.headline', {
            total: number(total),
            totalCount: total,
            changed: number(changed),
            changedCount: changed,
            b: (chunks) => <span className="text-accent-ink">{chunks}</span>,
          })}
        </p>
        <p className="mt-1.5 text-pretty text-ink-2">
          {splitOf(replay, words)} {t('result.share', { share: words.percent(changed / total) })}
        </p>
      </div>
      <Transitions replay={replay} search={search} words={words} href={href} />
      <ReplayChanges caller={caller} replay={replay} search={search} words={words} href={href} />
    </>
  )
}

function splitOf({ summary }: Replay, { t, number }: Words): string {
  const { decided, dated } = summary
  if (dated === 0) return t('result.onlyDecided')
  if (decided === 0) return t('result.onlyDated')
  return t('result.split', { decided: number(decided), dated: number(dated) })
}

type Href = (next: Partial<ReplaySearch>) => string

type PartProps = { search: ReplaySearch; words: Words; href: Href }

function Transitions({ replay, ...part }: PartProps & { replay: Replay }) {
  const { t } = part.words
  const { decisions, dates, decided, dated } = replay.summary
  return (
    <Section
      id="replay-transitions"
      title={t('transitions.title')}
      description={t('transitions.hint')}
      className="max-w-3xl"
    >
      <Table label={t('tables.transitions')}>
        <thead>
          <tr>
            <Th>{t('transitions.before')}</Th>
            <Th>{t('transitions.after')}</Th>
            <Th numeric>{t('transitions.count')}</Th>
          </tr>
        </thead>
        {decided > 0 ? <Group {...part} show="decision" total={decided} transitions={decisions} /> : null}
        {dated > 0 ? <Group {...part} show="date" total={dated} transitions={dates} /> : null}
      </Table>
    </Section>
  )
}

type GroupProps = PartProps & { show: ChangesShown; total: number; transitions: readonly Transition[] }

/** The transitions of one kind under their sum. */
function Group({ show, total, transitions, search, words, href }: GroupProps) {
  const { t, decision } = words
  const shown = search.show === show && search.from === null
  return (
    <tbody className="[&>tr:not(:first-child)>td:first-child]:pl-6">
      <Tr selected={shown}>
        <Td colSpan={2} className="py-2 font-semibold">
          <span className="block whitespace-normal">{t(`list.${show}`)}</span>
        </Td>
        <Td numeric>
          <Count to={href({ show })} count={total} current={shown} words={words} strong />
        </Td>
      </Tr>
      {transitions.map((one) => (
        <Tr key={`${writeDecision(one.before)} ${writeDecision(one.after)}`} selected={isShown(search, one)}>
          <Td className="py-2 text-ink-2">
            <span className="block whitespace-normal">{decision(one.before)}</span>
          </Td>
          <Td className={`py-2 ${show === 'date' ? 'text-ink-2' : ''}`}>
            <span className="block whitespace-normal">
              {show === 'date' ? t('transitions.sameDecision') : decision(one.after)}
            </span>
          </Td>
          <Td numeric>
            <Count
              to={href({ from: one.before, to: one.after })}
              count={one.count}
              current={isShown(search, one)}
              words={words}
            />
          </Td>
        </Tr>
      ))}
    </tbody>
  )
}

type CountProps = { to: string; count: number; current: boolean; words: Words; strong?: boolean }

/** A number that lists its returns. */
function Count({ to, count, current, words: { t, number }, strong }: CountProps) {
  return (
    <Link
      href={to as Route}
      aria-label={t('transitions.opens', { count: number(count) })}
      aria-current={current || undefined}
      className={`tabular underline decoration-edge underline-offset-4 hover:decoration-accent ${strong ? 'font-semibold' : ''}`}
    >
      {number(count)}
    </Link>
  )
}

function isShown(
  { from, to }: ReplaySearch,
  { before, after }: { before: Decision; after: Decision },
): boolean {
  return from !== null && to !== null && sameDecision(from, before) && sameDecision(to, after)
}
