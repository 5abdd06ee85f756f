'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useWatch } from 'react-hook-form'
import { VerdictMark } from '@/components/policies/verdict-sentence'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { Card, CardPart } from '@/components/ui/section'
import { formatMoney, formatSlot } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { PickupForm } from '@/lib/pickups/rules'
import type { CaseVerdict } from '@/lib/policies/verdict'
import { DecisionPart, type DecisionNeeded } from './decision-part'
import type { Subject } from './subject'

const named = 4

type SummaryProps = {
  subject: Subject
  carrier: string | null
  pending: boolean
  saved: boolean
  notice: ReactNode
  /** What the goods would be answered, as far as it is known. */
  verdict: CaseVerdict | null
  /** Said before it is sent: that somebody has to decide, or that this is the decision. */
  decision: DecisionNeeded | null
}

/** What is about to be ordered, in words, and the button that orders it. */
export function Summary({ subject, carrier, pending, saved, notice, verdict, decision }: SummaryProps) {
  const t = useTranslations('pickups.summary')
  const locale = parseLocale(useLocale())
  const [items, recipient, address, slot, requirements] = useWatch<
    PickupForm,
    readonly ['items', 'recipient', 'address', 'slot', 'requirements']
  >({ name: ['items', 'recipient', 'address', 'slot', 'requirements'] })

  const chosen = subject.lines.flatMap((line) => {
    const quantity =
      subject.kind === 'case'
        ? line.left
        : (items?.find((item) => item.orderLineId === line.id)?.quantity ?? 0)
    return quantity > 0 ? [{ line, quantity }] : []
  })
  const sum = chosen.reduce((total, { line, quantity }) => total + line.unitPrice * quantity, 0)
  const tasks = (['packagingCheck', 'photos', 'act'] as const).filter((task) => requirements?.[task])
  const where = [
    address.city,
    address.line,
    address.apartment ? t('apartment', { number: address.apartment }) : '',
  ]

  const handsOver = decision !== null && !decision.mayDecide
  const step = !handsOver ? 'submit' : decision.verdict.next === 'decline' ? 'decline' : 'handOver'
  const then = handsOver ? 'thenDecision' : subject.kind === 'order' ? 'thenOrder' : 'thenCase'

  return (
    <Card>
      <CardPart title={t('title')}>
        <dl className="space-y-3">
          <Row term={t('items')} section="items" empty={chosen.length === 0 ? t('noItems') : null}>
            <ul className="space-y-0.5">
              {chosen.slice(0, named).map(({ line, quantity }) => (
                <li key={line.id} className="flex gap-2">
                  <span className="min-w-0 flex-1 truncate">{line.name}</span>
                  <span className="tabular shrink-0 text-ink-2">× {quantity}</span>
                </li>
              ))}
            </ul>
            {chosen.length > named ? (
              <p className="text-ink-3">{t('more', { count: chosen.length - named })}</p>
            ) : null}
            <p className="tabular mt-1 flex justify-between gap-3 font-medium">
              <span>
                {t('pieces', { count: chosen.reduce((total, { quantity }) => total + quantity, 0) })}
              </span>
              <span>{formatMoney(sum, subject.currency, locale)}</span>
            </p>
          </Row>
          {verdict ? (
            <Row term={t('window')} section="items" empty={null}>
              <VerdictMark verdict={verdict} />
            </Row>
          ) : null}
          <Row
            term={t('person')}
            section="person"
            empty={recipient.name || recipient.phone ? null : t('noPerson')}
          >
            <p className="break-words">{recipient.name}</p>
            <p className="tabular text-ink-2">{recipient.phone}</p>
          </Row>
          <Row
            term={t('address')}
            section="person"
            empty={address.city || address.line ? null : t('noAddress')}
          >
            <p className="break-words">{where.filter(Boolean).join(', ')}</p>
          </Row>
          <Row term={t('slot')} section="slot" empty={slot.date === '' ? t('noSlot') : null}>
            <p className="tabular font-medium">{slot.date === '' ? null : formatSlot(slot, locale)}</p>
          </Row>
          {tasks.length > 0 ? (
            <Row term={t('courier')} section="courier" empty={null}>
              <p>{tasks.map((task) => t(`tasks.${task}`)).join(', ')}</p>
            </Row>
          ) : null}
        </dl>
      </CardPart>
      <CardPart>
        <div aria-live="polite" className="mb-3 empty:hidden">
          {notice}
        </div>
        {decision ? <DecisionPart {...decision} /> : null}
        <Button
          type="submit"
          variant="primary"
          size="lg"
          pending={pending}
          className="w-full"
          aria-keyshortcuts="Control+Enter"
        >
          {t(step)}
        </Button>
        <p className="mt-2 flex items-center justify-center gap-1 text-sm text-ink-3 pointer-coarse:hidden">
          <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd>
        </p>
        <p className="mt-2 text-sm text-pretty text-ink-3">
          {carrier || handsOver ? t(then, { carrier: carrier ?? '' }) : null} {saved ? t('saved') : null}
        </p>
      </CardPart>
    </Card>
  )
}

/** One part of the summary; what is missing leads to its section. */
function Row({
  term,
  section,
  empty,
  children,
}: {
  term: string
  section: string
  empty: string | null
  children: ReactNode
}) {
  return (
    <div>
      <dt className="text-sm text-ink-3">{term}</dt>
      <dd className="min-w-0">
        {empty ? (
          <a
            href={`#${section}`}
            tabIndex={-1}
            className="text-ink-3 underline decoration-dotted underline-offset-3 hover:text-ink"
          >
            {empty}
          </a>
        ) : (
          children
        )}
      </dd>
    </div>
  )
}
