import { once } from 'node:events'
import { createServer } from 'node:https'
import { setDefaultCACertificates, getCACertificates } from 'node:tls'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { freshMerchant } from '@/db/factories/merchant'
import { testDatabase } from '@/db/testing/database'
import { createEndpoint } from './commands'
import { deliverDue } from './delivering'
import { endpointLog } from './queries'
import { post } from './sending'
import { testAuthority, type Issued } from './testing/certificates'
import { testNetwork } from './testing/receiver'
import { freshEvents, later, now, tell } from './testing/shop'
import { newId } from '@/lib/ids'

const { owner } = await testDatabase()

const ours = testAuthority()
const nobodys = testAuthority('Somebody’s own authority')

// What NODE_EXTRA_CA_CERTS does for a whole process.
beforeAll(() => setDefaultCACertificates([...getCACertificates('default'), ours.own.cert]))

/** A server that speaks TLS with that certificate, on an address of this machine. */
async function secure({ cert, key }: Issued, address = '127.0.0.1', port = 0) {
  const heard: { host: string | undefined; name: string | false | null }[] = []
  const server = createServer({ cert, key }, (request, response) => {
    const { socket } = request
    heard.push({
      host: request.headers.host,
      name: 'servername' in socket && typeof socket.servername === 'string' ? socket.servername : null,
    })
    request.resume().on('end', () => void response.end('ok'))
  })
  server.on('tlsClientError', () => {})
  server.listen(port, address)
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const bound = server.address()
  return { port: typeof bound === 'object' && bound ? bound.port : 0, heard }
}

const outgoing = (port: number, name = 'shop.test') => ({
  url: `https://${name}:${port}/hook`,
  headers: { 'content-type': 'application/json' },
  body: '{}',
})
const here = testNetwork({ resolve: () => Promise.resolve(['127.0.0.1']) })

describe('a certificate', () => {
  it('for the name and of a known authority is good', async () => {
    const server = await secure(ours.issue(['shop.test']))
    expect(await post(outgoing(server.port), here)).toMatchObject({ statusCode: 200, error: null })
    expect(server.heard).toEqual([{ host: `shop.test:${server.port}`, name: 'shop.test' }])
  })

  it.each([
    ['of another name', 'tls_name', () => ours.issue(['other.test'])],
    ['that has run out', 'tls_expired', () => ours.issue(['shop.test'], -1)],
    ['of an authority that nobody knows', 'tls_untrusted', () => nobodys.issue(['shop.test'])],
    ['that vouches for itself', 'tls_untrusted', () => testAuthority('shop.test').own],
  ])('%s is refused before anything is sent: %s', async (_, error, issued) => {
    const server = await secure(issued())
    expect(await post(outgoing(server.port), here)).toMatchObject({ statusCode: null, error })
    expect(server.heard).toEqual([])
  })

  it('is named in the log by what is wrong with it', async () => {
    const shop = await freshMerchant(owner)
    const { port } = await secure(ours.issue(['shop.test'], -1))
    const told = await freshEvents(shop)
    const { admin } = shop.callers
    const made = await createEndpoint(
      admin,
      { commandId: newId(), name: 'Учёт', url: outgoing(port).url, eventTypes: ['case.created'] },
      now,
      here,
    )
    if (!made.ok) throw new Error(made.error.detail)
    await tell(shop, told)
    await deliverDue(shop.system, made.data.id, { network: here, clock: () => later(0) })
    const log = await endpointLog(admin, made.data.id, { state: null, type: null, cursor: null })
    expect(log?.log.messages).toMatchObject([
      { state: 'pending', attempts: 1, last: { statusCode: null, error: 'tls_expired' } },
    ])
  })
})

it('is asked of the address that was checked, whatever the name means a moment later', async () => {
  const issued = ours.issue(['shop.test'])
  const checked = await secure(issued)
  const rebound = await secure(issued, '127.0.0.2', checked.port)
  const meanings = [['127.0.0.1'], ['127.0.0.2'], ['127.0.0.2']]
  const network = testNetwork({ resolve: () => Promise.resolve(meanings.shift() ?? []) })
  expect(await post(outgoing(checked.port), network)).toMatchObject({ statusCode: 200 })
  expect([checked.heard.length, rebound.heard.length]).toEqual([1, 0])
  // Once a call: the next one looks anew, and checks anew.
  expect(meanings).toHaveLength(2)
  expect(await post(outgoing(checked.port), network)).toMatchObject({ statusCode: 200 })
  expect([checked.heard.length, rebound.heard.length]).toEqual([1, 1])
})
