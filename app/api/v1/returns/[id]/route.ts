import { idOf, keyed, refusal, thing, type IdContext } from '@/lib/api/handler'
import { caseAnswer } from '@/lib/cases/api'

export function GET(request: Request, context: IdContext): Promise<Response> {
  return keyed(request, 'returns:read', async ({ caller }) => {
    const id = await idOf(context)
    const found = id && (await caseAnswer(caller, id))
    return found ? thing(found) : refusal('not_found', 'There is no such return')
  })
}
