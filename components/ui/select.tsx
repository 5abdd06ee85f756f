import type { ComponentProps } from 'react'
import { controlHeights, type ControlSize } from './control-size'
import { Icon } from './icon'

type SelectProps = Omit<ComponentProps<'select'>, 'size'> & { size?: ControlSize }

/** The platform's own list: the best one on a phone and with a keyboard. */
export function Select({ size = 'md', className = '', children, ...rest }: SelectProps) {
  return (
    <span className="relative block">
      <select
        className={`field-control appearance-none pr-8! ${controlHeights[size]} ${className}`}
        {...rest}
      >
        {children}
      </select>
      <Icon
        name="chevrons-up-down"
        size={14}
        className="pointer-events-none absolute inset-y-0 right-2.5 my-auto text-ink-3"
      />
    </span>
  )
}
