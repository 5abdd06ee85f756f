import { Skeleton, TableSkeleton } from '@/components/ui/skeleton'

/** The shape of the queue: title, tabs, rows. */
export default function RefusalsLoading() {
  return (
    <div aria-busy>
      <div className="mb-5 flex items-center justify-between">
        <div className="space-y-2.5 py-1">
          <Skeleton className="h-5 w-24" />
          <Skeleton className="w-80 max-w-full" />
        </div>
        <Skeleton className="h-8 w-48 rounded-md max-sm:w-32" />
      </div>
      <Skeleton className="mb-5 h-9 w-160 max-w-full" />
      <TableSkeleton columns={8} />
    </div>
  )
}
