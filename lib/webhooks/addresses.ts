/**
 * Which addresses may be called. A shop types the address, our server calls it: without these walls that would be a way
 * into our own network (SSRF). Pure; names are resolved in network.ts.
 */
import ip from 'ipaddr.js'

type Address = ip.IPv4 | ip.IPv6
type Network = [Address, number]

/** Networks and hosts that the operator of this installation names: they may be private, and plain http. */
export type Allowed = { names: ReadonlySet<string>; networks: readonly Network[] }

/**
 * Reads `WEBHOOK_ALLOW_HOSTS`: host names, addresses and CIDRs, comma between. `wrong` are the entries that are none of
 * these; they allow nothing.
 */
export function parseAllowed(text: string | undefined): Allowed & { wrong: string[] } {
  const names = new Set<string>()
  const networks: Network[] = []
  const wrong: string[] = []
  for (const entry of (text ?? '').split(',').map((part) => part.trim().toLowerCase())) {
    if (entry === '') continue
    if (ip.isValidCIDR(entry)) networks.push(ip.parseCIDR(entry))
    else if (isLiteral(entry)) networks.push(alone(ip.process(entry)))
    else if (/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(entry)) names.add(entry)
    else wrong.push(entry)
  }
  return { names, networks, wrong }
}

/** Whether the text is an address in its usual spelling; not every text that the library reads as one. */
export function isLiteral(text: string): boolean {
  return ip.IPv4.isValidFourPartDecimal(text) || ip.IPv6.isValid(text)
}

function alone(address: Address): Network {
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

/** Everybody’s by its number, but a machine of Azure reaches its own host under it. */
const hostOfAzure = '168.63.129.16'
const globalUnicast = ip.IPv6.parseCIDR('2000::/3')

/**
 * Whether everybody on the internet could reach this address: nothing private, local, shared, multicast, reserved, and
 * nothing that carries another address inside (6to4, Teredo, NAT64), which might be any of these.
 */
export function isPublic(text: string): boolean {
  if (!isLiteral(text)) return false
  const address = ip.process(text)
  if (address instanceof ip.IPv6 && (address.zoneId || !address.match(globalUnicast))) return false
  return address.range() === 'unicast' && address.toString() !== hostOfAzure
}

function inNetworks(text: string, networks: Allowed['networks']): boolean {
  if (!isLiteral(text)) return false
  const address = ip.process(text)
  return networks.some(([base, bits]) => base.kind() === address.kind() && address.match(base, bits))
}

export type UrlIssue = 'not_a_url' | 'not_https' | 'credentials' | 'port'

/** The host as a resolver takes it: without the brackets of an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
}

/** Usual ports of the web and those of nobody in particular: not those of mail, of databases behind a firewall's hole. */
function isPortOpen(port: string): boolean {
  return port === '' || port === '443' || port === '8443' || Number(port) >= 1024
}

/** What is wrong with the address as it is written, before its name is resolved. */
export function readUrl(text: string, allowed: Allowed): { url: URL } | { issue: UrlIssue } {
  if (!URL.canParse(text)) return { issue: 'not_a_url' }
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { issue: 'not_a_url' }
  if (url.hostname === '') return { issue: 'not_a_url' }
  if (url.username || url.password) return { issue: 'credentials' }
  url.hash = ''
  const named = allowed.names.has(hostOf(url)) || allowed.networks.length > 0
  if (url.protocol === 'http:' && !named) return { issue: 'not_https' }
  if (!named && !isPortOpen(url.port)) return { issue: 'port' }
  return { url }
}

export type AddressIssue = 'unresolved' | 'private_address' | 'not_https' | 'port'

/**
 * What forbids to call a host at these addresses. Every one of them must be fit, not only the first: a name with a public
 * and a private address would otherwise be an open door every other time.
 */
export function addressIssue(url: URL, addresses: readonly string[], allowed: Allowed): AddressIssue | null {
  if (addresses.length === 0) return 'unresolved'
  const trusted =
    allowed.names.has(hostOf(url)) || addresses.every((address) => inNetworks(address, allowed.networks))
  if (trusted) return null
  if (url.protocol !== 'https:') return 'not_https'
  if (!isPortOpen(url.port)) return 'port'
  const fit = addresses.every((address) => isPublic(address) || inNetworks(address, allowed.networks))
  return fit ? null : 'private_address'
}
