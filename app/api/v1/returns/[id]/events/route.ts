import { idOf, keyed, queryOf, refusal, thing, type IdContext } from '@/lib/api/handler'
import { eventsQuery } from '@/lib/api/schemas'
import { eventsAnswer } from '@/lib/cases/api-events'

export function GET(request: Request, context: IdContext): Promise<Response> {
  return keyed(request, 'returns:read', async ({ caller, url }) => {
    const query = queryOf(url, eventsQuery)
    if (!query.ok) return query
    const id = await idOf(context)
    const page = id && (await eventsAnswer(caller, id, query.data))
    if (!page) return refusal('not_found', 'There is no such return')
    return page.ok ? thing(page.data) : page
  })
}
