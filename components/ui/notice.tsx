import type { ReactNode } from 'react'
import { Icon } from './icon'
import type { IconName } from './icon-names'
import type { Tone } from './status-pill'

const noticeLook: Record<Tone, { box: string; icon: IconName }> = {
  amber: { box: 'bg-amber-soft text-amber-ink', icon: 'clock' },
  red: { box: 'bg-red-soft text-red-ink', icon: 'triangle-exclamation-point' },
  blue: { box: 'bg-blue-soft text-blue-ink', icon: 'info' },
  green: { box: 'bg-green-soft text-green-ink', icon: 'circle-check' },
  grey: { box: 'bg-grey-soft text-grey-ink', icon: 'info' },
}

/** A sentence or two in the flow of a page. `live` announces it when it appears. */
export function Notice({
  tone,
  title,
  children,
  action,
  icon,
  live,
  className = '',
}: {
  tone: Tone
  title?: ReactNode
  children?: ReactNode
  action?: ReactNode
  icon?: IconName
  live?: 'polite' | 'assertive'
  className?: string
}) {
  const look = noticeLook[tone]
  return (
    <div
      role={live === 'assertive' ? 'alert' : live ? 'status' : undefined}
      className={`flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg px-3 py-2.5 ${look.box} ${className}`}
    >
      <Icon name={icon ?? look.icon} className="mt-0.5" />
      <div className="min-w-0 flex-1 basis-48">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div className={title ? 'text-ink-2' : 'text-ink'}>{children}</div> : null}
      </div>
      {action}
    </div>
  )
}
