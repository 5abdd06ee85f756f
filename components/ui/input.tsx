import type { ComponentProps } from 'react'
import { Icon } from './icon'
import type { IconName } from './icon-names'

export type ControlSize = 'md' | 'lg'
const heights = { md: 'h-8 pointer-coarse:h-10', lg: 'h-10' }

type InputProps = Omit<ComponentProps<'input'>, 'size'> & { size?: ControlSize; icon?: IconName }

export function Input({ size = 'md', icon, className = '', ...rest }: InputProps) {
  if (!icon) return <input className={`field-control ${heights[size]} ${className}`} {...rest} />
  return (
    <span className="relative block">
      <Icon name={icon} className="pointer-events-none absolute inset-y-0 left-2.5 my-auto text-ink-3" />
      <input className={`field-control pl-8! ${heights[size]} ${className}`} {...rest} />
    </span>
  )
}

export function Textarea({ className = '', rows = 3, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={rows}
      className={`field-control field-sizing-content min-h-16 py-1.5 ${className}`}
      {...rest}
    />
  )
}

type SelectProps = Omit<ComponentProps<'select'>, 'size'> & { size?: ControlSize }

/** The platform's own list: the best one on a phone and with a keyboard. */
export function Select({ size = 'md', className = '', children, ...rest }: SelectProps) {
  return (
    <span className="relative block">
      <select className={`field-control appearance-none pr-8! ${heights[size]} ${className}`} {...rest}>
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
