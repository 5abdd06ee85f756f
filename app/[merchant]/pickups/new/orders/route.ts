import { NextResponse, type NextRequest } from 'next/server'
import { actionCaller } from '@/lib/auth/session'
import { findOrders } from '@/lib/orders/queries'
import { Forbidden } from '@/lib/permissions'
import type { RefusalCode } from '@/lib/result'

const statuses: Partial<Record<RefusalCode, number>> = { unauthenticated: 401, not_found: 404 }
const headers = { 'cache-control': 'private, no-store' }

/** Orders for the field in which one is looked for: `?q=`, 20 at most, newest first. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<'/[merchant]/pickups/new/orders'>,
): Promise<NextResponse> {
  const { merchant } = await params
  const caller = await actionCaller(merchant)
  if (!caller.ok) {
    return NextResponse.json(
      { code: caller.error.code },
      { status: statuses[caller.error.code] ?? 400, headers },
    )
  }
  const query = (request.nextUrl.searchParams.get('q') ?? '').slice(0, 100).replaceAll('\u0000', '')
  try {
    return NextResponse.json({ orders: await findOrders(caller.data, query, 20) }, { headers })
  } catch (error) {
    if (error instanceof Forbidden) return NextResponse.json({ code: 'forbidden' }, { status: 403, headers })
    throw error
  }
}
