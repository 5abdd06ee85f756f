import { getTranslations } from 'next-intl/server'
import type { NextRequest } from 'next/server'
import type { LiveAnswer } from '@/components/cases/live'
import { actionCaller } from '@/lib/auth/session'
import { caseVersion } from '@/lib/cases/queries'
import { readCaseNumber } from '@/lib/cases/search'

const headers = { 'cache-control': 'private, no-store' }

/** Asked by the open card every moment: how many events the case has, and what the newest of them are called. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<'/[merchant]/returns/[number]/version'>,
): Promise<Response> {
  const { merchant, number } = await params
  const caller = await actionCaller(merchant)
  if (!caller.ok) return missing(caller.error.code === 'unauthenticated' ? 401 : 404)
  const known = readCaseNumber(number)
  const seen = Number(request.nextUrl.searchParams.get('seen') ?? 0)
  const now =
    known === null ? null : await caseVersion(caller.data, known, Number.isSafeInteger(seen) ? seen : 0)
  if (!now) return missing(404)
  return Response.json({ seen: String(now.events), news: await inWords(now.news) } satisfies LiveAnswer, {
    headers,
  })
}

async function inWords(news: Parameters<typeof eventKey>[0][]): Promise<string | null> {
  if (news.length === 0) return null
  const t = await getTranslations('cases')
  return t('live.changed', { what: news.map((type) => t(eventKey(type))).join(', ') })
}

function eventKey<Type extends string>(type: Type): `event.${Type}` {
  return `event.${type}`
}

function missing(status: 401 | 404): Response {
  return new Response(null, { status, headers })
}
