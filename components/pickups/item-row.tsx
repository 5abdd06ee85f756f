'use client'

import type { Route } from 'next'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { memo, useState, type KeyboardEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Input } from '@/components/ui/input'
import { formatDate, formatMoney, formatTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { ReasonChoice } from '@/lib/pickups/queries'
import type { ChosenItem } from '@/lib/pickups/rules'
import { QuantityStepper } from './quantity-stepper'
import { ReasonSelect } from './reason-select'
import type { SubjectLine } from './subject'

export type ItemFailure = { quantity?: string; reason?: string; comment?: string }

type ItemRowProps = {
  line: SubjectLine
  item: ChosenItem | undefined
  currency: string
  timeZone: string
  merchantSlug: string
  reasons: readonly ReasonChoice[]
  failure: ItemFailure | undefined
  onQuantity: (line: SubjectLine, quantity: number) => void
  onChange: (line: SubjectLine, more: Partial<ChosenItem>) => void
}

/** One line of the order: a box, and when it is chosen how many, why, and what the customer said. */
export const ItemRow = memo(function ItemRow(props: ItemRowProps) {
  const { line, item, currency, reasons, failure, onQuantity, onChange } = props
  const t = useTranslations('pickups.items')
  const locale = parseLocale(useLocale())
  const [wordy, setWordy] = useState(false)
  const id = `line-${line.id}`
  const gone = line.left === 0
  const commented = wordy || Boolean(item?.comment)

  return (
    <li
      className={`px-3 py-2.5 not-first:border-t not-first:border-hairline ${item ? 'bg-accent-soft/50' : ''}`}
    >
      <div className="flex gap-2.5">
        <label className={`flex min-w-0 flex-1 items-start gap-2.5 ${gone ? 'text-ink-3' : ''}`}>
          <input
            type="checkbox"
            id={id}
            className="check mt-0.5"
            checked={item !== undefined}
            disabled={gone && !item}
            aria-describedby={`${id}-facts`}
            onKeyDown={moveBetweenBoxes}
            onChange={(event) => onQuantity(line, event.target.checked ? 1 : 0)}
          />
          <span className="min-w-0">
            <span className="line-clamp-2 break-words">{line.name}</span>
            <span id={`${id}-facts`} className="tabular block text-sm text-ink-3">
              <span className="break-all">{line.sku}</span> · {formatMoney(line.unitPrice, currency, locale)}{' '}
              · {t('sold', { count: line.sold })}
            </span>
          </span>
        </label>
        {item && line.left > 1 ? (
          <span className="flex shrink-0 items-center gap-2 self-start">
            <QuantityStepper
              id={`${id}-quantity`}
              label={t('quantity', { name: line.name })}
              value={item.quantity}
              min={1}
              max={line.left}
              invalid={failure?.quantity !== undefined}
              describedBy={failure?.quantity ? `${id}-quantity-error` : undefined}
              lessLabel={t('less')}
              moreLabel={t('more')}
              onChange={(quantity) => onQuantity(line, quantity)}
            />
            <span className="tabular w-9 text-sm text-ink-3">{t('of', { left: line.left })}</span>
          </span>
        ) : null}
      </div>

      <Claims {...props} />

      {item ? (
        <div className="mt-2 ml-6.5 grid gap-x-3 gap-y-2 sm:grid-cols-[minmax(0,17rem)_minmax(0,1fr)]">
          <div>
            <ReasonSelect
              id={`${id}-reason`}
              reasons={reasons}
              aria-label={t('reason', { name: line.name })}
              aria-invalid={failure?.reason ? true : undefined}
              aria-describedby={failure?.reason ? `${id}-reason-error` : undefined}
              value={item.reason}
              onChange={(event) => onChange(line, { reason: event.target.value })}
            />
            <Failure id={`${id}-reason-error`} text={failure?.reason} />
          </div>
          {commented ? (
            <div>
              <Input
                id={`${id}-comment`}
                aria-label={t('comment', { name: line.name })}
                aria-invalid={failure?.comment ? true : undefined}
                placeholder={t('commentPlaceholder')}
                maxLength={1000}
                autoFocus={wordy}
                value={item.comment ?? ''}
                onChange={(event) => onChange(line, { comment: event.target.value })}
              />
              <Failure id={`${id}-comment-error`} text={failure?.comment} />
            </div>
          ) : (
            <Button
              variant="ghost"
              icon="message-square"
              className="justify-self-start"
              aria-label={t('comment', { name: line.name })}
              onClick={() => setWordy(true)}
            >
              {t('addComment')}
            </Button>
          )}
        </div>
      ) : null}
      <div className="ml-6.5">
        <Failure id={`${id}-quantity-error`} text={failure?.quantity} />
      </div>
    </li>
  )
})

/** Who has taken what is no longer left. */
function Claims({ line, timeZone, merchantSlug }: ItemRowProps) {
  const t = useTranslations('pickups.items')
  const locale = parseLocale(useLocale())
  if (line.claims.length === 0) return null
  return (
    <ul className="mt-1 ml-6.5 space-y-0.5 text-sm text-ink-2">
      {line.claims.map((claim) => (
        <li key={claim.caseId} className="flex items-start gap-1.5">
          <Icon name="undo-2" size={14} className="mt-0.75 text-ink-3" />
          <span className="min-w-0">
            {t.rich('claim', {
              count: claim.quantity,
              number: claim.caseNumber,
              who: claim.actorName ?? t('system'),
              when: `${formatDate(claim.at, { locale, timeZone })}, ${formatTime(claim.at, { locale, timeZone })}`,
              link: (chunks) => (
                <Link
                  href={`/${merchantSlug}/returns/R-${claim.caseNumber}` as Route}
                  className="font-medium text-accent-ink underline-offset-2 hover:underline"
                >
                  {chunks}
                </Link>
              ),
            })}
          </span>
        </li>
      ))}
    </ul>
  )
}

export function Failure({ id, text }: { id: string; text: string | undefined }) {
  if (!text) return null
  return (
    <p id={id} className="mt-1 flex items-start gap-1 text-sm text-red-ink">
      <Icon name="circle-exclamation-point" size={14} className="mt-0.75" />
      <span>{text}</span>
    </p>
  )
}

/** Arrows go from box to box, so that a long order needs no row of Tabs. */
function moveBetweenBoxes(event: KeyboardEvent<HTMLInputElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  event.preventDefault()
  const list = event.currentTarget.closest('ul[data-lines]')
  const boxes = [...(list?.querySelectorAll<HTMLInputElement>('input[type=checkbox]:enabled') ?? [])]
  boxes[boxes.indexOf(event.currentTarget) + step]?.focus()
}
