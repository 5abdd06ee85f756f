import { randomUUID } from 'node:crypto'
import { test as base, expect, type APIRequestContext, type Browser, type Page } from '@playwright/test'
import postgres from 'postgres'
import { signedHeaders } from '@/lib/carriers/signature'
import type { Role } from '@/lib/permissions'
import { demoFacts } from './facts'
import { demoLogin, signInWith } from './sign-in'

export type State = Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>

/** What the browser complained of, and what it asked of other machines. */
export type Watch = { complaints: string[]; strangers: string[] }

export function watch(page: Page, own: string): Watch {
  const seen: Watch = { complaints: [], strangers: [] }
  page.on('pageerror', (error) => seen.complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') seen.complaints.push(message.text())
  })
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url())
    if (protocol.startsWith('http') && host !== new URL(own).host) seen.strangers.push(request.url())
  })
  return seen
}

type Fixtures = { watched: Watch }
type WorkerFixtures = {
  /** The cookies of this role in the shop of this place in the demo; every role signs in once. */
  stateOf: (role: Role, shop?: number) => Promise<State>
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  watched: [
    async ({ page, baseURL }, use) => {
      const seen = watch(page, baseURL ?? '')
      await use(seen)
      expect(seen.complaints, 'what the browser complained of').toEqual([])
      expect(seen.strangers, 'requests that leave the machine').toEqual([])
    },
    { auto: true },
  ],
  stateOf: [
    async ({ browser }, use) => {
      const states = new Map<string, Promise<State>>()
      await use((role, shop = 0) => {
        const key = `${role} ${shop}`
        const state = states.get(key) ?? signedIn(browser, demoLogin(role, shop))
        states.set(key, state)
        return state
      })
    },
    { scope: 'worker' },
  ],
})

/** The cookies of a person who has just signed in. */
export async function signedIn(browser: Browser, login: { email: string; password: string }): Promise<State> {
  const page = await browser.newPage({ baseURL: demoFacts().url })
  await signInWith(page, login)
  const state = await page.context().storageState()
  await page.close()
  return state
}

/** A shop of the demo, the first unless said. */
export function shopOf(place = 0) {
  const shop = demoFacts().merchants[place]
  if (!shop) throw new Error(`The demo has no shop ${place}`)
  return shop
}

export type ApiCase = {
  number: string
  stage: string
  order: { number: string }
  items: { id: string; sku: string; quantity: number }[]
  pickup: { id: string; number: number; status: string } | null
}

/** Cases of the first shop as its own system would ask for them, newest first. */
export async function casesOf(
  request: APIRequestContext,
  filter: Record<string, string>,
): Promise<ApiCase[]> {
  const answer = await request.get('/api/v1/returns', {
    params: { limit: '200', ...filter },
    headers: { authorization: `Bearer ${shopOf().apiKey}` },
  })
  expect(answer.status(), await answer.text()).toBe(200)
  return ((await answer.json()) as { data: ApiCase[] }).data
}

export type Told = {
  type: string
  pickupId?: string
  orderNumber?: string
  comment?: string
  visit?: { arrivedAt?: string; leftAt?: string; calls?: number }
  occurredAt?: Date
  items?: { sku: string; quantity: number }[]
  reasonCode?: string
  location?: { code: string }
  id?: string
}

/** What the carrier of the first shop reports, signed as it signs. */
export async function carrierTells(request: APIRequestContext, told: Told[]) {
  const { carrier } = shopOf()
  const rawBody = JSON.stringify({
    events: told.map(({ occurredAt = new Date(), id = randomUUID(), ...event }) => ({
      id,
      occurredAt: occurredAt.toISOString(),
      ...event,
    })),
  })
  const message = { id: randomUUID(), timestamp: Math.floor(Date.now() / 1000), rawBody }
  const answer = await request.post(`/api/v1/carriers/${carrier.name}/events`, {
    data: rawBody,
    headers: { 'content-type': 'application/json', ...signedHeaders(message, [carrier.secret]) },
  })
  expect(answer.status(), await answer.text()).toBe(202)
  return (await answer.json()) as { accepted: number; duplicates: number; parked: number }
}

/** The owner's connection to the database of the server under test, for what no screen or call can make. */
export async function asOwner<T>(work: (owner: postgres.Sql) => Promise<T>): Promise<T> {
  const url = process.env.E2E_DATABASE_URL
  if (!url) throw new Error('E2E_DATABASE_URL is not set: run the journeys through npm test -- e2e')
  const owner = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}

/** A file for a file field. */
export function fileOf(name: string, content: string | Buffer) {
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) }
}

/** Text as Windows-1251 has it; of Cyrillic and ASCII alone, which is what exports are made of. */
export function windows1251(text: string): Buffer {
  return Buffer.from(
    Array.from(text, (letter) => {
      const code = letter.codePointAt(0) ?? 0
      if (code < 0x80) return code
      if (code >= 0x410 && code <= 0x44f) return code - 0x410 + 0xc0
      const other = { Ё: 0xa8, ё: 0xb8, '№': 0xb9, '«': 0xab, '»': 0xbb }[letter]
      if (other === undefined) throw new Error(`«${letter}» is not in the table`)
      return other
    }),
  )
}

export { expect }
