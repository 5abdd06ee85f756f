import type { Route } from 'next'
import Link from 'next/link'
import { Suspense } from 'react'
import { CaseVerdict } from '@/components/policies/case-verdict'
import { CaseRefusal } from '@/components/refusals/case-refusal'
import { QueueLink } from '@/components/refusals/queue-link'
import { RefusalWait } from '@/components/refusals/refusal-wait'
import { CopyButton } from '@/components/ui/copy-button'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { PageHeader, Section } from '@/components/ui/section'
import type { Caller } from '@/lib/caller'
import { neighbours } from '@/lib/cases/queries'
import type { CasePage } from '@/lib/cases/reading'
import { caseHref, caseListHref, caseNumber, type CaseSearch } from '@/lib/cases/search'
import { formatTime } from '@/lib/i18n/format'
import { CaseActions } from './case-actions'
import { CaseFacts } from './case-facts'
import { CaseItems } from './case-items'
import { CasePickups } from './case-pickup'
import { CaseTimeline } from './case-timeline'
import { CaseTrack } from './case-track'
import { Live } from './live'
import { NeighbourKeys } from './neighbour-keys'
import { FlagPills } from './flags'
import { AskedPill, stageIcon, stageTone, StagePill, waitingStages } from './stage'
import { waitOf, type Words } from './words'

const frame: Record<(typeof stageTone)[keyof typeof stageTone], string> = {
  amber: 'bg-amber-soft text-amber-ink',
  red: 'bg-red-soft text-red-ink',
  blue: 'bg-blue-soft text-blue-ink',
  green: 'bg-green-soft text-green-ink',
  grey: 'bg-grey-soft text-grey-ink',
}

type CaseCardProps = { caller: Caller; page: CasePage; search: CaseSearch; words: Words }

/** The card of one return: what happened, and what to do now. Watches itself while it is open. */
export function CaseCard({ caller, page, search, words }: CaseCardProps) {
  const { t, locale, now, dateTime } = words
  const { merchant } = caller
  const number = caseNumber(page.number)
  return (
    <>
      <Live
        url={`${caseHref(merchant.slug, page.number)}/version`}
        seen={String(page.eventCount)}
        everyMs={1500}
        texts={{
          lost: t('live.lost', { time: formatTime(now, { locale, timeZone: merchant.timeZone }) }),
          back: t('live.back'),
          signedOut: t('live.signedOut'),
        }}
      />
      <PageHeader
        back={
          search.kind === 'refusal' ? (
            <QueueLink slug={merchant.slug} search={search} />
          ) : (
            <Link
              href={caseListHref(merchant.slug, search) as Route}
              className="inline-flex items-center gap-1 text-ink-2 hover:text-ink"
            >
              <Icon name="arrow-left" size={14} />
              {t('card.back')}
            </Link>
          )
        }
        title={
          <CopyButton value={number} label={t('card.copyNumber')} copiedLabel={t('card.copied')}>
            {number}
          </CopyButton>
        }
        status={
          <>
            <StagePill stage={page.stage} label={t(`stage.${page.stage}`)} />
            {page.stage === 'review' && page.asked ? <AskedPill label={t('asked')} /> : null}
            <FlagPills flags={page.flags} t={t} />
          </>
        }
        description={`${t(`kind.${page.kind}`)} · ${t('card.created', { date: dateTime(page.createdAt) })}`}
        actions={
          <Suspense fallback={<Arrows slug={merchant.slug} search={search} words={words} />}>
            <Neighbours caller={caller} search={search} number={page.number} words={words} />
          </Suspense>
        }
      />
      <div className="mb-6 rounded-lg border border-hairline bg-surface">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-3 border-b border-hairline px-4 py-3.5">
          <span
            className={`grid size-9 shrink-0 place-items-center rounded-full ${frame[stageTone[page.stage]]}`}
          >
            <Icon name={stageIcon[page.stage]} size={18} />
          </span>
          <div className="min-w-0 flex-1 basis-60">
            <p className="text-lg text-pretty">
              {page.kind === 'refusal' ? (
                <RefusalWait caller={caller} page={page} words={words} />
              ) : (
                t(`waits.${waitOf(page)}`)
              )}
            </p>
            {waitingStages.includes(page.stage) ? (
              <p className="text-sm text-ink-3">
                <time dateTime={page.stageSince.toISOString()} title={dateTime(page.stageSince)}>
                  {t('card.waiting', { span: words.waiting(page.stageSince) })}
                </time>
              </p>
            ) : null}
          </div>
          <div className="flex flex-wrap items-center gap-2" role="group" aria-label={t('card.next')}>
            <CaseActions caller={caller} page={page} words={words} />
          </div>
        </div>
        <div className="px-4 py-4">
          <CaseTrack axes={page} t={t} />
        </div>
      </div>
      <Anomalies page={page} words={words} />
      <div className="grid gap-x-8 gap-y-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <CaseRefusal caller={caller} page={page} words={words} />
          <Section id="items" title={t('card.items')}>
            <CaseItems page={page} words={words} />
          </Section>
          {/* A refusal at the door is lawful at any time: no policy judges it. */}
          {page.kind === 'refusal' ? null : <CaseVerdict caller={caller} page={page} words={words} />}
          {page.kind === 'refusal' && page.pickups.length === 0 ? null : (
            <Section id="pickup" title={t('card.pickup')}>
              <CasePickups pickups={page.pickups} words={words} />
            </Section>
          )}
          <Section id="timeline" title={t('card.timeline')}>
            <CaseTimeline page={page} words={words} />
          </Section>
        </div>
        <aside className="min-w-0">
          <div className="xl:sticky xl:top-18">
            <CaseFacts slug={merchant.slug} page={page} words={words} />
          </div>
        </aside>
      </div>
    </>
  )
}

