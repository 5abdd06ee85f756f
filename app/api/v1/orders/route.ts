import { bodyOf, keyed, queryOf, thing } from '@/lib/api/handler'
import { parseAnyText } from '@/lib/api/problem'
import { ordersBody, ordersQuery } from '@/lib/api/schemas'
import { takeOrders } from '@/lib/orders/api'
import { ordersAnswer } from '@/lib/orders/api-list'

export function GET(request: Request): Promise<Response> {
  return keyed(request, 'orders:read', async ({ caller, url }) => {
    const query = queryOf(url, ordersQuery)
    if (!query.ok) return query
    const page = await ordersAnswer(caller, query.data)
    return page.ok ? thing(page.data) : page
  })
}

/** Takes orders in, up to 1,000; a bad one never stops the good ones. */
export function POST(request: Request): Promise<Response> {
  return keyed(request, 'orders:write', async ({ caller, now }) => {
    const body = await bodyOf(request, ordersBody, parseAnyText)
    if (!body.ok) return body
    const taken = await takeOrders(caller, body.data.orders, now)
    return taken.ok ? thing(taken.data) : taken
  })
}
