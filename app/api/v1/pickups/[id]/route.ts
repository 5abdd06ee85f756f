import { idOf, keyed, refusal, thing, type IdContext } from '@/lib/api/handler'
import { pickupAnswer } from '@/lib/pickups/api'

export function GET(request: Request, context: IdContext): Promise<Response> {
  return keyed(request, 'pickups:read', async ({ caller }) => {
    const id = await idOf(context)
    const found = id && (await pickupAnswer(caller, id))
    return found ? thing(found) : refusal('not_found', 'There is no such pickup task')
  })
}
