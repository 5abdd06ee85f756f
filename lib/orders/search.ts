/** The state of the list of orders that lives in the address: read and written here and nowhere else. */
export type OrderSearch = {
  q: string
  /** Null for the first page. */
  cursor: OrderCursor | null
}

/** A place between two rows: the page holds those that come after it, or before it, in the order of the list. */
export type OrderCursor = { side: 'after' | 'before'; at: Date; id: string }

export const ordersPerPage = 50

type Params = Record<string, string | string[] | undefined>

const cursorShape = /^([ab])(\d{1,14})-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/

function one(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

function readCursor(text: string): OrderCursor | null {
  const match = cursorShape.exec(text)
  if (!match) return null
  const [, side, ms, id = ''] = match
  return { side: side === 'a' ? 'after' : 'before', at: new Date(Number(ms)), id }
}

/** Reads the address; what cannot be understood is as if it were not there. */
export function parseOrderSearch(params: Params): OrderSearch {
  return {
    q: one(params.q).replaceAll('\u0000', '').trim().slice(0, 100),
    cursor: readCursor(one(params.at)),
  }
}

/** The address of that state. */
export function orderSearchHref(merchantSlug: string, search: Partial<OrderSearch> = {}): string {
  const params = new URLSearchParams()
  if (search.q) params.set('q', search.q)
  const { cursor } = search
  if (cursor) params.set('at', `${cursor.side === 'after' ? 'a' : 'b'}${cursor.at.getTime()}-${cursor.id}`)
  const query = params.toString()
  return `/${merchantSlug}/orders${query ? `?${query}` : ''}`
}

/** The page of one order. */
export function orderHref(merchantSlug: string, number: string): string {
  return `/${merchantSlug}/orders/${encodeURIComponent(number)}`
}

/** The order's number from the path, where it stands encoded; null when it cannot be one. */
export function readOrderNumber(segment: string): string | null {
  try {
    const number = decodeURIComponent(segment).trim()
    return number !== '' && number.length <= 100 && !number.includes('\u0000') ? number : null
  } catch {
    return null
  }
}
