import { changePickup } from '@/lib/api/decide'
import type { IdContext } from '@/lib/api/handler'
import { cancelBody } from '@/lib/api/schemas'
import { cancelPickup } from '@/lib/pickups/commands'

export function POST(request: Request, context: IdContext): Promise<Response> {
  return changePickup(request, context, cancelBody, ({ caller, now }, input) =>
    cancelPickup(caller, input, now),
  )
}
