import type { Route } from 'next'
import Link from 'next/link'
import { ComingDays } from '@/components/deadlines/coming-days'
import { DeadlineQueues } from '@/components/deadlines/deadline-queues'
import { Warnings } from '@/components/deadlines/warnings'
import { deadlineWords, type DeadlineWords } from '@/components/deadlines/words'
import { screenHref } from '@/components/shell/navigation'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { PageHeader, Section } from '@/components/ui/section'
import { EmptyState } from '@/components/ui/state'
import type { Caller } from '@/lib/caller'
import { earlyStages, type Stage } from '@/lib/cases/machine'
import { overview, type Overview } from '@/lib/cases/queries'
import type { RecentEvent } from '@/lib/cases/recent'
import { caseHref, caseListHref, caseNumber, countLimit, parseCaseSearch } from '@/lib/cases/search'
import { deadlineCounts, deadlineDays, notices, type DeadlineCounts } from '@/lib/deadlines/queries'
import { dueQueues, type DueQueue } from '@/lib/deadlines/search'
import { parseRefusalSearch, refusalListHref } from '@/lib/refusals/search'
import { formatCapped, formatRelative, formatTime } from '@/lib/i18n/format'
import { getTranslations } from 'next-intl/server'
import { Live } from './live'
import { QueueCard } from './queue-card'
import { rareStages, stageIcon, stageTone, waitingStages } from './stage'
import { recentTitle } from './event-words'
import { caseWords, type Words } from './words'

/** Of the deadlines, shown only when there are any. */
const rareQueues: readonly DueQueue[] = ['window_ended', 'storage_ended']
const warningsShown = 6

const moving: readonly Stage[] = ['awaiting_pickup', 'in_transit', 'redelivery']

type OverviewWords = Words & { o: Awaited<ReturnType<typeof getTranslations<'overview'>>> }

/** What needs a person today, what goes its way, and what happened last. */
export async function OverviewScreen({ caller, now }: { caller: Caller; now: Date }) {
  const { merchant } = caller
  const [facts, counts, days, warnings, words, o, deadlines] = await Promise.all([
    overview(caller, waitingStages),
    deadlineCounts(caller, now),
    deadlineDays(caller, now),
    notices(caller, warningsShown),
    caseWords(merchant, now),
    getTranslations('overview'),
    deadlineWords(merchant, now),
  ])
  const { t, locale } = words
  const all = { ...words, o }
  const nothing = Object.values(facts.counts).every((count) => count === 0)
  return (
    <>
      <Live
        url={`/${merchant.slug}/returns/latest`}
        seen={facts.recent[0]?.id ?? ''}
        everyMs={3000}
        texts={{
          lost: t('live.lost', { time: formatTime(now, { locale, timeZone: merchant.timeZone }) }),
          back: t('live.back'),
          signedOut: t('live.signedOut'),
        }}
      />
      <PageHeader title={o('title')} description={o('greeting')} />
      {!facts.hasOrders && nothing ? (
        <FirstSteps caller={caller} words={all} />
      ) : (
        <div className="grid gap-x-10 gap-y-2 xl:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="min-w-0">
            <Queues caller={caller} facts={facts} words={all} counts={counts} deadlines={deadlines} />
            <Warnings slug={merchant.slug} warnings={warnings} words={deadlines} />
            <ComingDays slug={merchant.slug} days={days} words={deadlines} warnDays={counts.warnDays} />
            <Moving slug={merchant.slug} facts={facts} words={all} />
          </div>
          <Section id="recent" title={o('recent')} className="min-w-0 xl:border-t-0 xl:pt-0">
            <Recent slug={merchant.slug} events={facts.recent} words={all} />
          </Section>
        </div>
      )}
    </>
  )
}

type PartProps = { facts: Overview; words: OverviewWords }

function queueHref(slug: string, stage: Stage): string {
  if (stage === 'needs_route') return screenHref(slug, 'refusals')
  if (stage === 'redelivery') return refusalListHref(slug, parseRefusalSearch({ tab: stage }))
  // Support takes up first what has waited longest.
  return caseListHref(slug, parseCaseSearch(stage === 'review' ? { stage, sort: '-waiting' } : { stage }))
}

type QueuesProps = PartProps & { caller: Caller; counts: DeadlineCounts; deadlines: DeadlineWords }