function Anomalies({ page, words: { t, dateTime } }: { page: CasePage; words: Words }) {
  if (page.anomalies.length === 0) return null
  const events = new Map(page.timeline.map((event) => [event.id, event]))
  return (
    <Notice tone="amber" icon="triangle-exclamation-point" title={t('card.anomaliesTitle')} className="mb-6">
      <ul className="space-y-0.5">
        {page.anomalies.slice(0, 20).map(({ eventId, code }, index) => {
          const event = events.get(eventId)
          if (!event) return null
          const named = { event: t(`event.${event.type}`), date: dateTime(event.occurredAt) }
          return <li key={`${eventId}-${index}`}>{t(`card.anomalies.${code}`, named)}</li>
        })}
      </ul>
    </Notice>
  )
}

type NeighboursProps = { caller: Caller; search: CaseSearch; number: number; words: Words }

async function Neighbours({ caller, search, number, words }: NeighboursProps) {
  const { slug } = caller.merchant
  const beside = await neighbours(caller, search, number, words.now)
  const href = (to: number | null) => (to === null ? null : caseHref(slug, to, search))
  return (
    <Arrows
      slug={slug}
      search={search}
      words={words}
      previous={href(beside.previous)}
      next={href(beside.next)}
    />
  )
}

type ArrowsProps = {
  slug: string
  search: CaseSearch
  words: Words
  previous?: string | null
  next?: string | null
}

function Arrows({ words: { t }, previous = null, next = null }: ArrowsProps) {
  const gone = 'grid size-8 place-items-center text-ink-3 opacity-50 pointer-coarse:size-10'
  return (
    <>
      <NeighbourKeys previous={previous} next={next} />
      {previous ? (
        <LinkButton href={previous} icon="arrow-up" iconOnly variant="ghost" prefetch={false}>
          {`${t('card.previousCase')} (K)`}
        </LinkButton>
      ) : (
        <span className={gone}>
          <Icon name="arrow-up" />
        </span>
      )}
      {next ? (
        <LinkButton href={next} icon="arrow-down" iconOnly variant="ghost" prefetch={false}>
          {`${t('card.nextCase')} (J)`}
        </LinkButton>
      ) : (
        <span className={gone}>
          <Icon name="arrow-down" />
        </span>
      )}
    </>
  )
}
