'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useMemo, useState, type ReactNode } from 'react'
import { InlineSelect } from '@/components/ui/inline-select'
import { Input } from '@/components/ui/input'
import { Card, CardPart } from '@/components/ui/section'
import type { LocalDate } from '@/lib/dates'
import { formatLongDate, formatMoney, formatWeekday } from '@/lib/i18n/format'
import type { PolicyTerms } from '@/lib/policies/schemas'
import { sumOf, sumText } from '@/lib/typed-numbers'
import { useEditor } from './editor-context'
import type { Rules } from './editor-issues'
import { ChannelOptions, NameOptions, ReasonOptions } from './editor-options'
import type { ExampleAnswer } from './editor-rules'

type ExampleProps = {
  rules: Rules | null
  /** Null as long as something is wrong with them. */
  terms: PolicyTerms | null
  /** What the form says now, to show only what matters. */
  outside: PolicyTerms['outside']
  byChannel: boolean
  countFrom: PolicyTerms['countFrom']
  today: LocalDate
  /** Told which exception fits, by its place from 1. */
  onFits: (place: number | null) => void
}

const usualPrice = 500_000

/** «Заказ вручён 3 марта → до 10 марта, потому что…»: the terms as they stand, on an order one can change. */
export function EditorExample(props: ExampleProps) {
  const { rules, terms, byChannel, countFrom, today, onFits } = props
  const t = useTranslations('policies.example')
  const { choices, writing } = useEditor()
  const { locale, currency } = writing
  const [handedOverOn, setDate] = useState(`${today.slice(0, 4)}-03-03`)
  const [category, setCategory] = useState('')
  const [price, setPrice] = useState(() => sumText(usualPrice, writing))
  const [reason, setReason] = useState('')
  const [channel, setChannel] = useState(choices.channels[0]?.code ?? '')

  const amount = sumOf(price, writing)
  const answer = useMemo(() => {
    if (!rules || !terms || amount === null || !Number.isSafeInteger(amount)) return null
    const asked = { handedOverOn, category, price: amount, reason, channel }
    return rules.exampleAnswer(terms, asked, choices, locale)
  }, [rules, terms, amount, handedOverOn, category, reason, channel, choices, locale])

  const place = answer?.exception ?? null
  const tell = useEffectEvent(onFits)
  useEffect(() => tell(place), [place])

  const sign = formatMoney(0, currency, locale).replace(/[\d\s.,]/g, '')
  return (
    <Card>
      <CardPart title={t('title')}>
        <p className="leading-10 text-pretty text-ink-2 pointer-coarse:leading-12">
          {t.rich(byChannel ? 'sentenceChannel' : 'sentence', {
            date: () => (
              <span className="inline-block align-baseline">
                <Input
                  type="date"
                  aria-label={t('date')}
                  value={handedOverOn}
                  min="1996-01-31"
                  max="2099-12-31"
                  className="tabular w-36! px-2! leading-5 text-ink"
                  onChange={(event) => setDate(event.target.value)}
                />
              </span>
            ),
            category: () => (
              <InlineSelect
                aria-label={t('category')}
                quiet={category === ''}
                value={category}
                onChange={(event) => setCategory(event.target.value)}
              >
                <option value="">{t('noCategory')}</option>
                <NameOptions names={choices.categories} value={category} />
              </InlineSelect>
            ),
            price: () => (
              <span className="inline-flex items-baseline gap-1 whitespace-nowrap">
                {locale === 'ru' ? null : sign}
                <Input
                  aria-label={t('price')}
                  inputMode="decimal"
                  autoComplete="off"
                  maxLength={24}
                  value={price}
                  className="tabular w-22! px-2! text-center leading-5 text-ink"
                  onChange={(event) => setPrice(event.target.value)}
                  onBlur={() => {
                    if (amount !== null && Number.isSafeInteger(amount)) setPrice(sumText(amount, writing))
                  }}
                />
                {locale === 'ru' ? sign : null}
              </span>
            ),
            reason: () => (
              <InlineSelect
                aria-label={t('reason')}
                quiet={reason === ''}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              >
                <option value="">{t('noReason')}</option>
                <ReasonOptions reasons={choices.reasons} value={reason} />
              </InlineSelect>
            ),
            channel: () => (
              <InlineSelect
                aria-label={t('channel')}
                value={channel}
                onChange={(event) => setChannel(event.target.value)}
              >
                <ChannelOptions channels={choices.channels} value={channel} />
              </InlineSelect>
            ),
          })}
        </p>
        {answer && countFrom !== 'handover' ? (
          <p className="mt-1 text-sm text-pretty text-ink-3">
            {t('placed', {
              placed: formatLongDate(answer.placedOn, locale, { year: false }),
              ready: formatLongDate(answer.readyOn, locale, { year: false }),
            })}
          </p>
        ) : null}
      </CardPart>
      <CardPart>
        <div aria-live="polite" className="min-h-32">
          {answer ? (
            <Answer answer={answer} {...props} />
          ) : rules ? (
            <p className="text-ink-3">{t('broken')}</p>
          ) : null}
        </div>
      </CardPart>
    </Card>
  )
}

