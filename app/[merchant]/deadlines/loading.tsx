import { Skeleton } from '@/components/ui/skeleton'

/** The shape of the screen: title, three queues, five weeks. */
export default function DeadlinesLoading() {
  return (
    <div aria-busy>
      <div className="mb-5 space-y-2.5 py-1">
        <Skeleton className="h-5 w-40" />
        <Skeleton className="w-80 max-w-full" />
      </div>
      <div className="mb-8 grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
        {['late', 'soon', 'over'].map((queue) => (
          <Skeleton key={queue} className="h-24 rounded-lg" />
        ))}
      </div>
      <Skeleton className="h-140 rounded-lg" />
    </div>
  )
}
