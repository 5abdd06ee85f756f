import { Skeleton } from '@/components/ui/skeleton'

/** The shape of the list: title and a few endpoints. */
export default function WebhooksLoading() {
  return (
    <div aria-busy>
      <div className="mb-5 space-y-3">
        <Skeleton className="h-5 w-40" />
        <Skeleton className="w-80 max-w-full" />
      </div>
      <div className="max-w-5xl border-y border-hairline">
        {['first', 'second'].map((row) => (
          <div key={row} className="space-y-3 border-hairline py-4 not-first:border-t">
            <Skeleton className="w-56" />
            <Skeleton className="w-72 max-w-full" />
            <Skeleton className="w-40" />
          </div>
        ))}
      </div>
    </div>
  )
}
