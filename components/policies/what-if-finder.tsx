'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useId } from 'react'
import { useOrderFinder } from '@/components/pickups/use-order-finder'
import type { FoundOrder } from '@/components/pickups/use-order-search'
import { Button } from '@/components/ui/button'
import { ComboboxInput } from '@/components/ui/combobox'
import { formatDate, formatMoney, formatPhone } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { droppedOrder } from './what-if-drop'

type WhatIfFinderProps = {
  merchantSlug: string
  timeZone: string
  /** An order is held over the panel. */
  over: boolean
  onChoose: (number: string) => void
}

const none: readonly FoundOrder[] = []
const shown = 6

/** An order by number, phone ending or name: arrows choose, Enter picks; a link may be pasted. */
export function WhatIfFinder({ merchantSlug, timeZone, over, onChoose }: WhatIfFinderProps) {
  const t = useTranslations('replays.whatIf')
  const id = useId()
  const found = useOrderFinder({
    merchantSlug,
    recent: none,
    limit: shown,
    onPick: ({ number }) => onChoose(number),
  })
  const { orders, field } = found

  return (
    <>
      <label htmlFor={`${id}-query`} className="sr-only">
        {t('search')}
      </label>
      <ComboboxInput
        {...field}
        id={id}
        busy={found.state === 'searching'}
        placeholder={t('placeholder')}
        onPaste={(event) => {
          const text = event.clipboardData.getData('text/plain')
          const number = /^(https?:\/\/|\/)/i.test(text.trim()) ? droppedOrder(text) : null
          if (number === null) return
          event.preventDefault()
          onChoose(number)
        }}
      />
      <p
        id={`${id}-hint`}
        className={`mt-1.5 text-sm text-pretty ${over ? 'text-accent-ink' : 'text-ink-3'}`}
      >
        {over ? t('drop') : t('hint')}
      </p>
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={t('found')}
        className="mt-2 -mb-1.5 divide-y divide-hairline border-t border-hairline empty:hidden"
      >
        {orders.map((order, index) => (
          <Option
            key={order.id}
            id={`${id}-${index}`}
            order={order}
            timeZone={timeZone}
            active={index === field.active}
            onPoint={() => field.onActive(index)}
            onPick={() => onChoose(order.number)}
          />
        ))}
      </ul>
      <p
        role="status"
        className={found.state === 'done' && orders.length === 0 ? 'mt-2 text-ink-2' : 'sr-only'}
      >
        {found.state === 'done' && orders.length === 0 ? t('nothing') : ''}
      </p>
      {found.state === 'failed' ? (
        <p role="alert" className="mt-2 flex items-center gap-3 text-red-ink">
          {t('searchFailed')}
          <Button size="sm" icon="refresh-cw" onClick={found.retry}>
            {t('retry')}
          </Button>
        </p>
      ) : null}
    </>
  )
}

type OptionProps = {
  id: string
  order: FoundOrder
  timeZone: string
  active: boolean
  onPoint: () => void
  onPick: () => void
}

function Option({ id, order, timeZone, active, onPoint, onPick }: OptionProps) {
  const t = useTranslations('replays.whatIf')
  const locale = parseLocale(useLocale())
  const person = [order.customerName ?? t('noName'), order.phone ? formatPhone(order.phone) : null]
  return (
    <li
      id={id}
      role="option"
      aria-selected={active}
      onPointerMove={onPoint}
      onClick={onPick}
      className="-mx-2 cursor-pointer rounded-md px-2 py-1.5 aria-selected:bg-accent-soft"
    >
      <span className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 truncate font-medium">{order.number}</span>
        <span className="tabular text-sm text-ink-2">{formatMoney(order.total, order.currency, locale)}</span>
      </span>
      <span className="flex items-baseline justify-between gap-3 text-sm text-ink-3">
        <span className="min-w-0 truncate">{person.filter(Boolean).join(' · ')}</span>
        <span className="tabular whitespace-nowrap">{formatDate(order.placedAt, { locale, timeZone })}</span>
      </span>
    </li>
  )
}
