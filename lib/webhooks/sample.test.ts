import { expect, it } from 'vitest'
import { formatSecret, signedHeaders } from '@/lib/carriers/signature'
import { verifySample } from './sample'

type Sample = {
  isOurs: (secret: string, headers: Record<string, string>, rawBody: string) => boolean
}

it('the code that is shown checks what is sent', async () => {
  const address = `data:text/javascript,${encodeURIComponent(verifySample)}`
  const { isOurs } = (await import(/* @vite-ignore */ address)) as Sample
  const [secret, next] = [formatSecret(Buffer.alloc(32, 1)), formatSecret(Buffer.alloc(32, 2))]
  const timestamp = Math.floor(Date.now() / 1000)
  const rawBody = '{"type":"route.given","data":"ж"}'
  const headers = signedHeaders({ id: 'm', timestamp, rawBody }, [next, secret])
  expect(isOurs(secret, headers, rawBody)).toBe(true)
  expect(isOurs(next, headers, rawBody)).toBe(true)
  expect(isOurs(formatSecret(Buffer.alloc(32, 3)), headers, rawBody)).toBe(false)
  expect(isOurs(secret, headers, `${rawBody} `)).toBe(false)
  const old = signedHeaders({ id: 'm', timestamp: timestamp - 400, rawBody }, [secret])
  expect(isOurs(secret, old, rawBody)).toBe(false)
})
