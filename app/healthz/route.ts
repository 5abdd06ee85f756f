export const dynamic = 'force-dynamic'

/** Whether the process is alive: it answers, and asks nobody else. */
export function GET(): Response {
  return Response.json({ status: 'alive' }, { headers: { 'cache-control': 'no-store' } })
}
