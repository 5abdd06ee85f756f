/**
 * The number of the order that was dropped: a link to its page, a link whose query names one, or the number itself.
 * Null when it can be none.
 */
export function droppedOrder(text: string): string | null {
  const [first = ''] = text.trim().split('\n')
  const given = first.trim()
  if (!/^(https?:\/\/|\/)/i.test(given)) return asNumber(given)
  try {
    const url = new URL(given, 'http://shop')
    const asked = url.searchParams.get('order')
    const [, segment] = /^\/[^/]+\/orders\/([^/]+)\/?$/.exec(url.pathname) ?? []
    return asNumber(asked ?? (segment === undefined ? '' : decodeURIComponent(segment)))
  } catch {
    return null
  }
}

function asNumber(text: string): string | null {
  const number = text.trim()
  return number !== '' && number.length <= 100 && !number.includes('\u0000') ? number : null
}
