import type { ReactNode } from 'react'

/** A part of a page under a hairline. `aside` stands at the right end of the title's line. */
export function Section({
  title,
  id,
  description,
  aside,
  children,
  className = '',
}: {
  title: ReactNode
  /** Names the part for links and for screen readers. */
  id: string
  description?: ReactNode
  aside?: ReactNode
  children: ReactNode
  className?: string
}) {
  return (
    <section aria-labelledby={id} className={`border-t border-hairline pt-4 pb-8 ${className}`}>
      <div className="mb-3 flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">
          <h2 id={id} className="text-base font-semibold">
            {title}
          </h2>
          {description ? <p className="text-sm text-ink-2">{description}</p> : null}
        </div>
        {aside}
      </div>
      {children}
    </section>
  )
}

/** A sheet of paper on the ground, for what stands for itself: a panel, a summary. */
export function Card({ children, className = '' }: { children: ReactNode; className?: string }) {
  return <div className={`rounded-lg border border-hairline bg-surface ${className}`}>{children}</div>
}

/** A part of a Card; several are divided by hairlines. */
export function CardPart({
  title,
  aside,
  children,
  className = '',
}: {
  title?: ReactNode
  aside?: ReactNode
  children: ReactNode
  className?: string
}) {
  return (
    <div className={`border-hairline px-4 py-3.5 not-first:border-t ${className}`}>
      {title ? (
        <div className="mb-2.5 flex min-h-6 items-center justify-between gap-3">
          <h3 className="text-sm font-semibold">{title}</h3>
          {aside}
        </div>
      ) : null}
      {children}
    </div>
  )
}

/** The title of a screen, what leads back, and its main step. */
export function PageHeader({
  title,
  back,
  description,
  status,
  actions,
}: {
  title: ReactNode
  back?: ReactNode
  description?: ReactNode
  /** Stands right after the title, e.g. a StatusPill. */
  status?: ReactNode
  actions?: ReactNode
}) {
  return (
    <header className="mb-5">
      {back ? <div className="mb-1 -ml-0.5 text-sm">{back}</div> : null}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 text-xl font-semibold tracking-tight break-words">{title}</h1>
            {status}
          </div>
          {description ? <p className="mt-0.5 max-w-[70ch] text-ink-2">{description}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
    </header>
  )
}
