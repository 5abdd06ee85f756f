import type { Route } from 'next'
import Link from 'next/link'
import { Section } from '@/components/ui/section'
import { Badge } from '@/components/ui/status-pill'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { Caller } from '@/lib/caller'
import type { RoutingReplay } from '@/lib/routing-replays/queries'
import type { RoutingReplaySearch } from '@/lib/routing-replays/search'
import { byDefault } from '@/lib/routing-replays/ways'
import { routingChoices } from '@/lib/routing/queries'
import type { RoutingRule } from '@/lib/routing/schemas'
import { namesOf, type RoutingNames } from '@/lib/routing/words'
import type { ListHref } from './replay-result'
import type { Words } from './replay-words'
import { DefaultSentence, RuleSentence } from './rule-sentence'

type RulesProps = {
  caller: Caller
  replay: RoutingReplay
  search: RoutingReplaySearch
  words: Words
  href: ListHref
}

/** How often each rule fired, which never did, and what was left to the default. */
export async function RoutingReplayRules({ caller, replay, search, words, href }: RulesProps) {
  const { t, number, percent } = words
  const { content, hits, judged, changedBy } = replay
  const names = namesOf(await routingChoices(caller))
  const never = content.rules.filter(({ id, enabled }) => enabled && !hits[id]).length
  const rest = hits[byDefault] ?? 0
  const part = { hits, changedBy, judged, search, words, href }
  return (
    <Section
      id="replay-rules"
      title={t('rules.title')}
      description={[
        content.rules.length === 0
          ? null
          : never > 0
            ? t('rules.never', { count: never })
            : content.rules.every(({ enabled }) => enabled)
              ? t('rules.all')
              : null,
        t('rules.otherwise', { count: number(rest), countOf: rest, share: percent(rest / judged) }),
      ]
        .filter(Boolean)
        .join(' ')}
    >
      <div className="max-h-160 overflow-y-auto overscroll-contain">
        <Table label={t('tables.rules')}>
          <thead>
            <tr>
              <Th className="top-0!">{t('rules.rule')}</Th>
              <Th numeric className="top-0!">
                {t('rules.hits')}
              </Th>
              <Th numeric className="top-0!">
                {t('rules.changed')}
              </Th>
            </tr>
          </thead>
          <tbody>
            {content.rules.map((rule, index) => (
              <RuleLine key={rule.id} id={rule.id} enabled={rule.enabled} {...part}>
                <RuleName rule={rule} position={index + 1} names={names} words={words} />
              </RuleLine>
            ))}
            <RuleLine id={byDefault} enabled {...part}>
              <span className="block font-medium">{t('rules.default')}</span>
              <span className="block text-sm text-ink-2">
                <DefaultSentence then={content.otherwise} names={names} alone={content.rules.length === 0} />
              </span>
            </RuleLine>
          </tbody>
        </Table>
      </div>
    </Section>
  )
}

type NameProps = { rule: RoutingRule; position: number; names: RoutingNames; words: Words }

function RuleName({ rule, position, names, words: { t } }: NameProps) {
  return (
    <>
      <span className="block font-medium">
        {position}. {rule.name === '' ? t('rules.number', { number: position }) : rule.name}
      </span>
      <span className="block text-sm text-ink-2">
        <RuleSentence rule={rule} names={names} />
      </span>
    </>
  )
}

type LineProps = Pick<RoutingReplay, 'hits' | 'changedBy' | 'judged'> &
  Pick<RulesProps, 'search' | 'words' | 'href'> & { id: string; enabled: boolean; children: React.ReactNode }

function RuleLine({ id, enabled, hits, changedBy, judged, search, words, href, children }: LineProps) {
  const { t, number, percent } = words
  const [fired, changed] = [hits[id] ?? 0, changedBy[id] ?? 0]
  const shown = search.rule.length === 1 && search.rule[0] === id
  return (
    <Tr selected={shown}>
      <Td className="w-full py-2 align-top">
        <div className="min-w-40 break-words sm:min-w-52 whitespace-normal">{children}</div>
      </Td>
      <Td numeric className="py-2 align-top">
        {fired > 0 ? (
          <>
            <span className="tabular block">{number(fired)}</span>
            <span className="tabular block text-sm text-ink-3">{percent(fired / judged)}</span>
          </>
        ) : enabled ? (
          <Badge tone="amber">{t('rules.neverFired')}</Badge>
        ) : (
          <Badge>{t('rules.off')}</Badge>
        )}
      </Td>
      <Td numeric className="py-2 align-top">
        {changed > 0 ? (
          <Link
            href={href({ rule: [id] }) as Route}
            aria-label={t('flows.opens', { count: number(changed) })}
            aria-current={shown || undefined}
            className="tabular underline decoration-edge underline-offset-4 hover:decoration-accent"
          >
            {number(changed)}
          </Link>
        ) : (
          <span className="tabular text-ink-3">{fired > 0 ? number(0) : '—'}</span>
        )}
      </Td>
    </Tr>
  )
}
