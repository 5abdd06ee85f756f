import { CaseCells } from '@/components/replays/case-cells'
import { LinkButton } from '@/components/ui/link-button'
import { Section } from '@/components/ui/section'
import { EmptyState } from '@/components/ui/state'
import { Badge } from '@/components/ui/status-pill'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Tabs } from '@/components/ui/tabs'
import type { Caller } from '@/lib/caller'
import { daysBetween } from '@/lib/dates'
import { replayChanges, type Replay, type ReplayChangeRow } from '@/lib/replays/queries'
import { sameDecision, type Answer } from '@/lib/replays/rules'
import { changesShown, type ReplaySearch } from '@/lib/replays/search'
import type { Words } from './replay-words'

type ReplayChangesProps = {
  caller: Caller
  replay: Replay
  search: ReplaySearch
  words: Words
  href: (next: Partial<ReplaySearch>) => string
}

/** The returns that would have been answered otherwise: all, or of one kind, or of one transition. */
export async function ReplayChanges({ caller, replay, search, words, href }: ReplayChangesProps) {
  const { t, number, decision } = words
  const { rows, next } = await replayChanges(caller, replay.id, search)
  const { from, to, show, after } = search
  const counts = { decision: replay.summary.decided, date: replay.summary.dated }
  const kinds = changesShown.filter((kind) => counts[kind] > 0)
  return (
    <Section id="replay-changes" title={t('list.title')} className="scroll-mt-13">
      {kinds.length > 1 ? (
        <Tabs
          label={t('list.kinds')}
          className="mb-4"
          tabs={[null, ...kinds].map((kind) => ({
            href: href({ show: kind }),
            label: kind === null ? t('list.all') : t(`list.${kind}`),
            count: number(kind === null ? replay.changed : counts[kind]),
            current: show === kind && from === null,
          }))}
        />
      ) : null}
      {from && to ? (
        <p className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-medium">
            {t('list.narrowed', {
              before: decision(from),
              after: sameDecision(from, to) ? t('transitions.sameDecision') : decision(to),
            })}
          </span>
          <LinkButton href={href({})} size="sm" icon="x">
            {t('list.clear')}
          </LinkButton>
        </p>
      ) : null}
      {rows.length === 0 ? (
        <EmptyState icon="search-x" title={t('list.nothing')}>
          {t('list.nothingText')}
        </EmptyState>
      ) : (
        <ChangesTable slug={caller.merchant.slug} rows={rows} words={words} />
      )}
      {after !== null || next !== null ? (
        <nav aria-label={t('list.pages')} className="flex gap-2 py-3">
          {after === null ? null : (
            <LinkButton href={href({ show, from, to })} size="sm">
              {t('list.first')}
            </LinkButton>
          )}
          {next === null ? null : (
            <LinkButton href={href({ show, from, to, after: next })} size="sm">
              {t('list.more')}
            </LinkButton>
          )}
        </nav>
      ) : null}
    </Section>
  )
}

function ChangesTable({ slug, rows, words }: { slug: string; rows: ReplayChangeRow[]; words: Words }) {
  const { t, date } = words
  return (
    <Table label={t('tables.changes')}>
      <thead>
        <tr>
          <Th>{t('list.number')}</Th>
          <Th>{t('list.order')}</Th>
          <Th>{t('list.handedOver')}</Th>
          <Th>{t('list.requested')}</Th>
          <Th>{t('transitions.before')}</Th>
          <Th>{t('transitions.after')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.caseId}>
            <CaseCells
              merchantSlug={slug}
              number={row.number}
              orderNumber={row.orderNumber}
              orderWidth="max-w-48"
            />
            <Td className="text-ink-2">
              {row.handedOverAt ? date(row.handedOverAt) : t('list.notHandedOver')}
            </Td>
            <Td className="text-ink-2">{date(row.requestedAt)}</Td>
            <Td className="py-2 text-ink-2">
              <AnswerText answer={row.before} words={words} />
            </Td>
            <Td className="w-full py-2">
              <div className="flex items-center gap-3">
                <AnswerText answer={row.after} words={words} changed={!sameDecision(row.before, row.after)} />
                <Moved row={row} words={words} />
              </div>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

type AnswerTextProps = { answer: Answer; words: Words; changed?: boolean }

function AnswerText({ answer, words: { t, day, decision }, changed }: AnswerTextProps) {
  const { outcome, endsOn } = answer
  return (
    <span className="block">
      <span className={`block ${changed ? 'font-medium' : 'text-ink-2'}`}>{decision(answer)}</span>
      <span className="tabular block text-sm text-ink-2">
        {endsOn === null ? t('noEnd') : t(outcome === 'outside' ? 'ended' : 'until', { date: day(endsOn) })}
      </span>
    </span>
  )
}

/** By how much the last day moves, when both have one. */
function Moved({ row: { before, after }, words: { t } }: { row: ReplayChangeRow; words: Words }) {
  if (before.endsOn === null || after.endsOn === null || before.endsOn === after.endsOn) return null
  const days = daysBetween(before.endsOn, after.endsOn)
  return days > 0 ? (
    <Badge tone="green">{t('longer', { count: days })}</Badge>
  ) : (
    <Badge tone="amber">{t('shorter', { count: -days })}</Badge>
  )
}
