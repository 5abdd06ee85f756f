import { Skeleton, TextSkeleton } from '@/components/ui/skeleton'

export default function RuleDraftLoading() {
  return (
    <div aria-busy className="space-y-8">
      <div className="space-y-2.5 py-1">
        <Skeleton className="h-5 w-72" />
        <Skeleton className="w-96 max-w-full" />
      </div>
      {[1, 2, 3, 4].map((part) => (
        <TextSkeleton key={part} lines={4} />
      ))}
    </div>
  )
}
