import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'

/** A list with a panel beside it from 1280 px on; the panel stands still while the list scrolls. */
export function WithPeek({
  label,
  peek,
  children,
}: {
  /** The panel's name for screen readers. */
  label: string
  peek: ReactNode
  children: ReactNode
}) {
  if (!peek) return children
  return (
    <div className="xl:grid xl:grid-cols-[minmax(0,1fr)_24rem] xl:gap-6">
      <div className="min-w-0">{children}</div>
      <aside aria-label={label} className="hidden xl:block">
        <div className="sticky top-18 max-h-[calc(100dvh-6rem)] overflow-y-auto rounded-lg border border-hairline bg-surface">
          {peek}
        </div>
      </aside>
    </div>
  )
}

/** The head of a panel: what it shows, the link that opens it whole, and the one that closes it. */
export function PeekHead({
  title,
  open,
  close,
}: {
  title: ReactNode
  open: { href: string; label: string }
  close: { href: string; label: string }
}) {
  const look =
    'grid size-8 place-items-center rounded-md text-ink-2 -outline-offset-2 hover:bg-hover hover:text-ink'
  return (
    <header className="flex items-center gap-1 border-b border-hairline py-2 pr-2 pl-4">
      <h2 className="min-w-0 flex-1">{title}</h2>
      <a href={open.href} className={look} aria-label={open.label} title={open.label}>
        <Icon name="external-link" />
      </a>
      <a
        href={close.href}
        className={look}
        aria-label={close.label}
        title={close.label}
        data-peek=""
        data-close-peek=""
      >
        <Icon name="x" />
      </a>
    </header>
  )
}
