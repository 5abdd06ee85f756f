import { Back } from '@/components/replays/back'
import { ClientMessages } from '@/components/shell/client-messages'
import { screenHref } from '@/components/shell/navigation'
import { Card, PageHeader, Section } from '@/components/ui/section'
import { VersionChoice } from '@/components/versions/version-choice'
import { VersionNote } from '@/components/versions/version-note'
import { VersionPill } from '@/components/versions/version-state'
import type { Caller } from '@/lib/caller'
import { diffRules } from '@/lib/routing/diff'
import { ruleSetVersion, type RoutingOverview, type RuleSetVersion } from '@/lib/routing/queries'
import type { RuleSetContent } from '@/lib/routing/schemas'
import { againstKey, ruleSetHref, type Against } from '@/lib/routing/search'
import type { RoutingNames } from '@/lib/routing/words'
import type { Words } from './routing-words'
import { RuleSetText } from './rule-set-text'
import { RulesDiff } from './rules-diff'
import { comparedVersions, othersOf, type Side } from './version-compare'
import { VersionFacts } from './version-facts'
import { VersionRepublish } from './version-republish'
import { stateWord } from './version-state'

type VersionScreenProps = {
  caller: Caller
  version: RuleSetVersion
  routing: RoutingOverview
  against: Against
  names: RoutingNames
  words: Words
  now: Date
}

/** One published version: how it differs from any other, and the whole of it. */
export function VersionScreen(props: VersionScreenProps) {
  const { caller, version, routing, names, words } = props
  const { t, dateTime } = words
  const { merchant } = caller
  const scheduled = routing.versions.filter(({ state }) => state === 'scheduled')
  // What is in force stays so by itself, unless something that was planned would take its place.
  const useful = version.state !== 'in_force' || scheduled.length > 0
  return (
    <>
      <PageHeader
        back={<Back href={screenHref(merchant.slug, 'routing')} label={t('title')} />}
        title={t('version.title', { number: version.number })}
        status={<VersionPill state={version.state}>{stateWord(version, words)}</VersionPill>}
        description={<VersionFacts version={version} words={words} />}
        actions={
          caller.can.has('routing.manage') && useful ? (
            <ClientMessages namespaces={['routing', 'diff', 'drafts', 'errors']}>
              <VersionRepublish
                merchantSlug={merchant.slug}
                timeZone={merchant.timeZone}
                version={{ number: version.number, content: version.content }}
                stands={version.state === 'superseded' ? 'past' : version.state}
                inForce={
                  routing.inForce && { number: routing.inForce.number, content: routing.inForce.content }
                }
                cancels={scheduled
                  .filter(({ number }) => number !== version.number)
                  .map(({ number, effectiveAt }) => ({ number, when: dateTime(effectiveAt) }))}
                newest={routing.versions[0]?.number ?? 0}
                hasDraft={routing.draft !== null}
                names={names}
              />
            </ClientMessages>
          ) : null
        }
      />
      <VersionNote note={version.note} className="mb-6" />
      <Differences {...props} />
      <Section id="version-rules" title={t('version.text')} className="max-w-5xl">
        <Card>
          <RuleSetText content={version.content} names={names} />
        </Card>
      </Section>
    </>
  )
}

async function Differences({ caller, version, routing, against, names, words, now }: VersionScreenProps) {
  const { t } = words
  const others = othersOf(version, routing)
  const found = comparedVersions(version, routing, against)
  const { slug } = caller.merchant
  const options = others.map(({ what }) => ({
    key: againstKey(what),
    label: choiceName(what, routing, words),
    href: ruleSetHref(slug, version.number, what),
  }))
  const content = async ({ what }: Side): Promise<RuleSetContent | null> => {
    if (what === 'draft') return routing.draft?.content ?? null
    const known = [version, routing.inForce].find((one) => one?.number === what.version)
    return (known ?? (await ruleSetVersion(caller, what.version, now)))?.content ?? null
  }
  const [before, after] = found ? await Promise.all([content(found.before), content(found.after)]) : []
  if (!found || !before || !after) {
    return (
      <Section
        id="version-diff"
        className="max-w-5xl"
        title={t('version.diff')}
        aside={
          options.length > 0 ? (
            <VersionChoice
              label={t('version.compareWith')}
              value=""
              options={[
                { key: '', label: t('version.with.nothing'), href: ruleSetHref(slug, version.number) },
                ...options,
              ]}
            />
          ) : null
        }
      >
        <p className="text-ink-2">{t('version.first')}</p>
      </Section>
    )
  }
  return (
    <Section
      id="version-diff"
      className="max-w-5xl"
      title={t('version.diff')}
      description={t('version.direction', {
        before: sideName(found.before, words),
        after: sideName(found.after, words),
        count: t('version.count', { count: diffRules(before, after).length }),
      })}
      aside={
        <VersionChoice
          label={t('version.compareWith')}
          value={againstKey(found.other.what)}
          options={options}
        />
      }
    >
      <RulesDiff before={before} after={after} names={names} />
    </Section>
  )
}

function sideName({ what }: Side, { t }: Words): string {
  return what === 'draft' ? t('version.side.draft') : t('version.side.version', { number: what.version })
}

function choiceName(what: Side['what'], { versions }: RoutingOverview, words: Words): string {
  const { t } = words
  if (what === 'draft') return t('version.with.draft')
  const version = versions.find(({ number }) => number === what.version)
  return t('version.with.version', { number: what.version, state: version ? stateWord(version, words) : '' })
}