function Answer({ answer, terms, countFrom, outside }: ExampleProps & { answer: ExampleAnswer }) {
  const t = useTranslations('policies.example')
  const froms = useTranslations('policies.window.froms')
  const { locale } = useEditor().writing
  const { endsOn, ground, window, exception, article, defect, outcome } = answer
  const within = outcome === 'within' && endsOn !== null

  function because(): string | null {
    const span = { days: window?.days ?? terms?.days ?? 0, from: froms(countFrom) }
    const cited = { article: article ?? '' }
    switch (ground) {
      case 'shop_window':
        return exception ? t('because.exception', { ...span, place: exception }) : t('because.usual', span)
      case 'distance_refusal':
        return t('because.law', { days: span.days, ...cited })
      case 'defect':
        return t('because.defect', cited)
      default:
        if (outcome === 'not_returnable') return t('because.made_to_order', cited)
        return outcome === 'review' ? t('because.exchange_list') : null
    }
  }

  const shifted = window && window.shiftedEnd !== null && window.shiftedEnd !== window.calendarEnd
  return (
    <>
      <p className={`text-lg font-semibold ${within ? 'text-accent-ink' : 'text-amber-ink'}`}>
        {within
          ? t('until', { date: formatLongDate(endsOn, locale) })
          : t(outcome === 'not_returnable' ? 'never' : 'person')}
      </p>
      {within ? (
        <p className="text-sm text-ink-3">
          {t('weekday', { weekday: formatWeekday(endsOn, locale).replace(/,.*$/, '') })}
        </p>
      ) : null}
      <ul className="mt-2.5 space-y-1.5 text-sm text-pretty text-ink-2">
        <Line>{because()}</Line>
        {shifted ? (
          <Line>
            {t('because.shift', { date: formatLongDate(window.calendarEnd, locale, { year: false }) })}
          </Line>
        ) : null}
        {window?.shifts && window.shiftedEnd === null ? <Line>{t('because.unknown')}</Line> : null}
        <Line>{t(`next.${answer.next}`)}</Line>
        {within && ground !== 'defect' ? <Line>{t(`after.${outside}`)}</Line> : null}
        {defect ? (
          <Line>
            {t('defectToo', { date: formatLongDate(defect.endsOn, locale), article: defect.article })}
          </Line>
        ) : null}
      </ul>
    </>
  )
}

function Line({ children }: { children: ReactNode }) {
  if (!children) return null
  return (
    <li className="relative pl-3.5 before:absolute before:top-2 before:left-0 before:size-1 before:rounded-full before:bg-field">
      {children}
    </li>
  )
}
