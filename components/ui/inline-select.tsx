import type { ComponentProps } from 'react'
import { Select } from './select'

type InlineSelectProps = Omit<ComponentProps<typeof Select>, 'name'> & { quiet?: boolean }

/** A list in a line of text, as wide as what is chosen; `quiet` while it limits nothing. */
export function InlineSelect({ quiet = false, className = '', children, ...rest }: InlineSelectProps) {
  return (
    <span className="inline-block max-w-full align-baseline leading-5">
      <Select
        {...rest}
        className={`field-sizing-content w-auto! max-w-full pr-7! pl-2! leading-5 text-ellipsis ${quiet ? 'border-dashed! text-ink-2!' : 'font-medium'} ${className}`}
      >
        {children}
      </Select>
    </span>
  )
}
