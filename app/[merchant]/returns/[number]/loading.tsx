import { Skeleton, TextSkeleton } from '@/components/ui/skeleton'

/** The shape of the card: title, next step, track, parts and facts. */
export default function CaseCardLoading() {
  return (
    <div aria-busy>
      <div className="mb-5 space-y-3">
        <Skeleton className="w-20" />
        <Skeleton className="h-5 w-40" />
        <Skeleton className="w-56" />
      </div>
      <div className="mb-6 rounded-lg border border-hairline bg-surface">
        <div className="flex h-16 items-center gap-4 border-b border-hairline px-4">
          <Skeleton className="size-9 rounded-full" />
          <Skeleton className="w-1/3" />
        </div>
        <div className="grid grid-cols-2 gap-5 px-4 py-5 lg:grid-cols-4">
          {['decision', 'custody', 'inspection', 'money'].map((axis) => (
            <TextSkeleton key={axis} lines={2} />
          ))}
        </div>
      </div>
      <div className="grid gap-8 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <TextSkeleton lines={10} />
        <div className="rounded-lg border border-hairline p-4">
          <TextSkeleton lines={8} />
        </div>
      </div>
    </div>
  )
}
