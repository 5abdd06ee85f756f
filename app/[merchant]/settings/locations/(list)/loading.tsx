import { Card } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'

export default function LocationsLoading() {
  return (
    <div aria-busy>
      <div className="mb-5 space-y-2.5 py-1">
        <Skeleton className="h-5 w-24" />
        <Skeleton className="w-120 max-w-full" />
      </div>
      <Card className="mb-8 space-y-4 px-5 py-4">
        <Skeleton className="w-40" />
        <div className="grid grid-cols-2 gap-6 lg:grid-cols-4">
          {[1, 2, 3, 4].map((figure) => (
            <Skeleton key={figure} className="h-8 w-28" />
          ))}
        </div>
      </Card>
      {[3, 1, 2].map((rows, group) => (
        <div key={group} className="border-t border-hairline pt-4 pb-8">
          <Skeleton className="mb-5 h-4 w-44" />
          {Array.from({ length: rows }, (_, row) => (
            <div
              key={row}
              className="flex h-16 items-center gap-8 border-b border-hairline px-3 first:border-t"
            >
              <Skeleton className="w-52" />
              <Skeleton className="w-64 max-sm:hidden" />
              <Skeleton className="ml-auto w-24" />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}
