import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { Card, Section } from '@/components/ui/section'
import { InForce } from '@/components/versions/in-force'
import { OverviewHeader } from '@/components/versions/overview-header'
import { VersionPill } from '@/components/versions/version-state'
import type { Caller } from '@/lib/caller'
import { soonest } from '@/lib/drafts/rules'
import { reasonChoices, type ReasonChoice } from '@/lib/pickups/queries'
import { policyOverview, type PolicyOverview, type PolicyVersion } from '@/lib/policies/queries'
import { lawOnlyTerms } from '@/lib/policies/schemas'
import { policyDraftHref, policyVersionHref } from '@/lib/policies/search'
import { replaysHref } from '@/lib/replays/search'
import { PolicyDraftCard } from './policy-draft-card'
import { LawCard } from './policy-law'
import { policyWords, type Words } from './policy-words'
import { TermsText } from './terms-text'
import { VersionFacts } from './version-facts'
import { VersionList } from './version-list'
import { stateWord } from './version-state'

/** Until when goods may come back: what is in force now, what is being written, what comes and what was. */
export async function PolicyScreen({ caller, now }: { caller: Caller; now: Date }) {
  const { merchant } = caller
  const [policy, reasons, words] = await Promise.all([
    policyOverview(caller, now),
    reasonChoices(caller),
    policyWords(merchant, now),
  ])
  const { t } = words
  const { inForce, draft, versions } = policy
  const next = soonest(versions)
  const part = { caller, reasons, words }
  return (
    <>
      <OverviewHeader
        messages="versions"
        replaysHref={draft || versions.length > 0 ? replaysHref(merchant.slug) : null}
        draftHref={
          caller.can.has('policy.manage') && inForce && !draft ? policyDraftHref(merchant.slug) : null
        }
      />
      {draft ? <PolicyDraftCard {...part} draft={draft} inForce={inForce} /> : null}
      {next ? <Coming slug={merchant.slug} version={next} words={words} /> : null}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 xl:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="min-w-0">
          {inForce ? (
            <PolicyInForce {...part} version={inForce} policy={policy} />
          ) : (
            <LawAlone {...part} policy={policy} next={next} />
          )}
        </div>
        <div className="self-start max-xl:order-last">
          <LawCard today={policy.today} words={words} />
        </div>
        <Section
          id="policy-versions"
          title={t('list.title')}
          description={t('list.lead')}
          className="min-w-0 xl:col-span-2"
        >
          <VersionList merchantSlug={merchant.slug} versions={versions} words={words} />
        </Section>
      </div>
    </>
  )
}

function Coming({
  slug,
  version,
  words: { t, day },
}: {
  slug: string
  version: PolicyVersion
  words: Words
}) {
  return (
    <Notice
      tone="blue"
      title={t('overview.scheduled', { number: version.number, date: day(version.effectiveFrom) })}
      action={
        <LinkButton href={policyVersionHref(slug, version.number)} size="sm">
          {t('overview.scheduledOpen')}
        </LinkButton>
      }
      className="mb-6"
    >
      {t('overview.scheduledText')}
    </Notice>
  )
}

type PartProps = { caller: Caller; reasons: readonly ReasonChoice[]; words: Words; policy: PolicyOverview }

function PolicyInForce({ caller, reasons, words, policy, version }: PartProps & { version: PolicyVersion }) {
  const { t } = words
  const { slug, currency } = caller.merchant
  return (
    <InForce
      id="policy-in-force"
      title={t('version.title', { number: version.number })}
      pill={<VersionPill state={version.state}>{stateWord(version, words)}</VersionPill>}
      facts={<VersionFacts version={version} versions={policy.versions} words={words} />}
      note={version.note}
      open={{ href: policyVersionHref(slug, version.number), label: t('overview.openVersion') }}
    >
      <Card className="px-4 py-4 sm:px-5">
        <TermsText terms={version.terms} currency={currency} reasons={reasons} />
      </Card>
    </InForce>
  )
}

function LawAlone({ caller, reasons, words, policy, next }: PartProps & { next: PolicyVersion | null }) {
  const { t, day } = words
  const { slug, currency } = caller.merchant
  const mayWrite = caller.can.has('policy.manage')
  return (
    <>
      <Notice
        tone="grey"
        icon="info"
        title={next ? t('overview.lawUntil', { date: day(next.effectiveFrom) }) : t('overview.lawTitle')}
        action={
          mayWrite && !policy.draft && !next ? (
            <LinkButton href={policyDraftHref(slug)} variant="primary" icon="pencil">
              {t('overview.write')}
            </LinkButton>
          ) : null
        }
        className="mb-6"
      >
        {t('overview.lawText')} {mayWrite ? null : t('overview.lawReader')}
      </Notice>
      <Section id="policy-law" title={t('overview.lawTerms')}>
        <Card className="px-4 py-4 sm:px-5">
          <TermsText terms={lawOnlyTerms} currency={currency} reasons={reasons} />
        </Card>
      </Section>
    </>
  )
}
