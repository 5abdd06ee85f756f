import { Card } from '@/components/ui/section'
import { Skeleton, TextSkeleton } from '@/components/ui/skeleton'

export default function PolicyLoading() {
  return (
    <div aria-busy>
      <div className="mb-5 space-y-2.5 py-1">
        <Skeleton className="h-5 w-44" />
        <Skeleton className="w-120 max-w-full" />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 xl:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="border-t border-hairline pt-4">
          <Skeleton className="mb-5 h-4 w-64" />
          <Card className="space-y-7 px-5 py-5">
            {[1, 2, 3, 4, 5].map((part) => (
              <TextSkeleton key={part} lines={2} />
            ))}
          </Card>
        </div>
        <Card className="space-y-6 self-start px-4 py-4 max-xl:hidden">
          {[1, 2, 3, 4].map((part) => (
            <TextSkeleton key={part} lines={3} />
          ))}
        </Card>
      </div>
    </div>
  )
}
