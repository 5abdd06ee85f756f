import type { Route } from 'next'
import Link from 'next/link'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { Card, PageHeader, Section } from '@/components/ui/section'
import { VersionNote } from '@/components/versions/version-note'
import type { Caller } from '@/lib/caller'
import { routingChoices, routingOverview, type RuleSetHead, type RuleSetVersion } from '@/lib/routing/queries'
import type { RoutingOverview } from '@/lib/routing/queries'
import { ruleDraftHref, ruleSetHref } from '@/lib/routing/search'
import { namesOf, type RoutingNames } from '@/lib/routing/words'
import { routingReplaysHref } from '@/lib/routing-replays/search'
import { NoRules } from './no-rules'
import { routingWords, type Words } from './routing-words'
import { DraftCard } from './rule-draft-card'
import { RuleSetText } from './rule-set-text'
import { VersionFacts } from './version-facts'
import { VersionList } from './version-list'
import { VersionPill } from './version-state'

/** What happens on a refusal: the rules in force and what each took, what is being written, what comes and what was. */
export async function RoutingScreen({ caller, now }: { caller: Caller; now: Date }) {
  const { merchant } = caller
  const [routing, choices, words] = await Promise.all([
    routingOverview(caller, now),
    routingChoices(caller),
    routingWords(merchant, now),
  ])
  const { t } = words
  const names = namesOf(choices)
  const { inForce, draft, versions } = routing
  const next = soonest(versions)
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('lead')}
        actions={
          <>
            {draft || versions.length > 0 ? (
              <LinkButton href={routingReplaysHref(merchant.slug)} icon="rotate-ccw-clock">
                {t('overview.replays')}
              </LinkButton>
            ) : null}
            {caller.can.has('routing.manage') && inForce && !draft ? (
              <LinkButton href={ruleDraftHref(merchant.slug)} variant="primary" icon="pencil">
                {t('overview.edit')}
              </LinkButton>
            ) : null}
          </>
        }
      />
      {draft ? (
        <DraftCard caller={caller} draft={draft} inForce={inForce} names={names} words={words} />
      ) : null}
      {next && inForce ? <Coming slug={merchant.slug} version={next} words={words} /> : null}
      {inForce ? (
        <InForce slug={merchant.slug} version={inForce} routing={routing} names={names} words={words} />
      ) : (
        <NoRules
          words={words}
          next={next}
          draft={draft !== null}
          writeHref={caller.can.has('routing.manage') ? ruleDraftHref(merchant.slug) : null}
          nextHref={next && ruleSetHref(merchant.slug, next.number)}
        />
      )}
      <Section id="routing-versions" title={t('list.title')} description={t('list.lead')}>
        <VersionList merchantSlug={merchant.slug} versions={versions} words={words} />
      </Section>
    </>
  )
}

/** The scheduled version that takes effect first. */
function soonest(versions: readonly RuleSetHead[]): RuleSetHead | null {
  const scheduled = versions.filter(({ state }) => state === 'scheduled')
  return scheduled.toSorted((a, b) => a.effectiveAt.getTime() - b.effectiveAt.getTime())[0] ?? null
}

type ComingProps = { slug: string; version: RuleSetHead; words: Words }

function Coming({ slug, version, words: { t, dateTime } }: ComingProps) {
  return (
    <Notice
      tone="blue"
      icon="calendar-clock"
      title={t('overview.scheduled', { number: version.number, when: dateTime(version.effectiveAt) })}
      action={
        <LinkButton href={ruleSetHref(slug, version.number)} size="sm">
          {t('overview.scheduledOpen')}
        </LinkButton>
      }
      className="mb-6"
    >
      {t('overview.scheduledText')}
    </Notice>
  )
}

type InForceProps = {
  slug: string
  version: RuleSetVersion
  routing: RoutingOverview
  names: RoutingNames
  words: Words
}

function InForce({ slug, version, routing, names, words }: InForceProps) {
  const { t, day } = words
  const { hits, hitsSince: since } = routing
  return (
    <Section
      id="routing-in-force"
      title={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {t('version.title', { number: version.number })}
          <VersionPill version={version} words={words} />
        </span>
      }
      description={<VersionFacts version={version} words={words} />}
      aside={
        <Link
          href={ruleSetHref(slug, version.number) as Route}
          className="text-sm text-accent-ink underline underline-offset-2"
        >
          {t('overview.openVersion')}
        </Link>
      }
    >
      <VersionNote note={version.note} className="mb-4" />
      <Card className="max-w-5xl">
        <RuleSetText content={version.content} names={names} counted={{ merchantSlug: slug, hits, since }} />
      </Card>
      <p className="mt-2 max-w-[80ch] text-sm text-ink-3">{t('text.window', { date: day(since) })}</p>
    </Section>
  )
}
