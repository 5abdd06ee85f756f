import { changePickup } from '@/lib/api/decide'
import type { IdContext } from '@/lib/api/handler'
import { rescheduleBody } from '@/lib/api/schemas'
import { reschedulePickup } from '@/lib/pickups/commands'

export function POST(request: Request, context: IdContext): Promise<Response> {
  return changePickup(request, context, rescheduleBody, ({ caller, now }, input, { slot }) =>
    reschedulePickup(caller, { ...input, slot }, now),
  )
}
