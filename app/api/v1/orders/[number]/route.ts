import { keyed, lastSegment, refusal, thing } from '@/lib/api/handler'
import { orderAnswer } from '@/lib/orders/api'

export function GET(request: Request): Promise<Response> {
  return keyed(request, 'orders:read', async ({ caller, url }) => {
    const number = lastSegment(url)
    const order = number === null ? null : await orderAnswer(caller, number)
    return order ? thing(order) : refusal('not_found', 'There is no such order')
  })
}
