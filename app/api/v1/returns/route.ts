import { bodyOf, keyed, queryOf, thing } from '@/lib/api/handler'
import { returnBody, returnsQuery } from '@/lib/api/schemas'
import { caseAnswer, casesAnswer } from '@/lib/cases/api'
import { createCase } from '@/lib/cases/commands'
import { newId } from '@/lib/ids'
import { linesBySku } from '@/lib/orders/api'

export function GET(request: Request): Promise<Response> {
  return keyed(request, 'returns:read', async ({ caller, url }) => {
    const query = queryOf(url, returnsQuery)
    if (!query.ok) return query
    const page = await casesAnswer(caller, query.data)
    return page.ok ? thing(page.data) : page
  })
}

export function POST(request: Request): Promise<Response> {
  return keyed(request, 'returns:write', async ({ caller, now }) => {
    const body = await bodyOf(request, returnBody)
    if (!body.ok) return body
    const { orderNumber, items, channel, requestedAt } = body.data
    const lines = await linesBySku(caller, orderNumber, items)
    if (!lines.ok) return lines
    const { orderId, asAsked } = lines.data
    const input = { commandId: newId(), orderId, items: lines.data.items, channel }
    const when = requestedAt ? { requestedAt: new Date(requestedAt) } : {}
    const made = await createCase(caller, { ...input, ...when }, now)
    if (!made.ok) return { ok: false, error: asAsked(made.error) }
    const answer = await caseAnswer(caller, made.data.caseId)
    return thing(answer ?? {}, 201, { location: `/api/v1/returns/${made.data.caseId}` })
  })
}
