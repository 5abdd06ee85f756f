/** The URL state of the list of carrier messages. */
type Params = Record<string, string | string[] | undefined>
type Cursor = { side: 'after' | 'before'; at: Date; id: string }

/** `?cursor=a1763…-<the carrier's event id>`; anything else is the first page. */
export function parseMessageCursor(params: Params): Cursor | null {
  const text = Array.isArray(params.cursor) ? params.cursor[0] : params.cursor
  const match = /^([ab])(\d{1,14})-(.{1,255})$/su.exec(text ?? '')
  if (!match || text?.includes('\u0000')) return null
  const [, side, ms, id = ''] = match
  return { side: side === 'a' ? 'after' : 'before', at: new Date(Number(ms)), id }
}

export function messagesHref(slug: string, cursor: Cursor | null): string {
  const base = `/${slug}/carrier-messages`
  if (!cursor) return base
  const text = `${cursor.side === 'after' ? 'a' : 'b'}${cursor.at.getTime()}-${cursor.id}`
  return `${base}?cursor=${encodeURIComponent(text)}`
}
