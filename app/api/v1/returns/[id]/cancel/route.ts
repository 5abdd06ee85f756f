import { decide } from '@/lib/api/decide'
import type { IdContext } from '@/lib/api/handler'

export function POST(request: Request, context: IdContext): Promise<Response> {
  return decide(request, context, 'cancel')
}
