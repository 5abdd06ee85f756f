import type { ComponentProps } from 'react'
import { controlHeights, type ControlSize } from './control-size'
import { Icon } from './icon'
import type { IconName } from './icon-names'

type InputProps = Omit<ComponentProps<'input'>, 'size'> & { size?: ControlSize; icon?: IconName }

export function Input({ size = 'md', icon, className = '', ...rest }: InputProps) {
  if (!icon) return <input className={`field-control ${controlHeights[size]} ${className}`} {...rest} />
  return (
    <span className="relative block">
      <Icon name={icon} className="pointer-events-none absolute inset-y-0 left-2.5 my-auto text-ink-3" />
      <input className={`field-control pl-8! ${controlHeights[size]} ${className}`} {...rest} />
    </span>
  )
}
