'use client'

import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import type { Way } from './ways'

type WayFieldProps = {
  id: string
  legend: ReactNode
  /** What the figures at the right end are. */
  aside?: ReactNode
  ways: readonly Way[]
  value: string
  onChange: (value: string) => void
  error?: string
}

/** One of a few: each with what it is and what it costs; what cannot be had today cannot be chosen. */
export function WayField({ id, legend, aside, ways, value, onChange, error }: WayFieldProps) {
  return (
    <fieldset
      className="min-w-0"
      aria-describedby={error ? `${id}-error` : undefined}
      aria-invalid={error ? true : undefined}
    >
      <legend className="mb-1 flex w-full items-baseline justify-between gap-3 text-sm font-medium">
        {legend}
        {aside ? <span className="px-3 font-normal text-ink-3">{aside}</span> : null}
      </legend>
      <ul
        className={`divide-y divide-hairline overflow-y-auto sm:max-h-84 rounded-lg border bg-surface ${error ? 'border-red' : 'border-hairline'}`}
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
                <span className="block break-words">{way.name}</span>
                {way.detail ? <span className="block text-sm text-ink-3">{way.detail}</span> : null}
              </span>
              <span className="tabular shrink-0 text-ink-2">{way.price}</span>
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
