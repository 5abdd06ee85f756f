'use client'

import { useTranslations } from 'next-intl'
import { Icon } from '@/components/ui/icon'
import type { Way } from './ways'

type WayFieldProps = {
  id: string
  ways: readonly Way[]
  value: string
  onChange: (value: string) => void
  error?: string
}

/** Where to: each place with its kind, town and price; what takes nothing in today cannot be chosen. */
export function WayField({ id, ways, value, onChange, error }: WayFieldProps) {
  const r = useTranslations('refusals.dialog.override')
  return (
    <fieldset
      className="min-w-0"
      aria-describedby={error ? `${id}-error` : undefined}
      aria-invalid={error ? true : undefined}
    >
      <legend className="mb-1 text-sm font-medium">{r('where')}</legend>
      <ul
        className={`max-h-72 divide-y divide-hairline overflow-y-auto rounded-lg border bg-surface ${error ? 'border-red' : 'border-hairline'}`}
      >
        {ways.map((way) => (
          <li key={way.value}>
            <label
              className={`flex min-h-10 items-center gap-2.5 px-3 py-1.5 ${way.closed ? 'cursor-not-allowed! text-ink-3' : 'hover:bg-hover'} has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent`}
            >
              <input
                type="radio"
                name={id}
                value={way.value}
                checked={value === way.value}
                disabled={way.closed}
                onChange={() => onChange(way.value)}
                className="size-4 shrink-0 accent-accent outline-none!"
              />
              <span className="min-w-0 flex-1">
                <span className="block truncate">{way.name}</span>
                {way.detail ? <span className="block truncate text-sm text-ink-3">{way.detail}</span> : null}
              </span>
              <span className="tabular shrink-0 text-sm text-ink-2">{way.price}</span>
            </label>
          </li>
        ))}
      </ul>
      {error ? (
        <p id={`${id}-error`} className="mt-1 flex items-start gap-1 text-sm text-red-ink">
          <Icon name="circle-exclamation-point" size={14} className="mt-0.75" />
          <span>{error}</span>
        </p>
      ) : null}
    </fieldset>
  )
}
