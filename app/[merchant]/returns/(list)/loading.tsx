import { Skeleton, TableSkeleton } from '@/components/ui/skeleton'

/** The shape of the list: title, count, rows. */
export default function ReturnsLoading() {
  return (
    <div aria-busy>
      <div className="mb-5 flex items-center justify-between">
        <div className="space-y-2.5 py-1">
          <Skeleton className="h-5 w-32" />
          <Skeleton className="w-24" />
        </div>
        <Skeleton className="h-8 w-48 rounded-md max-sm:w-32" />
      </div>
      <TableSkeleton columns={7} />
    </div>
  )
}
