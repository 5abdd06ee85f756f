import type { Route } from 'next'
import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import type { Tone } from '@/components/ui/status-pill'

const discs: Record<Tone, string> = {
  amber: 'bg-amber-soft text-amber-ink',
  red: 'bg-red-soft text-red-ink',
  blue: 'bg-blue-soft text-blue-ink',
  green: 'bg-green-soft text-green-ink',
  grey: 'bg-grey-soft text-grey-ink',
}

type QueueCardProps = {
  href: string
  icon: IconName
  tone: Tone
  count: string
  /** Nothing is in it: quiet, without its reason. */
  idle?: boolean
  name: string
  reason: string
  age: string
}

/** One queue as an entry of a list: how many, why they are there, and which of them comes first. */
export function QueueCard({ href, icon, tone, count, idle, name, reason, age }: QueueCardProps) {
  return (
    <li className="min-w-0">
      <Link
        href={href as Route}
        prefetch={false}
        className="flex h-full gap-3 rounded-lg border border-hairline bg-surface p-4 transition-colors duration-100 hover:border-edge hover:bg-hover"
      >
        <span
          className={`grid size-9 shrink-0 place-items-center rounded-full ${discs[idle ? 'grey' : tone]}`}
        >
          <Icon name={icon} size={18} />
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex items-start justify-between gap-3">
            <span className={`min-w-0 pt-1 ${idle ? 'text-ink-3' : 'font-medium'}`}>{name}</span>
            <span className={`tabular text-2xl font-semibold tracking-tight ${idle ? 'text-ink-3' : ''}`}>
              {count}
            </span>
          </span>
          {idle ? null : <span className="mt-0.5 block text-sm text-pretty text-ink-2">{reason}</span>}
          {age && !idle ? <span className="mt-1 block text-sm text-ink-3">{age}</span> : null}
        </span>
      </Link>
    </li>
  )
}
