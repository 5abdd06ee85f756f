'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useId, useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import type { Slot, SlotTimes } from '@/lib/carriers/schedule'
import { addDays, dayOfWeek } from '@/lib/dates'
import { formatWeekday } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'

export type SlotPickerProps = {
  slots: readonly Slot[]
  value: SlotTimes | null
  onChange: (slot: SlotTimes) => void
  /** The merchant's today. */
  today: string
  labelledBy: string
  describedBy?: string
  invalid?: boolean
  disabled?: boolean
  /** Whether the first open slot takes the focus when the picker appears. */
  autoFocus?: boolean
  /** Stands under the days, beside the buttons that scroll them. */
  foot?: ReactNode
}

const few = 3

function same(a: SlotTimes | null, b: SlotTimes): boolean {
  return a !== null && a.date === b.date && a.from === b.from && a.to === b.to
}

/**
 * Days side by side, the windows of each under it. One radio group: up and down within a day, left and right between
 * days; what is full or closed is shown with the reason and passed over.
 */
export function SlotPicker(props: SlotPickerProps) {
  const { slots, value, onChange, today, labelledBy, describedBy, invalid, disabled, autoFocus, foot } = props
  const t = useTranslations('pickups.slots')
  const locale = parseLocale(useLocale())
  const name = useId()
  const strip = useRef<HTMLDivElement>(null)
  const days = useMemo(() => [...Map.groupBy(slots, (slot) => slot.date)], [slots])

  useEffect(() => {
    if (!autoFocus || matchMedia('(pointer: coarse)').matches) return
    strip.current?.querySelector<HTMLInputElement>('input:checked, input:enabled')?.focus()
  }, [autoFocus])

  function choose(slot: Slot | undefined) {
    if (!slot) return
    onChange({ date: slot.date, from: slot.from, to: slot.to })
    const input = strip.current?.querySelector<HTMLInputElement>(
      `[data-slot="${slot.date} ${slot.from}-${slot.to}"]`,
    )
    input?.focus()
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>, slot: Slot) {
    const within = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const across = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (within === undefined && across === undefined) return
    event.preventDefault()
    choose(within === undefined ? besides(days, slot, across ?? 1) : next(slots, slot, within))
  }

  function scroll(step: 1 | -1) {
    const box = strip.current
    if (!box) return
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    box.scrollBy({ left: step * (box.clientWidth - 96), behavior: calm ? 'auto' : 'smooth' })
  }

  return (
    <div>
      <div
        ref={strip}
        role="radiogroup"
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        aria-required
        data-wrong={invalid ? '' : undefined}
        className={`flex snap-x scroll-px-3 overflow-x-auto rounded-lg border bg-surface ${invalid ? 'border-red' : 'border-hairline'} ${disabled ? 'opacity-55' : ''}`}
      >
        {days.map(([date, windows]) => {
          const weekday = dayOfWeek(date)
          const rest = weekday === 'sat' || weekday === 'sun'
          return (
            <div
              key={date}
              className={`w-33 shrink-0 snap-start border-hairline not-first:border-l ${rest ? 'bg-sunken' : ''}`}
            >
              <p className="border-b border-hairline px-2.5 pt-2 pb-1.5 text-sm leading-4">
                <span className="font-medium">{formatWeekday(date, locale)}</span>
                <span className="block min-h-4 text-xs text-ink-3">
                  {date === today
                    ? t('today')
                    : date === addDays(today, 1)
                      ? t('tomorrow')
                      : rest
                        ? t('weekend')
                        : ''}
                </span>
              </p>
              <div className="space-y-1 p-1.5">
                {windows.map((slot) => (
                  <SlotCell
                    key={`${slot.from}-${slot.to}`}
                    slot={slot}
                    name={name}
                    checked={same(value, slot)}
                    disabled={disabled ?? false}
                    onPick={() => choose(slot)}
                    onKeyDown={(event) => onKeyDown(event, slot)}
                  />
                ))}
              </div>
            </div>
          )
        })}
      </div>
      <div className="mt-1.5 flex items-start gap-1">
        <div className="min-w-0 flex-1">{foot}</div>
        <Button
          size="sm"
          variant="ghost"
          icon="chevron-left"
          iconOnly
          tabIndex={-1}
          className="pointer-coarse:hidden"
          onClick={() => scroll(-1)}
        >
          {t('earlier')}
        </Button>
        <Button
          size="sm"
          variant="ghost"
          icon="chevron-right"
          iconOnly
          tabIndex={-1}
          className="pointer-coarse:hidden"
          onClick={() => scroll(1)}
        >
          {t('later')}
        </Button>
      </div>
    </div>
  )
}

/** The next open slot in the order of time. */
function next(slots: readonly Slot[], from: Slot, step: number): Slot | undefined {
  for (let at = slots.indexOf(from) + step; at >= 0 && at < slots.length; at += step) {
    if (slots[at]?.state === 'open') return slots[at]
  }
  return undefined
}

/** The open slot of the nearest other day that begins closest to the same hour. */
function besides(days: [string, Slot[]][], from: Slot, step: number): Slot | undefined {
  const hours = (slot: Slot) => Number(slot.from.slice(0, 2))
  for (let at = days.findIndex(([date]) => date === from.date) + step; days[at]; at += step) {
    const open = (days[at]?.[1] ?? []).filter((slot) => slot.state === 'open')
    const [closest] = open.sort((a, b) => Math.abs(hours(a) - hours(from)) - Math.abs(hours(b) - hours(from)))
    if (closest) return closest
  }
  return undefined
}

type SlotCellProps = {
  slot: Slot
  name: string
  checked: boolean
  disabled: boolean
  onPick: () => void
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void
}

function SlotCell({ slot, name, checked, disabled, onPick, onKeyDown }: SlotCellProps) {
  const t = useTranslations('pickups.slots')
  const locale = parseLocale(useLocale())
  const open = slot.state === 'open'
  const times = `${slot.from}–${slot.to}`
  const state =
    slot.state === 'open'
      ? t('free', { count: slot.free })
      : slot.state === 'full'
        ? t('full')
        : t(`closed.${slot.reason}`)
  const spoken = [
    formatWeekday(slot.date, locale),
    times,
    slot.kind === 'evening' ? t('evening') : null,
    state,
  ]
  return (
    <label
      className={`relative block rounded-md px-2 py-1 leading-4 ring-1 ring-inset ${
        checked
          ? 'bg-accent text-on-accent ring-accent'
          : open
            ? 'bg-surface ring-edge hover:bg-hover hover:ring-field'
            : 'text-ink-3 ring-transparent'
      } ${open && !disabled ? '' : 'cursor-not-allowed!'} has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent pointer-coarse:py-2`}
    >
      <input
        type="radio"
        name={name}
        data-slot={`${slot.date} ${slot.from}-${slot.to}`}
        aria-label={spoken.filter(Boolean).join(', ')}
        checked={checked}
        disabled={!open || disabled}
        onChange={onPick}
        onKeyDown={onKeyDown}
        className="absolute inset-0 size-full cursor-[inherit] appearance-none outline-none!"
      />
      <span className="tabular flex items-center gap-1">
        <span className={open ? 'font-medium' : 'line-through decoration-ink-3/60'}>{times}</span>
        {slot.kind === 'evening' ? (
          <Icon name="moon" size={12} className={checked ? '' : 'text-ink-3'} />
        ) : null}
      </span>
      <span
        className={`block text-xs ${checked ? '' : open && slot.free <= few ? 'font-medium text-amber-ink' : 'text-ink-3'}`}
      >
        {state}
      </span>
    </label>
  )
}
