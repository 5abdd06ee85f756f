import { bodyOf, keyed, thing } from '@/lib/api/handler'
import { pickupBody } from '@/lib/api/schemas'
import { newId } from '@/lib/ids'
import { linesBySku } from '@/lib/orders/api'
import { pickupAnswer } from '@/lib/pickups/api'
import { createPickup } from '@/lib/pickups/commands'

export function POST(request: Request): Promise<Response> {
  return keyed(request, 'pickups:write', async ({ caller, now }) => {
    const body = await bodyOf(request, pickupBody)
    if (!body.ok) return body
    const { returnId, orderNumber, items, ...rest } = body.data
    const lines = orderNumber && items ? await linesBySku(caller, orderNumber, items) : null
    if (lines && !lines.ok) return lines
    const what = lines
      ? { orderId: lines.data.orderId, items: lines.data.items }
      : { caseId: returnId, items: [] }
    const made = await createPickup(caller, { commandId: newId(), ...what, ...rest }, now)
    if (!made.ok) return { ok: false, error: lines ? lines.data.asAsked(made.error) : made.error }
    const answer = await pickupAnswer(caller, made.data.pickupId)
    return thing(answer ?? {}, 201, { location: `/api/v1/pickups/${made.data.pickupId}` })
  })
}
