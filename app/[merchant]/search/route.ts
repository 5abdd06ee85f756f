import { getLocale, getTranslations } from 'next-intl/server'
import type { NextRequest } from 'next/server'
import { actionCaller } from '@/lib/auth/session'
import { listCases } from '@/lib/cases/queries'
import { caseHref, caseNumber, parseCaseSearch } from '@/lib/cases/search'
import type { Caller } from '@/lib/caller'
import { formatDate } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { findOrders } from '@/lib/orders/queries'
import { orderHref } from '@/lib/orders/search'

type Item = { title: string; subtitle: string; href: string }
type Group = { kind: 'returns' | 'orders'; items: Item[] }

const shown = 6
const headers = { 'cache-control': 'private, no-store' }

/** What the command palette finds: `{ groups: [{ kind, items: [{ title, subtitle, href }] }] }`, the newest of each kind. */
export async function GET(
  request: NextRequest,
  context: RouteContext<'/[merchant]/search'>,
): Promise<Response> {
  const { merchant: slug } = await context.params
  const caller = await actionCaller(slug)
  if (!caller.ok) {
    const status = caller.error.code === 'unauthenticated' ? 401 : 404
    return Response.json({ error: caller.error.code }, { status, headers })
  }
  const query = (request.nextUrl.searchParams.get('q') ?? '').replaceAll('\u0000', '').trim().slice(0, 100)
  const groups =
    query === ''
      ? []
      : await Promise.all([findReturns(caller.data, query), findTheOrders(caller.data, query)])
  return Response.json({ groups: groups.filter(({ items }) => items.length > 0) }, { headers })
}

async function findReturns(caller: Caller, query: string): Promise<Group> {
  if (!caller.can.has('case.read')) return { kind: 'returns', items: [] }
  const [{ rows }, t, stage] = await Promise.all([
    listCases(caller, parseCaseSearch({ q: query }), new Date()),
    getTranslations('search'),
    getTranslations('cases.stage'),
  ])
  const items = rows.slice(0, shown).map((row) => ({
    title: caseNumber(row.number),
    subtitle: [stage(row.stage), t('order', { number: row.orderNumber }), row.customerName]
      .filter(Boolean)
      .join(' · '),
    href: caseHref(caller.merchant.slug, row.number),
  }))
  return { kind: 'returns', items }
}

async function findTheOrders(caller: Caller, query: string): Promise<Group> {
  if (!caller.can.has('order.read')) return { kind: 'orders', items: [] }
  const [found, locale] = await Promise.all([findOrders(caller, query, shown), getLocale()])
  const { slug, timeZone } = caller.merchant
  const items = found.map((order) => ({
    title: order.number,
    subtitle: [
      formatDate(order.placedAt, { locale: parseLocale(locale), timeZone }),
      order.customerName,
      order.city,
    ]
      .filter(Boolean)
      .join(' · '),
    href: orderHref(slug, order.number),
  }))
  return { kind: 'orders', items }
}
