import type { ReactNode } from 'react'
import { Icon } from './icon'
import type { IconName } from './icon-names'
import type { Tone } from './status-pill'

type StateProps = {
  icon: IconName
  title: ReactNode
  /** What this place is for, or what happened, what was saved and what to do. */
  children?: ReactNode
  /** The next step. */
  action?: ReactNode
  className?: string
}

function State({ icon, title, children, action, className = '', round }: StateProps & { round: string }) {
  return (
    <div className={`mx-auto flex max-w-md flex-col items-center px-4 py-14 text-center ${className}`}>
      <span className={`mb-4 grid size-11 place-items-center rounded-full ${round}`}>
        <Icon name={icon} size={20} />
      </span>
      <h2 className="text-lg font-semibold">{title}</h2>
      {children ? <div className="mt-1 text-pretty text-ink-2">{children}</div> : null}
      {action ? <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  )
}

/** Nothing is here yet, or nothing was found: says what the place is for and offers the next step. */
export function EmptyState(props: StateProps) {
  return <State {...props} round="bg-accent-soft text-accent-ink" />
}

/** Something went wrong: what happened, what was saved, what to do. */
export function ErrorState({
  icon = 'triangle-exclamation-point',
  ...props
}: Omit<StateProps, 'icon'> & { icon?: IconName }) {
  return (
    <div role="alert">
      <State {...props} icon={icon} round="bg-red-soft text-red-ink" />
    </div>
  )
}

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
