'use client'

import type { Route } from 'next'
import { useLocale, useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useEffect, useId, useRef, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { ComboboxInput } from '@/components/ui/combobox'
import { Icon } from '@/components/ui/icon'
import { Kbd } from '@/components/ui/kbd'
import { Notice } from '@/components/ui/notice'
import { Badge } from '@/components/ui/status-pill'
import { formatDate, formatMoney, formatPhone } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { newPickupHref } from '@/lib/pickups/search'
import { DraftList } from './draft-list'
import { useOrderFinder } from './use-order-finder'
import type { FoundOrder } from './use-order-search'

type OrderFinderProps = {
  merchantSlug: string
  timeZone: string
  /** Shown while nothing is typed. */
  recent: readonly FoundOrder[]
  /** What was asked for in the address and is not there. */
  initialQuery?: string
}

/** The first step: an order by number, phone ending or name. Enter picks, arrows choose. */
export function OrderFinder({ merchantSlug, timeZone, recent, initialQuery = '' }: OrderFinderProps) {
  const t = useTranslations('pickups.finder')
  const router = useRouter()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [picked, setPicked] = useState<string>()
  const [leaving, startLeaving] = useTransition()
  const found = useOrderFinder({ merchantSlug, recent, initialQuery, onPick: pick })
  const { orders, state, retry, field } = found

  useEffect(() => input.current?.focus(), [])

  function pick(order: FoundOrder) {
    if (leaving) return
    setPicked(order.id)
    startLeaving(() => router.push(newPickupHref(merchantSlug, { order: order.number }) as Route))
  }

  return (
    <div className="max-w-3xl">
      <label htmlFor={`${id}-query`} className="mb-1 block text-sm font-medium">
        {t('label')}
      </label>
      <ComboboxInput
        {...field}
        ref={input}
        id={id}
        large
        busy={state === 'searching' || leaving}
        placeholder={t('placeholder')}
      />
      <p id={`${id}-hint`} className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-3">
        <span>{t('hint')}</span>
        <span className="flex items-center gap-1 pointer-coarse:hidden">
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd> {t('keys.choose')}
        </span>
        <span className="flex items-center gap-1 pointer-coarse:hidden">
          <Kbd>Enter</Kbd> {t('keys.pick')}
        </span>
      </p>

      <DraftList merchantSlug={merchantSlug} timeZone={timeZone} hidden={field.query !== ''} />

      {state === 'failed' ? (
        <Notice
          tone="red"
          live="assertive"
          className="mt-5"
          action={
            <Button size="sm" icon="refresh-cw" onClick={retry}>
              {t('retry')}
            </Button>
          }
        >
          {t('failed')}
        </Notice>
      ) : null}

      <p aria-hidden className="mt-6 mb-1.5 text-sm font-medium text-ink-2">
        {found.recent ? t('recent') : orders.length > 0 ? t('found') : ' '}
      </p>
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={found.recent ? t('recent') : t('found')}
        className="border-y border-hairline empty:border-0"
      >
        {orders.map((order, index) => (
          <OrderOption
            key={order.id}
            id={`${id}-${index}`}
            order={order}
            timeZone={timeZone}
            active={index === field.active}
            pending={leaving && picked === order.id}
            onPoint={() => field.onActive(index)}
            onPick={() => pick(order)}
          />
        ))}
      </ul>
      {state === 'done' && orders.length === 0 ? (
        <p className="py-8 text-center text-pretty text-ink-2">{t('nothing')}</p>
      ) : null}
      {field.query.trim() === '' && recent.length === 0 ? (
        <p className="py-8 text-center text-pretty text-ink-2">{t('noOrders')}</p>
      ) : null}
      <p role="status" className="sr-only">
        {state === 'done' ? t('count', { count: orders.length }) : ''}
      </p>
    </div>
  )
}

type OptionProps = {
  id: string
  order: FoundOrder
  timeZone: string
  active: boolean
  pending: boolean
  onPoint: () => void
  onPick: () => void
}

function OrderOption({ id, order, timeZone, active, pending, onPoint, onPick }: OptionProps) {
  const t = useTranslations('pickups.finder')
  const locale = parseLocale(useLocale())
  const placed = formatDate(order.placedAt, { locale, timeZone })
  return (
    <li
      id={id}
      role="option"
      aria-selected={active}
      aria-busy={pending || undefined}
      onPointerMove={onPoint}
      onClick={onPick}
      className="grid cursor-pointer grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 border-hairline px-3 py-2.5 not-first:border-t aria-selected:bg-accent-soft sm:grid-cols-[minmax(0,2fr)_minmax(0,4fr)_9rem]"
    >
      <span className="min-w-0">
        <span className="block truncate font-medium">{order.number}</span>
        <span className="block text-sm text-ink-3">{placed}</span>
      </span>
      <span className="min-w-0 max-sm:col-span-2 max-sm:row-start-2">
        <span className="block truncate">{order.customerName ?? t('noName')}</span>
        <span className="tabular block truncate text-sm text-ink-3">
          {[order.phone ? formatPhone(order.phone) : null, order.city].filter(Boolean).join(' · ')}
        </span>
      </span>
      <span className="flex flex-col items-end gap-0.5">
        <span className="tabular">{formatMoney(order.total, order.currency, locale)}</span>
        {order.left === 0 ? (
          <Badge>{t('allReturned')}</Badge>
        ) : order.claimed > 0 ? (
          <Badge tone="amber">{t('partlyReturned')}</Badge>
        ) : (
          <span className="flex h-5 items-center text-sm text-ink-3">
            {pending ? (
              <Icon name="loader-circle" size={14} className="animate-spin" />
            ) : active ? (
              <Icon name="corner-down-left" size={14} className="text-accent-ink" />
            ) : (
              t('units', { count: order.left })
            )}
          </span>
        )}
      </span>
    </li>
  )
}
