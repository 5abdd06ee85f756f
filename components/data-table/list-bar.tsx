import type { ReactNode } from 'react'
import { buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'

export type Chip = { key: string; name: string; value: string; without: string }

/** What narrows the list, each with the link that takes it away. Plain links: stands inside a TableKeys. */
export function FilterChips({
  chips,
  removeLabel,
  reset,
}: {
  chips: Chip[]
  removeLabel: string
  reset: { href: string; label: string }
}) {
  if (chips.length === 0) return null
  return (
    <ul className="flex flex-wrap items-center gap-1.5">
      {chips.map(({ key, name, value, without }) => (
        <li key={key} className="min-w-0">
          <a
            href={without}
            aria-label={`${removeLabel}: ${name} — ${value}`}
            className="flex h-7 max-w-72 items-center gap-1.5 rounded-md bg-accent-soft pr-1.5 pl-2.5 text-sm text-accent-ink hover:bg-pressed pointer-coarse:h-9"
          >
            <span className="truncate">
              {name}: <span className="font-medium">{value}</span>
            </span>
            <Icon name="x" size={13} />
          </a>
        </li>
      ))}
      <li>
        <a href={reset.href} className="rounded px-2 py-1 text-sm text-ink-2 hover:text-ink">
          {reset.label}
        </a>
      </li>
    </ul>
  )
}

/** The end of a page: where one is, and what leads on. */
export function Pager({
  label,
  summary,
  previous,
  next,
}: {
  label: string
  summary: ReactNode
  previous: { href: string | null; label: string }
  next: { href: string | null; label: string }
}) {
  const look = buttonClass({ variant: 'secondary', size: 'sm' })
  return (
    <nav aria-label={label} className="flex flex-wrap items-center justify-between gap-3 py-3 text-ink-2">
      <span className="tabular text-sm">{summary}</span>
      {previous.href || next.href ? (
        <span className="flex gap-2">
          {previous.href ? (
            <a href={previous.href} rel="prev" className={look}>
              <Icon name="chevron-left" />
              {previous.label}
            </a>
          ) : null}
          {next.href ? (
            <a href={next.href} rel="next" className={look}>
              {next.label}
              <Icon name="chevron-right" />
            </a>
          ) : null}
        </span>
      ) : null}
    </nav>
  )
}
