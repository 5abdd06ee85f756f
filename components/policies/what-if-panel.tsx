'use client'

import { useTranslations } from 'next-intl'
import { useSearchParams } from 'next/navigation'
import { useId, useState, type DragEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Card, CardPart } from '@/components/ui/section'
import { Select } from '@/components/ui/select'
import { TextSkeleton } from '@/components/ui/skeleton'
import type { LocalDate } from '@/lib/dates'
import type { ReasonChoice } from '@/lib/pickups/queries'
import type { PolicyTerms } from '@/lib/policies/schemas'
import { ReasonOptions } from './editor-options'
import { useWhatIf } from './use-what-if'
import { WhatIfAnswer } from './what-if-answer'
import { droppedOrder } from './what-if-drop'
import { WhatIfFinder } from './what-if-finder'

type WhatIfPanelProps = {
  merchantSlug: string
  timeZone: string
  /** The merchant's date. */
  today: LocalDate
  reasons: readonly ReasonChoice[]
  /** The form's terms as they stand, asked on every drawing; null while something is wrong with them. */
  terms: () => PolicyTerms | null
}

/**
 * Any real order under the terms that are being written, beside those that are in force for it. The order stands in the
 * address (`?order=`). Needs the messages `replays` and `policies`.
 */
export function WhatIfPanel({ merchantSlug, timeZone, today, reasons, terms: read }: WhatIfPanelProps) {
  const t = useTranslations('replays.whatIf')
  const id = useId()
  const address = useSearchParams()
  const [orderNumber, setOrderNumber] = useState(() => (address.get('order') ?? '').trim().slice(0, 100))
  const [reason, setReason] = useState('')
  const [demandedOn, setDemandedOn] = useState('')
  const [over, setOver] = useState(false)
  const terms = read()
  const { answer, asking, retry } = useWhatIf(merchantSlug, { orderNumber, reason, demandedOn }, terms)

  function choose(number: string) {
    setOrderNumber(number)
    const url = new URL(window.location.href)
    if (number === '') url.searchParams.delete('order')
    else url.searchParams.set('order', number)
    window.history.replaceState(null, '', url)
  }

  const dropping = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes('text/plain')) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy' as const
      setOver(true)
    },
    onDragLeave: (event: DragEvent) => {
      if (event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)) return
      setOver(false)
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      const number = droppedOrder(event.dataTransfer.getData('text/plain'))
      if (number !== null) choose(number)
    },
  }

  return (
    <section aria-labelledby={`${id}-title`} className="relative" {...dropping}>
      <Card className={over ? 'ring-2 ring-accent' : ''}>
        <CardPart>
          <h3 id={`${id}-title`} className="mb-2.5 text-sm font-semibold">
            {t('title')}
          </h3>
          {orderNumber === '' ? (
            <WhatIfFinder merchantSlug={merchantSlug} timeZone={timeZone} over={over} onChoose={choose} />
          ) : (
            <div className="space-y-3">
              <div className="flex items-center justify-between gap-3">
                <p className="min-w-0 truncate font-medium">{t('order', { number: orderNumber })}</p>
                <Button variant="ghost" size="sm" icon="x" onClick={() => choose('')}>
                  {t('another')}
                </Button>
              </div>
              <div className="grid grid-cols-[minmax(0,1fr)_9rem] gap-3">
                <Field id={`${id}-reason`} label={t('reason')}>
                  {(aria) => (
                    <Select {...aria} value={reason} onChange={(event) => setReason(event.target.value)}>
                      <option value="">{t('noReason')}</option>
                      <ReasonOptions reasons={reasons} value={reason} />
                    </Select>
                  )}
                </Field>
                <Field id={`${id}-day`} label={t('day')}>
                  {(aria) => (
                    <Input
                      {...aria}
                      type="date"
                      className="tabular"
                      min="1996-01-31"
                      max={today}
                      value={demandedOn === '' ? today : demandedOn}
                      onChange={(event) => setDemandedOn(event.target.value)}
                    />
                  )}
                </Field>
              </div>
            </div>
          )}
        </CardPart>
        {orderNumber === '' ? null : (
          <CardPart>
            <div aria-live="polite" aria-busy={asking} className="min-h-24">
              {terms === null && answer === null ? (
                <p className="text-ink-3">{t('broken')}</p>
              ) : answer === null ? (
                <>
                  <span className="sr-only">{t('asking')}</span>
                  <TextSkeleton lines={4} />
                </>
              ) : answer === 'failed' ? (
                <Notice
                  tone="red"
                  action={
                    <Button size="sm" icon="refresh-cw" onClick={retry}>
                      {t('retry')}
                    </Button>
                  }
                >
                  {t('failed')}
                </Notice>
              ) : answer === 'gone' ? (
                <p className="flex gap-2 text-ink-2">
                  <Icon name="search-x" className="mt-0.5 text-ink-3" />
                  {t('gone', { number: orderNumber })}
                </p>
              ) : (
                <div className={asking || terms === null ? 'opacity-60 transition-opacity' : ''}>
                  {terms === null ? <p className="mb-2 text-red-ink">{t('broken')}</p> : null}
                  <WhatIfAnswer whatIf={answer} />
                </div>
              )}
            </div>
          </CardPart>
        )}
      </Card>
    </section>
  )
}
