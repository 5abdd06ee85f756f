import { healthFacts } from '@/lib/health/queries'
import { readiness } from '@/lib/health/rules'

export const dynamic = 'force-dynamic'

/** Whether the process is able to serve: 200 when it is, 503 with what is missing when it is not. */
export async function GET(): Promise<Response> {
  const found = readiness(await healthFacts())
  return Response.json(found, {
    status: found.status === 'ready' ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  })
}
