import { createHash, randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { furnishedMerchant, type FurnishedMerchant } from './factories/furnished'
import { testDatabase } from './testing/database'
import type { Entries } from './testing/matrix/entries'
import { importEntries } from './testing/matrix/imports'
import { policyEntries } from './testing/matrix/policies'
import { refusalEntries } from './testing/matrix/refusals'
import { returnEntries } from './testing/matrix/returns'
import { webhookEntries } from './testing/matrix/webhooks'
import { carrierCaller, type Caller } from '@/lib/caller'

const { owner } = await testDatabase()
const now = new Date('2026-11-16T09:00:00Z')

const cookie = vi.hoisted(() => ({ value: '' }))
vi.mock('next/headers', () => ({
  cookies: async () => ({ get: () => (cookie.value ? { value: cookie.value } : undefined) }),
  headers: async () => new Headers(),
}))
vi.mock('next/cache', () => ({ revalidatePath: () => {} }))
vi.mock('next-intl/server', () => ({
  getTranslations: async () => (key: string) => key,
  getLocale: async () => 'ru',
}))
// React keeps what it cached for a request; here every call is a request of its own.
vi.mock('react', async (original) => ({ ...(await original<object>()), cache: <F>(work: F) => work }))

const parts = [returnEntries, policyEntries, importEntries, refusalEntries, webhookEntries]
const joined = <K extends keyof Entries>(kind: K): Entries[K] =>
  Object.assign({}, ...parts.map((part) => part[kind]))
const reads = joined('reads')
const writes = joined('writes')
const makers = joined('makers')
const actions = joined('actions')

/** Parts of commands: they take an open transaction, so they have been let in already. */
const inside = ['orders/commands.upsertOrders', 'imports/commands.failImport']
/** Before a merchant is known: lib/auth/auth.db.test.ts asks these. */
const beforeMerchant = /^(auth|health|search)\//

let mine: FurnishedMerchant
let theirs: FurnishedMerchant
beforeAll(async () => {
  vi.stubEnv('APP_URL', 'http://localhost:3000')
  mine = await furnishedMerchant(owner, now)
  theirs = await furnishedMerchant(owner, now)
  // Numbers are counted per shop; this one the other shop does not have.
  const second = await makers['imports/commands.uploadImport']?.(mine.shop.callers.admin, mine)
  mine = { ...mine, importNumber: mine.importNumber + 1 }
  expect(second).toMatchObject({ ok: true, data: { number: mine.importNumber } })
})

/** What must not be seen of a shop anywhere outside it. */
function secretsOf(of: FurnishedMerchant): string[] {
  return [
    of.shop.id,
    of.orderId,
    of.orderNumber,
    of.orderLineId,
    of.caseId,
    of.caseItemId,
    of.pickupId,
    of.importId,
    of.policyId,
    of.replayId,
    of.refusalCaseId,
    of.refusalId,
    of.routeId,
    of.ruleSetId,
    of.routingReplayId,
    of.parkedEventId,
    of.endpointId,
    of.messageId,
    of.shop.locationId,
    of.customerName,
  ]
}

async function outcome(ask: () => Promise<unknown> | undefined): Promise<string> {
  return Promise.resolve()
    .then(ask)
    .then(
      (value) => JSON.stringify(value) ?? 'null',
      (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : 'thrown'),
    )
}

const nobody = (of: FurnishedMerchant): Caller => ({ ...of.shop.callers.admin, can: new Set() })
const refusedOutcome = /^Forbidden:|"code":"forbidden"/

describe('the matrix', () => {
  it('knows every exported query, command and action', async () => {
    const modules = import.meta.glob<Record<string, unknown>>('../lib/*/{queries,commands,actions}.ts')
    const exported: string[] = []
    for (const [path, load] of Object.entries(modules)) {
      const place = path.replace('../lib/', '').replace('.ts', '')
      if (beforeMerchant.test(place)) continue
      for (const [name, value] of Object.entries(await load())) {
        if (typeof value === 'function') exported.push(`${place}.${name}`)
      }
    }
    const known = [reads, writes, makers, actions].flatMap((part) => Object.keys(part))
    expect(exported.sort()).toEqual([...known, ...inside].sort())
  })

  it.each(Object.keys(reads))('%s shows another shop nothing, and nobody anything', async (name) => {
    const ask = reads[name]
    if (!ask) throw new Error('not in the matrix')
    const seen = await outcome(() => ask(theirs.shop.callers.admin, mine))
    for (const secret of secretsOf(mine)) expect(seen).not.toContain(secret)
    expect(await outcome(() => ask(nobody(mine), mine))).toMatch(refusedOutcome)
    expect(await outcome(() => ask(mine.shop.callers.admin, mine))).not.toMatch(/Error|Forbidden|forbidden/)
  })

  it.each(Object.keys(writes))('%s takes nothing of another shop, and from nobody anything', async (name) => {
    const ask = writes[name]
    if (!ask) throw new Error('not in the matrix')
    expect(await outcome(() => ask(nobody(mine), mine))).toMatch(refusedOutcome)
    const foreign = name.endsWith('.takeCarrierEvents')
      ? carrierCaller(theirs.shop.system.merchant, theirs.shop.carrierId)
      : theirs.shop.callers.admin
    expect(await outcome(() => ask(foreign, mine))).toMatch(/"code":"not_found"|"accepted":0,"parked":1/)
  })

  it.each(Object.keys(makers))('%s takes nothing from who may not', async (name) => {
    expect(await outcome(() => makers[name]?.(nobody(mine), mine))).toMatch(refusedOutcome)
  })

  it.each(Object.keys(actions))('%s answers nobody, strangers and other shops alike', async (name) => {
    const act = actions[name]
    if (!act) throw new Error('not in the matrix')
    cookie.value = ''
    expect(await outcome(() => act(mine.shop.slug, mine))).toContain('"code":"unauthenticated"')
    cookie.value = await session(theirs)
    const stranger = await outcome(() => act(mine.shop.slug, mine))
    expect(stranger).toContain('"code":"not_found"')
    const neverWas = await outcome(() => act('never-was', mine))
    expect(neverWas).toBe(stranger)
    const inside = await outcome(() => act(theirs.shop.slug, mine))
    for (const secret of secretsOf(mine)) expect(inside).not.toContain(secret)
  })

  it.each(Object.keys(actions).filter((name) => name.startsWith('imports/')))(
    '%s is closed to staff',
    async (name) => {
      cookie.value = await session(mine, 'staff')
      expect(await outcome(() => actions[name]?.(mine.shop.slug, mine))).toContain('"code":"forbidden"')
    },
  )
})

/** A signed-in browser of one of the shop's people. */
async function session(of: FurnishedMerchant, role: 'admin' | 'staff' = 'admin'): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await owner`
    insert into sessions (token_hash, user_id, created_at, expires_at)
    select ${createHash('sha256').update(token).digest('hex')}, user_id, now(), now() + interval '1 hour'
    from members where merchant_id = ${of.shop.id} and role = ${role}`
  return token
}
