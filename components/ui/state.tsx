import type { ReactNode } from 'react'
import { Icon } from './icon'
import type { IconName } from './icon-names'

type StateProps = {
  icon: IconName
  title: ReactNode
  /** What this place is for, or what happened, what was saved and what to do. */
  children?: ReactNode
  /** The next step. */
  action?: ReactNode
  className?: string
  /** `h1` where it stands for the whole page. */
  heading?: 'h1' | 'h2'
}

function State({
  icon,
  title,
  children,
  action,
  className = '',
  heading: Heading = 'h2',
  round,
}: StateProps & { round: string }) {
  return (
    <div className={`mx-auto flex max-w-md flex-col items-center px-4 py-14 text-center ${className}`}>
      <span className={`mb-4 grid size-11 place-items-center rounded-full ${round}`}>
        <Icon name={icon} size={20} />
      </span>
      <Heading className="text-lg font-semibold">{title}</Heading>
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
