import { Skeleton } from '@/components/ui/skeleton'

/** The shape of an endpoint: title, facts and the log. */
export default function EndpointLoading() {
  return (
    <div aria-busy>
      <div className="mb-5 space-y-3">
        <Skeleton className="w-20" />
        <Skeleton className="h-5 w-56" />
      </div>
      <div className="mb-8 max-w-3xl space-y-2.5">
        {['address', 'events', 'secret', 'created'].map((fact) => (
          <Skeleton key={fact} className="w-3/4" />
        ))}
      </div>
      <div className="border-y border-hairline">
        {['1', '2', '3', '4', '5', '6'].map((row) => (
          <div key={row} className="flex h-10 items-center gap-8 border-hairline px-3 not-first:border-t">
            <Skeleton className="w-1/3" />
            <Skeleton className="w-1/5" />
          </div>
        ))}
      </div>
    </div>
  )
}
