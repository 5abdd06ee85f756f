'use client'

import { useLocale, useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/status-pill'
import { daysBetween } from '@/lib/dates'
import { formatLongDate, formatMoney } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { WhatIf } from '@/lib/policies/queries'
import type { CaseVerdict, ItemVerdict } from '@/lib/policies/verdict'
import { sameDecision } from '@/lib/replays/rules'

type Line = WhatIf['lines'][number] & { now: ItemVerdict; draft: ItemVerdict }
type Answer = Pick<ItemVerdict, 'outcome' | 'endsOn'>

/** So many lines are shown before the rest is folded, where nothing changes for it. */
const unfolded = 3

/** The order's answer now and with the draft, then line by line; what differs stands on top. */
export function WhatIfAnswer({ whatIf }: { whatIf: WhatIf }) {
  const t = useTranslations('replays.whatIf')
  const locale = parseLocale(useLocale())
  const { order, now, draft, currency } = whatIf
  const lines = linesOf(whatIf)
  const changed = lines.filter((line) => differ(line.now, line.draft))
  const same = lines.filter((line) => !differ(line.now, line.draft))
  const open = changed.length > 0 && same.length > unfolded ? changed : [...changed, ...same]
  const facts = [
    t('placed', { date: formatLongDate(order.placedOn, locale) }),
    order.handedOverOn
      ? t('handedOver', { date: formatLongDate(order.handedOverOn, locale) })
      : t('notHandedOver'),
  ]
  const untouched = changed.length === 0 && sameDecision(now, draft)
  return (
    <div className="space-y-3.5">
      <p className="text-sm text-ink-3">{facts.join(', ')}</p>
      {untouched ? <p className="font-medium text-pretty">{t('sameAll')}</p> : null}
      <Whole now={now} draft={draft} />
      <ul className="divide-y divide-hairline border-t border-hairline">
        {open.map((line) => (
          <LineAnswer key={line.id} line={line} currency={currency} />
        ))}
      </ul>
      {open.length < lines.length ? (
        <details>
          <summary className="text-sm text-ink-2">{t('rest', { count: same.length })}</summary>
          <ul className="mt-2 divide-y divide-hairline border-t border-hairline">
            {same.map((line) => (
              <LineAnswer key={line.id} line={line} currency={currency} />
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  )
}

function linesOf({ lines, now, draft }: WhatIf): Line[] {
  const answers = (verdict: CaseVerdict) => new Map(verdict.items.map((item) => [item.id, item]))
  const [before, after] = [answers(now), answers(draft)]
  return lines.flatMap((line) => {
    const [one, other] = [before.get(line.id), after.get(line.id)]
    return one && other ? [{ ...line, now: one, draft: other }] : []
  })
}

function differ(one: Answer, other: Answer): boolean {
  return one.outcome !== other.outcome || one.endsOn !== other.endsOn
}

/** What becomes of the whole return by itself, where that is another thing. */
function Whole({ now, draft }: { now: CaseVerdict; draft: CaseVerdict }) {
  const t = useTranslations('replays.whatIf')
  const by = now.policyNumber === null ? t('byLaw') : t('byVersion', { number: now.policyNumber })
  const other = now.next !== draft.next
  return (
    <dl className="space-y-1">
      <Side label={`${t('now')} (${by})`} text={t(`next.${now.next}`)} quiet />
      <Side label={t('draft')} text={t(`next.${draft.next}`)} marked={other} />
    </dl>
  )
}

function Side({
  label,
  text,
  quiet,
  marked,
  mark,
}: {
  label: string
  text: string
  quiet?: boolean
  marked?: boolean
  mark?: string | undefined
}) {
  return (
    <div className={`text-pretty ${quiet ? 'text-ink-2' : ''}`}>
      <dt className="inline text-ink-3">{label}: </dt>
      <dd className="inline">
        {marked ? (
          <mark className="rounded-sm bg-accent-soft px-1 py-0.5 font-medium text-accent-ink">{text}</mark>
        ) : (
          text
        )}
        {mark ? (
          <>
            {' '}
            <Badge>{mark}</Badge>
          </>
        ) : null}
      </dd>
    </div>
  )
}

function LineAnswer({ line, currency }: { line: Line; currency: string }) {
  const t = useTranslations('replays.whatIf')
  const locale = parseLocale(useLocale())
  const sentence = useAnswerText()
  const mark = useMark()
  const marked = differ(line.now, line.draft)
  return (
    <li className="py-2.5">
      <p className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 font-medium break-words">{line.name}</span>
        <span className="tabular text-sm whitespace-nowrap text-ink-3">
          {formatMoney(line.unitPrice, currency, locale)}
        </span>
      </p>
      <dl className="mt-1 space-y-1">
        <Side label={t('now')} text={sentence(line.now)} quiet />
        <Side
          label={t('draft')}
          text={sentence(line.draft)}
          marked={marked}
          mark={marked ? mark(line.now, line.draft) : undefined}
        />
      </dl>
    </li>
  )
}

function useAnswerText(): (answer: Answer) => string {
  const t = useTranslations('replays.whatIf')
  const locale = parseLocale(useLocale())
  return ({ outcome, endsOn }) => {
    const date = endsOn === null ? '' : formatLongDate(endsOn, locale)
    switch (outcome) {
      case 'within':
        return endsOn === null ? t('withinOpen') : t('within', { date })
      case 'outside':
        return endsOn === null ? t('outsideNone') : t('outside', { date })
      case 'not_returnable':
        return t('not_returnable')
      case 'review':
        return endsOn === null ? t('review') : t('reviewUntil', { date })
    }
  }
}

function useMark(): (now: Answer, draft: Answer) => string {
  const t = useTranslations('replays')
  return (now, draft) => {
    if (now.endsOn === null || draft.endsOn === null || now.endsOn === draft.endsOn) return t('whatIf.other')
    const days = daysBetween(now.endsOn, draft.endsOn)
    return days > 0 ? t('longer', { count: days }) : t('shorter', { count: -days })
  }
}
