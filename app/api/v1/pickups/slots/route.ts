import { keyed, queryOf, thing } from '@/lib/api/handler'
import { slotsQuery } from '@/lib/api/schemas'
import { slotsAnswer } from '@/lib/pickups/api'

/** The slots that can be booked, with their cut-off times. */
export function GET(request: Request): Promise<Response> {
  return keyed(request, 'pickups:read', async ({ caller, url, now }) => {
    const query = queryOf(url, slotsQuery)
    return query.ok ? thing(await slotsAnswer(caller, query.data, now)) : query
  })
}
