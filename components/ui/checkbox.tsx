import type { ComponentProps, ReactNode } from 'react'

type CheckboxProps = Omit<ComponentProps<'input'>, 'type' | 'size'> & { label: ReactNode; hint?: ReactNode }

/** A box with its words; the words are part of the target. */
export function Checkbox({ label, hint, className = '', ...rest }: CheckboxProps) {
  return (
    <label
      className={`flex items-start gap-2 py-0.5 pointer-coarse:py-2 has-disabled:text-ink-3 ${className}`}
    >
      <input type="checkbox" className="check mt-0.5" {...rest} />
      <span className="min-w-0">
        {label}
        {hint ? <span className="block text-sm text-ink-3">{hint}</span> : null}
      </span>
    </label>
  )
}
