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

/** A table of 40 px rows with its head, in the shape of what comes. */
export function TableSkeleton({ rows = 12, columns = 5 }: { rows?: number; columns?: number }) {
  return (
    <div aria-hidden className="overflow-hidden border-y border-hairline">
      {Array.from({ length: rows + 1 }, (_, row) => (
        <div
          key={row}
          className={`flex items-center gap-6 border-hairline px-3 not-first:border-t ${row === 0 ? 'h-9 bg-sunken' : 'h-10'}`}
        >
          {Array.from({ length: columns }, (_, column) => (
            <div key={column} className={`flex-1 ${column > 1 ? 'max-sm:hidden' : ''}`}>
              <Skeleton
                className={`max-w-full ${row === 0 ? 'w-16' : widths[(row * 5 + column * 3) % widths.length]}`}
              />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}

/** Cards of a number and a word, as on the overview. */
export function CardsSkeleton({ count = 4 }: { count?: number }) {
  return (
    <div aria-hidden className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
      {Array.from({ length: count }, (_, card) => (
        <div key={card} className="space-y-3 rounded-lg border border-hairline bg-surface p-4">
          <Skeleton className="w-24" />
          <Skeleton className="h-6 w-14" />
        </div>
      ))}
    </div>
  )
}
