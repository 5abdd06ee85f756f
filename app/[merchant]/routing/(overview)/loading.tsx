import { Card } from '@/components/ui/section'
import { Skeleton, TextSkeleton } from '@/components/ui/skeleton'

export default function RoutingLoading() {
  return (
    <div aria-busy>
      <div className="mb-5 space-y-2.5 py-1">
        <Skeleton className="h-5 w-60" />
        <Skeleton className="w-140 max-w-full" />
      </div>
      <div className="border-t border-hairline pt-4">
        <Skeleton className="mb-5 h-4 w-64" />
        <Card className="max-w-5xl divide-y divide-hairline">
          {[1, 2, 3, 4, 5].map((rule) => (
            <div key={rule} className="flex gap-3 px-4 py-3.5">
              <Skeleton className="size-6 shrink-0 rounded-full" />
              <div className="min-w-0 flex-1">
                <TextSkeleton lines={2} />
              </div>
            </div>
          ))}
        </Card>
      </div>
    </div>
  )
}
