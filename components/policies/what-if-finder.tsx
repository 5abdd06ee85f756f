'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { useOrderSearch, type FoundOrder } from '@/components/pickups/use-order-search'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
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
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  // Enter was pressed before the answer was here.
  const eager = useRef(false)
  const found = useOrderSearch(`/${merchantSlug}/pickups/new/orders`, query, none, (answer) => {
    if (!eager.current) return
    eager.current = false
    const exact = answer.find(({ number }) => number.toLowerCase() === query.trim().toLowerCase())
    const sure = exact ?? (answer.length === 1 ? answer[0] : undefined)
    if (sure) onChoose(sure.number)
  })
  const orders = found.orders.slice(0, shown)
  const active = Math.min(at, orders.length - 1)

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      const picked = orders[active]
      if (found.state === 'done' && picked) onChoose(picked.number)
      else eager.current = true
      return
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined || orders.length === 0) return
    event.preventDefault()
    setAt((active + step + orders.length) % orders.length)
  }

  return (
    <>
      <label htmlFor={`${id}-query`} className="sr-only">
        {t('search')}
      </label>
      <div className="relative">
        <Icon
          name={found.state === 'searching' ? 'loader-circle' : 'search'}
          className={`pointer-events-none absolute inset-y-0 left-2.5 my-auto text-ink-3 ${found.state === 'searching' ? 'animate-spin' : ''}`}
        />
        <input
          id={`${id}-query`}
          role="combobox"
          aria-expanded={orders.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={orders.length > 0 ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          aria-describedby={`${id}-hint`}
          value={query}
          maxLength={100}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="search"
          placeholder={t('placeholder')}
          className="field-control h-9 pl-8!"
          onChange={(event) => {
            setQuery(event.target.value)
            setAt(0)
            eager.current = false
          }}
          onPaste={(event) => {
            const text = event.clipboardData.getData('text/plain')
            const number = /^(https?:\/\/|\/)/i.test(text.trim()) ? droppedOrder(text) : null
            if (number === null) return
            event.preventDefault()
            onChoose(number)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
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
            active={index === active}
            onPoint={() => setAt(index)}
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
