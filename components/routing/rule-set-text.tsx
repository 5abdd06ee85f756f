import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import { StatusPill } from '@/components/ui/status-pill'
import type { LocalDate } from '@/lib/dates'
import { parseRefusalSearch, refusalListHref } from '@/lib/refusals/search'
import type { RuleHits } from '@/lib/routing/queries'
import type { RoutingRule, RuleSetContent } from '@/lib/routing/schemas'
import type { RoutingNames } from '@/lib/routing/words'
import { DefaultSentence, RuleSentence } from './rule-sentence'

type Counted = { merchantSlug: string; hits: RuleHits; since: LocalDate }

type RuleSetTextProps = {
  content: RuleSetContent
  names: RoutingNames
  /** How many refusals each rule took, and since when; leads to them. */
  counted?: Counted
}

/** The whole of a version: its rules as sentences in their order, the default last. */
export function RuleSetText({ content, names, counted }: RuleSetTextProps) {
  const t = useTranslations('routing.text')
  const { rules, otherwise } = content
  return (
    <ol aria-label={t('rules')} className="divide-y divide-hairline">
      {rules.map((rule, index) => (
        <Row
          key={rule.id}
          mark={index + 1}
          faint={!rule.enabled}
          hits={counted ? <Hits {...counted} rule={rule.id} label="hitsLabel" place={index + 1} /> : null}
        >
          <RuleHead rule={rule} />
          <p className={`max-w-[100ch] text-pretty break-words ${rule.enabled ? '' : 'text-ink-3'}`}>
            <RuleSentence rule={rule} names={names} stop />
          </p>
          {rule.note === '' ? null : (
            <p className="mt-1 flex max-w-[70ch] items-start gap-1.5 text-sm text-pretty break-words whitespace-pre-line text-ink-2">
              <Icon name="message-square" size={14} className="mt-0.75 text-ink-3" />
              <span className="min-w-0">{rule.note}</span>
            </p>
          )}
        </Row>
      ))}
      <Row
        mark={<Icon name="corner-down-left" size={14} label={t('default')} />}
        hits={counted ? <Hits {...counted} rule="default" label="hitsDefault" place={0} /> : null}
      >
        <p className="max-w-[100ch] text-pretty break-words">
          <DefaultSentence then={otherwise} names={names} alone={rules.length === 0} stop />
        </p>
      </Row>
    </ol>
  )
}

/** Its name, and that it is off; nothing where there is neither. */
function RuleHead({ rule: { name, enabled } }: { rule: RoutingRule }) {
  const t = useTranslations('routing.text')
  if (name === '' && enabled) return null
  return (
    <p className="mb-0.5 flex flex-wrap items-center gap-x-2 gap-y-1">
      {name === '' ? null : (
        <span className={`min-w-0 font-semibold break-words ${enabled ? '' : 'text-ink-3'}`}>{name}</span>
      )}
      {enabled ? null : <StatusPill tone="grey">{t('off')}</StatusPill>}
    </p>
  )
}

type RowProps = { mark: ReactNode; faint?: boolean; hits: ReactNode; children: ReactNode }

function Row({ mark, faint = false, hits, children }: RowProps) {
  return (
    <li className="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3 gap-y-1 px-4 py-3 sm:grid-cols-[1.75rem_minmax(0,1fr)_auto]">
      <span
        className={`tabular grid size-6 place-items-center rounded-full bg-grey-soft text-sm font-medium ${faint ? 'text-ink-3' : 'text-grey-ink'}`}
      >
        {mark}
      </span>
      <div className="min-w-0">{children}</div>
      {hits ? <div className="text-sm max-sm:col-start-2 sm:pt-0.5 sm:pl-4 sm:text-right">{hits}</div> : null}
    </li>
  )
}

type HitsProps = Counted & { rule: string; label: 'hitsLabel' | 'hitsDefault'; place: number }

function Hits({ merchantSlug, hits, since, rule, label, place }: HitsProps) {
  const t = useTranslations('routing.text')
  const count = hits[rule] ?? 0
  if (count === 0) return <span className="text-ink-3">{t('hits', { count })}</span>
  return (
    <Link
      href={refusalListHref(merchantSlug, parseRefusalSearch({ rule, from: since })) as Route}
      aria-label={t(label, { count, place })}
      className="tabular whitespace-nowrap text-accent-ink underline-offset-2 hover:underline"
    >
      {t('hits', { count })}
    </Link>
  )
}