function Queues({ caller, facts, words, counts, deadlines }: QueuesProps) {
  const { t, o, locale, waiting } = words
  const { slug } = caller.merchant
  const count = (stage: Stage) => facts.counts[stage] ?? 0
  const shown = waitingStages.filter((stage) => count(stage) > 0 || !rareStages.includes(stage))
  const onTime = dueQueues.every((queue) => counts[queue].count === 0)
  const calm = onTime && shown.every((stage) => count(stage) === 0) && facts.parked + facts.owedEarly === 0
  return (
    <section aria-labelledby="queues" className="pb-8">
      <h2 id="queues" className="mb-3 flex min-h-7 items-center text-base font-semibold">
        {o('mine')}
      </h2>
      {calm ? (
        <Notice tone="green" title={o('calm')} className="mb-4">
          {o('calmText')}
        </Notice>
      ) : null}
      <ul className="grid gap-3 sm:grid-cols-2 2xl:grid-cols-3">
        <DeadlineQueues slug={slug} counts={counts} words={deadlines} rare={rareQueues} />
        {shown.map((stage) => {
          const oldest = facts.oldest[stage]
          return (
            <QueueCard
              key={stage}
              href={queueHref(slug, stage)}
              icon={stageIcon[stage]}
              tone={stageTone[stage]}
              count={formatCapped(count(stage), Infinity, locale)}
              idle={count(stage) === 0}
              name={capitalised(t(`stage.${stage}`))}
              reason={t(`waits.${stage}`)}
              age={oldest ? o('oldest', { age: waiting(oldest) }) : ''}
            />
          )
        })}
        {facts.owedEarly > 0 ? (
          <QueueCard
            href={caseListHref(slug, parseCaseSearch({ money: ['due', 'failed'], stage: [...earlyStages] }))}
            icon="wallet"
            tone="amber"
            count={formatCapped(facts.owedEarly, countLimit, locale)}
            name={o('owedTitle')}
            reason={o('owedText')}
            age=""
          />
        ) : null}
        {caller.can.has('carrier_message.read') && facts.parked > 0 ? (
          <QueueCard
            href={screenHref(slug, 'carrierMessages')}
            icon="message-square-exclamation-point"
            tone="amber"
            count={formatCapped(facts.parked, countLimit, locale)}
            name={o('parkedTitle')}
            reason={o('parkedText')}
            age=""
          />
        ) : null}
      </ul>
    </section>
  )
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function Moving({ slug, facts, words: { t, o, number } }: PartProps & { slug: string }) {
  const stages = moving.filter((stage) => (facts.counts[stage] ?? 0) > 0 || stage !== 'redelivery')
  return (
    <Section
      id="moving"
      title={o('moving')}
      description={o('movingText')}
      aside={
        <LinkButton href={screenHref(slug, 'returns')} size="sm" variant="ghost">
          {o('allReturns')}
        </LinkButton>
      }
    >
      <ul className="flex flex-wrap gap-x-8 gap-y-3">
        {[...stages, 'closed' as const].map((stage) => (
          <li key={stage}>
            <Link
              href={queueHref(slug, stage) as Route}
              prefetch={false}
              className="-mx-2 flex items-baseline gap-2 rounded-md px-2 py-1 hover:bg-hover"
            >
              <span className="text-ink-2">{capitalised(t(`stage.${stage}`))}</span>
              <span className="tabular text-xl font-semibold">{number(facts.counts[stage] ?? 0)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}

type RecentProps = { slug: string; events: RecentEvent[]; words: OverviewWords }

function Recent({ slug, events, words: { t, o, locale, now, dateTime } }: RecentProps) {
  if (events.length === 0) return <p className="text-ink-2">{o('recentEmpty')}</p>
  return (
    <ol>
      {events.map((event) => (
        <li key={event.id}>
          <Link
            href={caseHref(slug, event.caseNumber) as Route}
            prefetch={false}
            className="-mx-2 block rounded-md px-2 py-2 hover:bg-hover"
          >
            <span className="flex items-baseline justify-between gap-3">
              <span className="min-w-0 truncate font-medium">{recentTitle(event, t)}</span>
              <time
                dateTime={event.recordedAt.toISOString()}
                title={dateTime(event.recordedAt)}
                className="shrink-0 text-sm text-ink-3"
              >
                {formatRelative(event.recordedAt, now, locale)}
              </time>
            </span>
            <span className="block truncate text-sm text-ink-2">
              <span className="tabular">{caseNumber(event.caseNumber)}</span>
              {event.goods ? ` · ${event.goods}` : ''}
              {event.who ? ` · ${event.who}` : ''}
            </span>
          </Link>
        </li>
      ))}
    </ol>
  )
}

function FirstSteps({ caller, words: { o } }: { caller: Caller; words: OverviewWords }) {
  const mayImport = caller.can.has('import.run')
  const steps = [
    { icon: 'file-spreadsheet', title: o('steps.one'), text: o('steps.oneText') },
    { icon: 'package-plus', title: o('steps.two'), text: o('steps.twoText') },
    { icon: 'route', title: o('steps.three'), text: o('steps.threeText') },
  ] as const
  return (
    <>
      <EmptyState
        icon="file-spreadsheet"
        title={o('emptyTitle')}
        action={
          mayImport ? (
            <LinkButton
              href={screenHref(caller.merchant.slug, 'imports')}
              variant="primary"
              size="lg"
              icon="upload"
            >
              {o('emptyAction')}
            </LinkButton>
          ) : null
        }
      >
        <p>{o('emptyText')}</p>
        {mayImport ? null : <p className="mt-2">{o('emptyCall')}</p>}
      </EmptyState>
      <Section id="steps" title={o('emptyStep')}>
        <ol className="grid gap-6 sm:grid-cols-3">
          {steps.map(({ icon, title, text }) => (
            <li key={icon} className="flex gap-3">
              <Icon name={icon} size={18} className="mt-0.5 text-accent-ink" />
              <div>
                <h3 className="font-medium">{title}</h3>
                <p className="text-ink-2">{text}</p>
              </div>
            </li>
          ))}
        </ol>
      </Section>
    </>
  )
}
