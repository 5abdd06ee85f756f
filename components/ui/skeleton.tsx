const widths = ['w-24', 'w-40', 'w-32', 'w-28', 'w-36', 'w-20'] as const

/** One grey bar of the size that the class gives. */
export function Skeleton({ className = '' }: { className?: string }) {
  return <span aria-hidden className={`block h-3 animate-pulse rounded bg-pressed ${className}`} />
}

/** Lines of running text. */
export function TextSkeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div aria-hidden className="space-y-2.5">
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} className={line === lines - 1 ? 'w-2/3' : 'w-full'} />
      ))}
    </div>
  )
}

/**
 * A table of 40 px rows with its head, in the shape of what comes. Painted by gradients, a few elements whatever the
 * rows: it is drawn and sent with every page that it stands in for.
 */
export function TableSkeleton({ columns = 5 }: { columns?: number }) {
  return (
    <div aria-hidden className="h-189 overflow-hidden border-y border-hairline">
      <div className="h-9 bg-sunken" />
      <div className="flex h-full animate-pulse gap-6 bg-[repeating-linear-gradient(var(--hairline)_0_1px,transparent_1px_40px)] px-3">
        {Array.from({ length: columns }, (_, column) => (
          <div key={column} className={`flex-1 ${column > 1 ? 'max-sm:hidden' : ''}`}>
            <div
              className={`h-full max-w-full bg-[repeating-linear-gradient(transparent_0_14px,var(--pressed)_14px_26px,transparent_26px_40px)] ${widths[(column * 3) % widths.length]}`}
            />
          </div>
        ))}
      </div>
    </div>
  )
}
