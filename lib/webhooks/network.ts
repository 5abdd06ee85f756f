import 'server-only'
/** How names become addresses, and which may be called. */
import { lookup } from 'node:dns/promises'
import { addressIssue, hostOf, isLiteral, parseAllowed, readUrl, type Allowed } from './addresses'
import type { AddressIssue, UrlIssue } from './addresses'

/** What the world is to the sender; tests give a smaller one. */
export type Network = {
  allowed: Allowed
  /** All addresses of a host name; throws or answers none when it has none. */
  resolve: (host: string) => Promise<readonly string[]>
  /** For everything from the name to the end of the answer. */
  timeoutMs: number
}

export function systemNetwork(): Network {
  return {
    allowed: parseAllowed(process.env.WEBHOOK_ALLOW_HOSTS),
    resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
    timeoutMs: 15_000,
  }
}

export type Target = { url: URL; addresses: readonly string[] }

/**
 * Where a call to this address would go: resolved once, and every address checked. Asked when an endpoint is saved and
 * again at each call, because a name may come to mean something else meanwhile.
 */
export async function findTarget(
  text: string,
  network: Network,
): Promise<Target | { issue: UrlIssue | AddressIssue }> {
  const read = readUrl(text, network.allowed)
  if ('issue' in read) return read
  const host = hostOf(read.url)
  const addresses = isLiteral(host) ? [host] : await network.resolve(host).catch(() => [])
  const issue = addressIssue(read.url, addresses, network.allowed)
  return issue ? { issue } : { url: read.url, addresses }
}
