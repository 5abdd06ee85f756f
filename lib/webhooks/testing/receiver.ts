import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { parseAllowed } from '../addresses'
import type { Network } from '../network'

export type Received = { headers: IncomingMessage['headers']; body: string; path: string }
type Reply = (response: ServerResponse, received: Received, count: number) => void | Promise<void>

/** A real server on this machine, for one test: keeps what it gets and answers as told, 200 unless told. */
export async function receiver(reply: Reply = (response) => void response.end('ok')) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const one = {
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
        path: request.url ?? '',
      }
      received.push(one)
      void reply(response, one, received.length)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/hook`, port, received }
}

/** A network in which this machine may be called and names mean what the test says. */
export function testNetwork(more: Partial<Network> = {}): Network {
  return {
    allowed: parseAllowed('127.0.0.0/8'),
    resolve: () => Promise.reject(new Error('No names in this test')),
    timeoutMs: 5000,
    ...more,
  }
}
