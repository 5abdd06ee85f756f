import type { ReactNode } from 'react'
import { Icon } from './icon'
import type { IconName } from './icon-names'

/** amber waits for a person, red is in trouble, blue is moving, green is done, grey is closed. */
export type Tone = 'amber' | 'red' | 'blue' | 'green' | 'grey'

// The shape says the same as the colour, for those who do not see colours.
export const statusShapes: Record<Tone, IconName> = {
  amber: 'clock',
  red: 'triangle-exclamation-point',
  blue: 'circle-arrow-right',
  green: 'circle-check',
  grey: 'circle-minus',
}
const soft: Record<Tone, string> = {
  amber: 'bg-amber-soft text-amber-ink',
  red: 'bg-red-soft text-red-ink',
  blue: 'bg-blue-soft text-blue-ink',
  green: 'bg-green-soft text-green-ink',
  grey: 'bg-grey-soft text-grey-ink',
}
const mark: Record<Tone, string> = {
  amber: 'text-amber',
  red: 'text-red',
  blue: 'text-blue',
  green: 'text-green',
  grey: 'text-grey',
}

type StatusProps = { tone: Tone; children: ReactNode; icon?: IconName; className?: string }

/** A state in a word, a colour and a shape. */
export function StatusPill({ tone, children, icon, className = '' }: StatusProps) {
  return (
    <span
      className={`inline-flex h-5.5 max-w-full items-center gap-1 rounded-full pr-2 pl-1.5 text-xs font-medium whitespace-nowrap ${soft[tone]} ${className}`}
    >
      <Icon name={icon ?? statusShapes[tone]} size={13} className="stroke-[2.1]" />
      <span className="truncate">{children}</span>
    </span>
  )
}

/** The quieter form for dense rows: the shape has the colour, the word is ink. */
export function StatusMark({ tone, children, icon, className = '' }: StatusProps) {
  return (
    <span className={`inline-flex max-w-full items-center gap-1.5 whitespace-nowrap ${className}`}>
      <Icon name={icon ?? statusShapes[tone]} size={14} className={`stroke-[2.1] ${mark[tone]}`} />
      <span className="truncate">{children}</span>
    </span>
  )
}

/** A small word or number beside something: a count, a kind, a version. */
export function Badge({
  tone = 'grey',
  children,
  className = '',
}: {
  tone?: Tone
  children: ReactNode
  className?: string
}) {
  return (
    <span
      className={`tabular inline-flex h-5 min-w-5 items-center justify-center rounded-md px-1.5 text-xs font-medium whitespace-nowrap ${soft[tone]} ${className}`}
    >
      {children}
    </span>
  )
}
