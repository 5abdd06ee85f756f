import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { parseAllowed } from './addresses'
import { findTarget, systemNetwork } from './network'
import { post } from './sending'
import { receiver, testNetwork } from './testing/receiver'

const outgoing = (url: string) => ({
  url,
  headers: { 'content-type': 'application/json' },
  body: '{"a":"ж"}',
})

it('posts the body as it is and tells the answer', async () => {
  const server = await receiver(
    (response) => void response.writeHead(201, { 'retry-after': '7' }).end('Принято'),
  )
  const answer = await post(outgoing(server.url), testNetwork())
  expect(answer).toMatchObject({ statusCode: 201, error: null, response: 'Принято', retryAfter: '7' })
  expect(server.received).toMatchObject([{ body: '{"a":"ж"}', path: '/hook' }])
  expect(server.received[0]?.headers).toMatchObject({
    'content-type': 'application/json',
    'content-length': '10',
  })
})

it('does not follow a redirect and says where it leads', async () => {
  const target = await receiver()
  const server = await receiver((response) => void response.writeHead(307, { location: target.url }).end())
  const answer = await post(outgoing(server.url), testNetwork())
  expect(answer).toMatchObject({ statusCode: 307, error: null, response: `Location: ${target.url}` })
  expect(target.received).toEqual([])
})

it('gives up when no answer comes in time', async () => {
  const server = await receiver(() => {})
  const answer = await post(outgoing(server.url), testNetwork({ timeoutMs: 200 }))
  expect(answer).toMatchObject({ statusCode: null, error: 'timeout', response: null })
  expect(answer.durationMs).toBeGreaterThanOrEqual(190)
  expect(server.received).toHaveLength(1)
})

it('gives up when the name is not resolved in time', async () => {
  const resolve = () => new Promise<string[]>(() => {})
  const answer = await post(outgoing('http://slow.test/'), {
    ...testNetwork({ resolve, timeoutMs: 100 }),
  })
  expect(answer.error).toBe('timeout')
})

it('takes the status of an answer whose body never ends', async () => {
  const server = await receiver((response) => void response.writeHead(200).write('Начало'))
  const answer = await post(outgoing(server.url), testNetwork({ timeoutMs: 300 }))
  expect(answer).toMatchObject({ statusCode: 200, error: null, response: 'Начало' })
})

it('stops reading a huge body and keeps its beginning', async () => {
  let ended = false
  const server = await receiver((response) => {
    response.writeHead(500)
    response.on('close', () => (ended = true))
    const more = () => {
      while (!response.destroyed && response.write('я'.repeat(10_000)));
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  })
  const answer = await post(outgoing(server.url), testNetwork())
  expect(answer.statusCode).toBe(500)
  expect(answer.response).toBe('я'.repeat(4000))
  await expect.poll(() => ended).toBe(true)
})

it('keeps nothing that the database could not', async () => {
  const server = await receiver((response) => void response.end(Buffer.from([0x61, 0x00, 0xff, 0x62])))
  expect((await post(outgoing(server.url), testNetwork())).response).toBe('a\uFFFD\uFFFDb')
})

it.each([
  ['text/html; charset=windows-1251', Buffer.from([0xcd, 0xe5, 0xf2]), 'Нет'],
  ['text/html;Charset="UTF-8"', Buffer.from('Нет'), 'Нет'],
  ['text/plain; charset=klingon', Buffer.from('Нет'), 'Нет'],
  ['application/octet-stream', Buffer.from([0x1b, 0x5b, 0x41, 0x07, 0x0a, 0x62]), '\uFFFD[A\uFFFD\nb'],
  ['text/plain', Buffer.from('a\u202Eb'), 'a\uFFFDb'],
])('keeps what a person can read of an answer of %s', async (type, body, kept) => {
  const server = await receiver(
    (response) => void response.writeHead(200, { 'content-type': type }).end(body),
  )
  expect((await post(outgoing(server.url), testNetwork())).response).toBe(kept)
})

it('tells why there was no answer', async () => {
  const dead = await receiver()
  const gone = `http://127.0.0.1:1/`
  expect((await post(outgoing(gone), testNetwork())).error).toBe('refused')
  expect((await post(outgoing('http://nowhere.test/'), testNetwork())).error).toBe('unresolved')
  const https = dead.url.replace('http:', 'https:')
  expect((await post(outgoing(https), testNetwork())).error).toBe('tls')
  const broken = await receiver((response) => void response.socket?.destroy())
  expect((await post(outgoing(broken.url), testNetwork())).error).toBe('broken')
  const upgrade = await receiver(
    (response) =>
      void response.socket?.end('HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'),
  )
  expect((await post(outgoing(upgrade.url), testNetwork())).error).toBe('broken')
  const noHttp = createServer((socket) => void socket.end('220 mail ESMTP\r\n'))
  noHttp.listen(0, '127.0.0.1')
  await once(noHttp, 'listening')
  onTestFinished(() => void noHttp.close())
  const address = noHttp.address()
  const port = typeof address === 'object' && address ? address.port : 0
  expect((await post(outgoing(`http://127.0.0.1:${port}/`), testNetwork())).error).toBe('no_http')
})

it('connects to the address that was checked and to no other meaning of the name', async () => {
  const server = await receiver()
  const asked: string[] = []
  const network = testNetwork({
    resolve: (host) => {
      asked.push(host)
      return Promise.resolve(['127.0.0.1'])
    },
  })
  const answer = await post(outgoing(`http://shop.test:${server.port}/hook`), network)
  expect(answer.statusCode).toBe(200)
  expect(asked).toEqual(['shop.test'])
  expect(server.received[0]?.headers.host).toBe(`shop.test:${server.port}`)
})

it('does not connect when the name has come to mean a private address since it was saved', async () => {
  const server = await receiver()
  const answers = [['8.8.8.8'], ['127.0.0.1']]
  const network = testNetwork({
    allowed: parseAllowed(''),
    resolve: () => Promise.resolve(answers.shift() ?? []),
  })
  const url = `https://shop.test:${server.port}/hook`
  expect(await findTarget(url, network)).toMatchObject({ addresses: ['8.8.8.8'] })
  expect(await post(outgoing(url), network)).toMatchObject({ statusCode: null, error: 'private_address' })
  expect(server.received).toEqual([])
})

it('does not connect to this machine by any spelling', async () => {
  const server = await receiver()
  const closed = testNetwork({ allowed: parseAllowed('') })
  for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', '[::ffff:127.0.0.1]']) {
    const answer = await post(outgoing(`https://${host}:${server.port}/`), closed)
    expect([host, answer.error]).toEqual([host, 'private_address'])
  }
  const named = await post(outgoing(`https://localhost:${server.port}/`), {
    ...systemNetwork(),
    allowed: parseAllowed(''),
  })
  expect(named.error).toBe('private_address')
  expect(server.received).toEqual([])
})
