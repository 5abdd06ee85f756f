import type { ComponentProps, ReactNode } from 'react'

type RadioCardProps = Omit<ComponentProps<'input'>, 'type' | 'size'> & {
  title: ReactNode
  hint?: ReactNode
  /** What stands at the right end: a price, a number of free places. */
  aside?: ReactNode
}

/** One of a few choices that deserve a sentence each. Put several into a RadioCards. */
export function RadioCard({ title, hint, aside, className = '', ...rest }: RadioCardProps) {
  return (
    <label
      className={`flex min-w-0 items-start gap-2.5 rounded-lg bg-surface px-3 py-2.5 ring-1 ring-edge ring-inset transition-colors duration-100 hover:bg-hover has-checked:bg-accent-soft has-checked:ring-2 has-checked:ring-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:bg-sunken has-disabled:text-ink-3 ${className}`}
    >
      <input type="radio" className="check mt-0.5 outline-none!" {...rest} />
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{title}</span>
        {hint ? <span className="block text-sm text-ink-2">{hint}</span> : null}
      </span>
      {aside ? <span className="tabular shrink-0 text-sm text-ink-2">{aside}</span> : null}
    </label>
  )
}

type RadioCardsProps = {
  legend: ReactNode
  /** The legend is only for those who cannot see the screen. */
  hideLegend?: boolean
  error?: ReactNode
  columns?: 1 | 2 | 3
  children: ReactNode
}

const columnClass = { 1: '', 2: 'sm:grid-cols-2', 3: 'sm:grid-cols-2 lg:grid-cols-3' }

export function RadioCards({ legend, hideLegend, error, columns = 1, children }: RadioCardsProps) {
  return (
    <fieldset className="min-w-0">
      <legend className={hideLegend ? 'sr-only' : 'mb-1.5 text-sm font-medium'}>{legend}</legend>
      <div className={`grid gap-2 ${columnClass[columns]}`}>{children}</div>
      {error ? (
        <p role="alert" className="mt-1.5 text-sm text-red-ink">
          {error}
        </p>
      ) : null}
    </fieldset>
  )
}
