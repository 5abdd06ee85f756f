import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { Card, Section } from '@/components/ui/section'
import { InForce } from '@/components/versions/in-force'
import { OverviewHeader } from '@/components/versions/overview-header'
import { VersionPill } from '@/components/versions/version-state'
import type { Caller } from '@/lib/caller'
import { soonest } from '@/lib/drafts/rules'
import { routingChoices, routingOverview, type RuleSetHead, type RuleSetVersion } from '@/lib/routing/queries'
import type { RoutingOverview } from '@/lib/routing/queries'
import { ruleDraftHref, ruleSetHref } from '@/lib/routing/search'
import { namesOf, type RoutingNames } from '@/lib/routing/words'
import { routingReplaysHref } from '@/lib/routing-replays/search'
import { NoRules } from './no-rules'
import { routingWords, type Words } from './routing-words'
import { RuleDraftCard } from './rule-draft-card'
import { RuleSetText } from './rule-set-text'
import { VersionFacts } from './version-facts'
import { VersionList } from './version-list'
import { stateWord } from './version-state'

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
      <OverviewHeader
        messages="routing"
        replaysHref={draft || versions.length > 0 ? routingReplaysHref(merchant.slug) : null}
        draftHref={
          caller.can.has('routing.manage') && inForce && !draft ? ruleDraftHref(merchant.slug) : null
        }
      />
      {draft ? (
        <RuleDraftCard caller={caller} draft={draft} inForce={inForce} names={names} words={words} />
      ) : null}
      {next && inForce ? <Coming slug={merchant.slug} version={next} words={words} /> : null}
      {inForce ? (
        <RulesInForce slug={merchant.slug} version={inForce} routing={routing} names={names} words={words} />
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

function RulesInForce({ slug, version, routing, names, words }: InForceProps) {
  const { t, day } = words
  const { hits, hitsSince: since } = routing
  return (
    <InForce
      id="routing-in-force"
      title={t('version.title', { number: version.number })}
      pill={<VersionPill state={version.state}>{stateWord(version, words)}</VersionPill>}
      facts={<VersionFacts version={version} words={words} />}
      note={version.note}
      open={{ href: ruleSetHref(slug, version.number), label: t('overview.openVersion') }}
    >
      <Card>
        <RuleSetText content={version.content} names={names} counted={{ merchantSlug: slug, hits, since }} />
      </Card>
      <p className="mt-2 max-w-[80ch] text-sm text-pretty text-ink-3">
        {t('text.window', { date: day(since) })}
      </p>
    </InForce>
  )
}
