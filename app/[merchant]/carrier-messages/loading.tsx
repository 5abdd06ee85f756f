import { Skeleton, TextSkeleton } from '@/components/ui/skeleton'

export default function CarrierMessagesLoading() {
  return (
    <div aria-busy className="space-y-8">
      <div className="space-y-2.5 py-1">
        <Skeleton className="h-5 w-56" />
        <Skeleton className="w-80 max-w-full" />
      </div>
      {[1, 2, 3, 4].map((message) => (
        <TextSkeleton key={message} lines={3} />
      ))}
    </div>
  )
}
