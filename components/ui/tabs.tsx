import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'

export type Tab = { href: string; label: ReactNode; count?: ReactNode; current: boolean }

/** Links that look like tabs: the address is the state. */
export function Tabs({ label, tabs, className = '' }: { label: string; tabs: Tab[]; className?: string }) {
  return (
    <nav aria-label={label} className={`overflow-x-auto border-b border-hairline ${className}`}>
      <ul className="flex min-w-max gap-5">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href as Route}
              aria-current={tab.current ? 'page' : undefined}
              className="flex h-9 items-center gap-1.5 border-b-2 border-transparent text-ink-2 -outline-offset-2 hover:text-ink aria-[current]:border-accent aria-[current]:[scroll-initial-target:nearest] aria-[current]:font-medium aria-[current]:text-ink"
            >
              {tab.label}
              {tab.count === undefined ? null : (
                <span className="tabular text-sm text-ink-3">{tab.count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
