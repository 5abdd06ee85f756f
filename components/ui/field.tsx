import type { ReactNode } from 'react'
import { Icon } from './icon'

/** What a control needs to be joined to its words: spread it onto the control. */
export type FieldAria = {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  'aria-required': true | undefined
}

type FieldProps = {
  id: string
  label: ReactNode
  hint?: ReactNode
  /** What is wrong and what to do. */
  error?: ReactNode
  required?: boolean
  /** The word that marks a field one may leave empty, e.g. «необязательно». */
  optional?: ReactNode
  /** Stands at the right end of the label's line, e.g. a link. */
  action?: ReactNode
  hideLabel?: boolean
  className?: string
  children: (aria: FieldAria) => ReactNode
}

/** A control with its label, hint and error, wired for screen readers. */
export function Field({
  id,
  label,
  hint,
  error,
  required,
  optional,
  action,
  hideLabel,
  className = '',
  children,
}: FieldProps) {
  const hintId = hint ? `${id}-hint` : undefined
  const errorId = error ? `${id}-error` : undefined
  const describedBy = [errorId, hintId].filter(Boolean).join(' ') || undefined
  return (
    <div className={`min-w-0 ${className}`}>
      <div className={hideLabel ? 'sr-only' : 'mb-1 flex items-baseline justify-between gap-3 text-sm'}>
        <label htmlFor={id} className="font-medium">
          {label}
          {optional ? <span className="ml-1.5 font-normal text-ink-3">{optional}</span> : null}
        </label>
        {action}
      </div>
      {children({
        id,
        'aria-describedby': describedBy,
        'aria-invalid': error ? true : undefined,
        'aria-required': required ? true : undefined,
      })}
      {error ? (
        <p id={errorId} className="mt-1 flex items-start gap-1 text-sm text-red-ink">
          <Icon name="circle-exclamation-point" size={14} className="mt-0.75" />
          <span>{error}</span>
        </p>
      ) : null}
      {hint ? (
        <p id={hintId} className="mt-1 text-sm text-ink-3">
          {hint}
        </p>
      ) : null}
    </div>
  )
}
