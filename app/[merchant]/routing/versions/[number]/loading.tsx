import { Card } from '@/components/ui/section'
import { Skeleton, TextSkeleton } from '@/components/ui/skeleton'

export default function RuleSetLoading() {
  return (
    <div aria-busy>
      <div className="mb-5 space-y-2.5 py-1">
        <Skeleton className="w-40" />
        <Skeleton className="h-5 w-44" />
        <Skeleton className="w-96 max-w-full" />
      </div>
      <div className="max-w-5xl space-y-6 border-t border-hairline pt-4 pb-8">
        <Skeleton className="h-4 w-40" />
        {[1, 2, 3].map((change) => (
          <TextSkeleton key={change} lines={2} />
        ))}
      </div>
      <Card className="max-w-5xl space-y-7 px-5 py-5">
        {[1, 2, 3, 4].map((rule) => (
          <TextSkeleton key={rule} lines={2} />
        ))}
      </Card>
    </div>
  )
}
