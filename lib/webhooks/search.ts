/** Addresses of the webhook screens, and the state of a delivery log in the URL. */
import { eventTypes, type EventType } from '@/lib/cases/events'

type Params = Record<string, string | string[] | undefined>

export const messageStates = ['pending', 'delivered', 'failed'] as const
export type MessageState = (typeof messageStates)[number]

/** A place between two messages of the log. */
export type MessageCursor = { side: 'after' | 'before'; at: Date; id: string }
export type MessageSearch = {
  state: MessageState | null
  type: EventType | null
  cursor: MessageCursor | null
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const cursorShape = new RegExp(`^([ab])(\\d{1,14})-(${uuid})$`)

/** `?state=failed&type=route.given&cursor=a1763…-<id>`; what is none of these is as if it were not there. */
export function parseMessageSearch(params: Params): MessageSearch {
  const one = (name: string) => {
    const value = params[name]
    return Array.isArray(value) ? value[0] : value
  }
  const [, side, ms, id = ''] = cursorShape.exec(one('cursor') ?? '') ?? []
  return {
    state: messageStates.find((state) => state === one('state')) ?? null,
    type: eventTypes.find((type) => type === one('type')) ?? null,
    cursor: side ? { side: side === 'a' ? 'after' : 'before', at: new Date(Number(ms)), id } : null,
  }
}

/** The query of a search, with its question mark; empty when nothing is asked. */
export function messageQuery({ state, type, cursor }: MessageSearch): string {
  const query = new URLSearchParams()
  if (state) query.set('state', state)
  if (type) query.set('type', type)
  if (cursor) {
    query.set('cursor', `${cursor.side === 'after' ? 'a' : 'b'}${cursor.at.getTime()}-${cursor.id}`)
  }
  return query.size > 0 ? `?${query.toString()}` : ''
}

/** An id out of the path; null when it is none. */
export function parseWebhookId(text: string): string | null {
  return new RegExp(`^${uuid}$`).test(text) ? text : null
}

export function webhooksHref(slug: string): string {
  return `/${slug}/settings/webhooks`
}

export function newEndpointHref(slug: string): string {
  return `${webhooksHref(slug)}/new`
}

const everything: MessageSearch = { state: null, type: null, cursor: null }

export function endpointHref(slug: string, id: string, search = everything): string {
  return `${webhooksHref(slug)}/${id}${messageQuery(search)}`
}

export function editEndpointHref(slug: string, id: string): string {
  return `${webhooksHref(slug)}/${id}/edit`
}

/** One message; the search leads back to the log as it was. */
export function messageHref(slug: string, endpointId: string, id: string, search = everything): string {
  return `${webhooksHref(slug)}/${endpointId}/messages/${id}${messageQuery(search)}`
}
