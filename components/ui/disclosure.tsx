import type { ReactNode } from 'react'
import { Icon } from './icon'

/** What is opened by its title, with one mark everywhere; `main`: what most people came for. */
export function Disclosure({
  title,
  main = false,
  className = '',
  children,
}: {
  title: ReactNode
  main?: boolean
  className?: string
  children: ReactNode
}) {
  return (
    <details className={className}>
      <summary
        className={`flex w-fit cursor-pointer list-none items-center gap-1.5 rounded [&::-webkit-details-marker]:hidden ${main ? 'font-medium text-accent-ink hover:underline' : 'text-sm text-ink-2 hover:text-ink'}`}
      >
        <Icon name="chevron-right" size={14} className="transition-transform [[open]>summary>&]:rotate-90" />
        {title}
      </summary>
      {children}
    </details>
  )
}
