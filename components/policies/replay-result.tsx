import type { Route } from 'next'
import Link from 'next/link'
import { Section } from '@/components/ui/section'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { Caller } from '@/lib/caller'
import type { Replay } from '@/lib/replays/queries'
import { sameDecision, writeDecision, type Decision, type Transition } from '@/lib/replays/rules'
import { replayHref, type ReplaySearch } from '@/lib/replays/search'
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

/** The search that lists exactly the returns of one transition. */
export function searchOf({ before, after }: Pick<Transition, 'before' | 'after'>): Partial<ReplaySearch> {
  return { show: null, from: before, to: after }
}

type TransitionsProps = { replay: Replay; search: ReplaySearch; words: Words; href: Href }

function Transitions({ replay, search, words, href }: TransitionsProps) {
  const { t, number, decision } = words
  const { decisions, dates } = replay.summary
  return (
    <Section id="replay-transitions" title={t('transitions.title')} description={t('transitions.hint')}>
      <Table label={t('tables.transitions')} className="max-w-3xl">
        <thead>
          <tr>
            <Th>{t('transitions.before')}</Th>
            <Th>{t('transitions.after')}</Th>
            <Th numeric>{t('transitions.count')}</Th>
          </tr>
        </thead>
        <tbody>
          {[...decisions, ...dates].map((one) => (
            <Tr
              key={`${writeDecision(one.before)} ${writeDecision(one.after)}`}
              selected={isShown(search, one)}
            >
              <Td className="py-2 text-ink-2">
                <span className="block whitespace-normal">{decision(one.before)}</span>
              </Td>
              <Td className="py-2">
                <span className="block whitespace-normal">
                  {sameDecision(one.before, one.after) ? t('transitions.sameDecision') : decision(one.after)}
                </span>
              </Td>
              <Td numeric>
                <Link
                  href={href(searchOf(one)) as Route}
                  aria-label={t('transitions.opens', { count: number(one.count) })}
                  aria-current={isShown(search, one) || undefined}
                  className="tabular font-semibold underline decoration-edge underline-offset-4 hover:decoration-accent"
                >
                  {number(one.count)}
                </Link>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

function isShown(
  { from, to }: ReplaySearch,
  { before, after }: { before: Decision; after: Decision },
): boolean {
  return from !== null && to !== null && sameDecision(from, before) && sameDecision(to, after)
}
