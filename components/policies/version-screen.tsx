import { Back } from '@/components/replays/back'
import { ClientMessages } from '@/components/shell/client-messages'
import { screenHref } from '@/components/shell/navigation'
import { Card, PageHeader, Section } from '@/components/ui/section'
import { VersionChoice } from '@/components/versions/version-choice'
import { VersionNote } from '@/components/versions/version-note'
import { VersionPill } from '@/components/versions/version-state'
import type { Caller } from '@/lib/caller'
import type { ReasonChoice } from '@/lib/pickups/queries'
import { diffTerms } from '@/lib/policies/diff'
import type { PolicyOverview, PolicyVersion } from '@/lib/policies/queries'
import { againstKey, policyVersionHref, type Against } from '@/lib/policies/search'
import type { Words } from './policy-words'
import { TermsDiff } from './terms-diff'
import { TermsText } from './terms-text'
import { comparedVersions, othersOf, type Side } from './version-compare'
import { VersionFacts } from './version-facts'
import { VersionRevert } from './version-revert'
import { stateWord } from './version-state'

type VersionScreenProps = {
  caller: Caller
  version: PolicyVersion
  policy: PolicyOverview
  against: Against
  reasons: readonly ReasonChoice[]
  words: Words
}

/** One published version: how it differs from any other, and the whole of it. */
export function VersionScreen({ caller, version, policy, against, reasons, words }: VersionScreenProps) {
  const { t } = words
  const { merchant } = caller
  const { number, terms } = version
  const others = othersOf(version, policy)
  const { other, before, after } = comparedVersions(version, others, against)
  const context = { currency: merchant.currency, reasons }
  const { draft } = policy
  return (
    <>
      <PageHeader
        back={<Back href={screenHref(merchant.slug, 'policy')} label={t('title')} />}
        title={t('version.title', { number })}
        status={<VersionPill state={version.state}>{stateWord(version, words)}</VersionPill>}
        description={<VersionFacts version={version} versions={policy.versions} words={words} />}
        actions={
          caller.can.has('policy.manage') && version.state !== 'in_force' ? (
            <ClientMessages namespaces={['versions', 'errors']}>
              <VersionRevert
                merchantSlug={merchant.slug}
                timeZone={merchant.timeZone}
                number={number}
                terms={terms}
                newest={policy.versions[0]?.number ?? 0}
                draft={
                  draft && {
                    revision: draft.revision,
                    who: draft.updatedBy,
                    at: draft.updatedAt.toISOString(),
                  }
                }
              />
            </ClientMessages>
          ) : null
        }
      />
      <VersionNote note={version.note} className="mb-6" />
      <Section
        id="version-diff"
        className="max-w-4xl"
        title={t('version.diff')}
        description={t('version.direction', {
          before: sideName(before, words),
          after: sideName(after, words),
          count: t('diff.count', { count: diffTerms(before.terms, after.terms).length }),
        })}
        aside={
          <VersionChoice
            label={t('version.compareWith')}
            value={againstKey(other.what)}
            options={others.map((side) => ({
              key: againstKey(side.what),
              label: choiceName(side, policy, words),
              href: policyVersionHref(merchant.slug, number, side.what),
            }))}
          />
        }
      >
        <TermsDiff before={before.terms} after={after.terms} {...context} />
      </Section>
      <Section id="version-terms" title={t('version.terms')} className="max-w-4xl">
        <Card className="px-4 py-4 sm:px-5">
          <TermsText terms={terms} {...context} />
        </Card>
      </Section>
    </>
  )
}

function sideName({ what }: Side, { t }: Words): string {
  return typeof what === 'string'
    ? t(`version.side.${what}`)
    : t('version.side.version', { number: what.version })
}

function choiceName({ what }: Side, { versions }: PolicyOverview, words: Words): string {
  const { t } = words
  if (typeof what === 'string') return t(`version.with.${what}`)
  const version = versions.find(({ number }) => number === what.version)
  const state = version ? stateWord(version, words) : ''
  return t('version.with.version', { number: what.version, state })
}
