import { z } from 'zod'

/** The state of the list of orders that lives in the address. */
export type OrderSearch = {
  q: string
  /** The row after which the page begins; null for the first page. */
  after: OrderCursor | null
}
export type OrderCursor = { placedAt: string; id: string }

const cursor = z.tuple([z.iso.datetime(), z.uuid()])
type Params = Record<string, string | string[] | undefined>

function one(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

/** Reads the address; what cannot be understood is as if it were not there. */
export function parseOrderSearch(params: Params): OrderSearch {
  const parsed = cursor.safeParse(one(params.after).split('_'))
  return {
    q: one(params.q).trim().slice(0, 100),
    after: parsed.success ? { placedAt: parsed.data[0], id: parsed.data[1] } : null,
  }
}

/** The address of that state below `/[merchant]/orders`. */
export function orderSearchHref(merchantSlug: string, search: Partial<OrderSearch>): string {
  const params = new URLSearchParams()
  if (search.q) params.set('q', search.q)
  if (search.after) params.set('after', `${search.after.placedAt}_${search.after.id}`)
  const query = params.toString()
  return `/${merchantSlug}/orders${query ? `?${query}` : ''}`
}
