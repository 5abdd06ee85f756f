import { createHash, randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { furnishedMerchant, type FurnishedMerchant } from './factories/furnished'
import { termsWith } from './factories/policy'
import { testDatabase } from './testing/database'
import type { Entries } from './testing/matrix/entries'
import { refusalEntries } from './testing/matrix/refusals'
import { webhookEntries } from './testing/matrix/webhooks'
import { carrierCaller, type Caller } from '@/lib/caller'
import * as carrierCommands from '@/lib/carriers/commands'
import * as carrierQueries from '@/lib/carriers/queries'
import * as caseActions from '@/lib/cases/actions'
import * as caseCommands from '@/lib/cases/commands'
import * as caseQueries from '@/lib/cases/queries'
import { parseCaseSearch } from '@/lib/cases/search'
import * as deadlineCommands from '@/lib/deadlines/commands'
import * as deadlineQueries from '@/lib/deadlines/queries'
import { newId } from '@/lib/ids'
import * as importActions from '@/lib/imports/actions'
import * as importCommands from '@/lib/imports/commands'
import * as importQueries from '@/lib/imports/queries'
import { bytesOf } from '@/lib/imports/read/file-bytes'
import { parseReplaySearch } from '@/lib/replays/search'
import * as orderQueries from '@/lib/orders/queries'
import * as pickupActions from '@/lib/pickups/actions'
import * as pickupCommands from '@/lib/pickups/commands'
import * as pickupQueries from '@/lib/pickups/queries'
import * as policyActions from '@/lib/policies/actions'
import * as policyCommands from '@/lib/policies/commands'
import * as policyQueries from '@/lib/policies/queries'
import * as replayActions from '@/lib/replays/actions'
import * as replayCommands from '@/lib/replays/commands'
import * as replayQueries from '@/lib/replays/queries'

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

const search = parseCaseSearch({})
const slot = { date: '2026-11-19', from: '10:00', to: '14:00' }
const pickupWish = (of: FurnishedMerchant) => ({
  commandId: newId(),
  orderId: of.orderId,
  items: [{ orderLineId: of.orderLineId, quantity: 1, reason: 'size' }],
  recipient: { name: 'Кто-то', phone: '+79123456789' },
  address: { city: 'Москва', line: 'ул. Лесная, 5' },
  slot,
  requirements: { packagingCheck: false, photos: false, act: false },
})
const pickupChange = (of: FurnishedMerchant) => ({
  commandId: newId(),
  pickupId: of.pickupId,
  expectedVersion: 2,
  reason: 'x',
})
const caseChange = (of: FurnishedMerchant) => ({
  commandId: newId(),
  caseId: of.caseId,
  expectedVersion: 2,
  command: 'note' as const,
  comment: 'x',
})
const preview = (of: FurnishedMerchant) => ({
  orderId: of.orderId,
  items: [{ orderLineId: of.orderLineId, quantity: 1, reason: 'size' }],
})
const tried = (of: FurnishedMerchant) => ({
  orderNumber: of.orderNumber,
  reason: null,
  demandedOn: null,
  terms: termsWith(),
})
const draft = () => ({ commandId: newId(), expectedRevision: 1, expectedVersion: 1, terms: termsWith() })
const publication = () => ({ commandId: newId(), expectedRevision: 1, effectiveFrom: '2026-11-16' })
const importChange = (of: FurnishedMerchant) => ({
  commandId: newId(),
  importNumber: of.importNumber,
  expectedVersion: 1,
})

const reads: Entries['reads'] = {
  ...refusalEntries.reads,
  ...webhookEntries.reads,
  'carriers/queries.pickupSlots': (caller, of) =>
    carrierQueries.pickupSlots(caller, { city: 'Москва', pickupId: of.pickupId }, now),
  'cases/queries.listCases': (caller, of) =>
    caseQueries.listCases(caller, { ...search, q: of.customerName }, now),
  'cases/queries.queueCounts': (caller) => caseQueries.queueCounts(caller),
  'cases/queries.overview': (caller) => caseQueries.overview(caller, ['awaiting_pickup']),
  'cases/queries.recentEvents': (caller) => caseQueries.recentEvents(caller, 50),
  'cases/queries.latestEventId': (caller) => caseQueries.latestEventId(caller),
  'cases/queries.casePage': (caller, of) => caseQueries.casePage(caller, of.caseNumber),
  'cases/queries.caseVersion': (caller, of) => caseQueries.caseVersion(caller, of.caseNumber, 0),
  'cases/queries.neighbours': (caller, of) => caseQueries.neighbours(caller, search, of.caseNumber, now),
  'deadlines/queries.deadlineCounts': (caller) => deadlineQueries.deadlineCounts(caller, now),
  'deadlines/queries.deadlineDays': (caller) => deadlineQueries.deadlineDays(caller, now),
  'deadlines/queries.notices': (caller) => deadlineQueries.notices(caller, 50),
  'imports/queries.listImports': (caller) => importQueries.listImports(caller, null),
  'imports/queries.importDetails': (caller, of) => importQueries.importDetails(caller, of.importNumber),
  'imports/queries.importProgress': (caller, of) => importQueries.importProgress(caller, of.importNumber),
  'imports/queries.previewImport': (caller, of) => importQueries.previewImport(caller, of.importNumber, now),
  'imports/queries.listRefusals': (caller, of) =>
    importQueries.listRefusals(caller, of.importId, { kind: null, code: null, after: null }, 10),
  'imports/queries.eachRefusal': async (caller, of) => {
    const pieces = []
    for await (const piece of importQueries.eachRefusal(caller, of.importId, { kind: null, code: null }))
      pieces.push(piece)
    return pieces
  },
  'orders/queries.findOrders': (caller, of) => orderQueries.findOrders(caller, of.customerName, 10),
  'orders/queries.listOrders': (caller, of) =>
    orderQueries.listOrders(caller, { q: of.customerName, cursor: null }),
  'orders/queries.orderForReturn': (caller, of) => orderQueries.orderForReturn(caller, of.orderId),
  'orders/queries.orderByNumber': (caller, of) => orderQueries.orderByNumber(caller, of.orderNumber),
  'orders/queries.orderPage': (caller, of) => orderQueries.orderPage(caller, of.orderNumber),
  'pickups/queries.reasonChoices': (caller) => pickupQueries.reasonChoices(caller),
  'pickups/queries.caseForPickup': (caller, of) => pickupQueries.caseForPickup(caller, of.caseNumber),
  'pickups/queries.pickupFacts': (caller, of) => pickupQueries.pickupFacts(caller, of.pickupId),
  'policies/queries.policyOverview': (caller) => policyQueries.policyOverview(caller, now),
  'policies/queries.policyVersion': (caller, of) => policyQueries.policyVersion(caller, of.policyNumber, now),
  'policies/queries.policyDraft': (caller) => policyQueries.policyDraft(caller),
  'policies/queries.policyChoices': (caller) => policyQueries.policyChoices(caller),
  'policies/queries.previewVerdict': (caller, of) => policyQueries.previewVerdict(caller, preview(of), now),
  'policies/queries.whatIf': (caller, of) => policyQueries.whatIf(caller, tried(of), now),
  'policies/queries.verdictOfCase': (caller, of) => policyQueries.verdictOfCase(caller, of.caseId),
  'replays/queries.replayOf': (caller, of) => replayQueries.replayOf(caller, of.replayId),
  'replays/queries.recentReplays': (caller) => replayQueries.recentReplays(caller),
  'replays/queries.replayProgress': (caller, of) => replayQueries.replayProgress(caller, of.replayId),
  'replays/queries.replayChanges': (caller, of) =>
    replayQueries.replayChanges(caller, of.replayId, parseReplaySearch({})),
}

const writes: Entries['writes'] = {
  ...refusalEntries.writes,
  ...webhookEntries.writes,
  'carriers/commands.takeCarrierEvents': (caller, of) =>
    carrierCommands.takeCarrierEvents(
      caller,
      [{ id: newId(), type: 'pickup.accepted', occurredAt: now.toISOString(), pickupId: of.pickupId }],
      now,
    ),
  'cases/commands.createCase': (caller, of) =>
    caseCommands.createCase(
      caller,
      {
        commandId: newId(),
        orderId: of.orderId,
        items: [{ orderLineId: of.orderLineId, quantity: 1, reason: 'size' }],
        channel: 'x',
      },
      now,
    ),
  'cases/commands.changeCase': (caller, of) => caseCommands.changeCase(caller, caseChange(of), now),
  'imports/commands.correctImport': (caller, of) =>
    importCommands.correctImport(caller, { ...importChange(of), correction: {} }, now),
  'imports/commands.startImport': (caller, of) => importCommands.startImport(caller, importChange(of), now),
  'imports/commands.cancelImport': (caller, of) => importCommands.cancelImport(caller, importChange(of), now),
  'pickups/commands.createPickup': (caller, of) => pickupCommands.createPickup(caller, pickupWish(of), now),
  'pickups/commands.reschedulePickup': (caller, of) =>
    pickupCommands.reschedulePickup(caller, { ...pickupChange(of), slot }, now),
  'pickups/commands.cancelPickup': (caller, of) => pickupCommands.cancelPickup(caller, pickupChange(of), now),
  'replays/commands.cancelReplay': (caller, of) =>
    replayCommands.cancelReplay(caller, { commandId: newId(), replayId: of.replayId }, now),
}

const makers: Entries['makers'] = {
  ...refusalEntries.makers,
  ...webhookEntries.makers,
  'deadlines/commands.tellDue': (caller) => deadlineCommands.tellDue(caller, now),
  'policies/commands.saveDraft': (caller) => policyCommands.saveDraft(caller, draft(), now),
  'policies/commands.discardDraft': (caller) => policyCommands.discardDraft(caller, draft()),
  'policies/commands.publishDraft': (caller) => policyCommands.publishDraft(caller, publication(), now),
  'replays/commands.startReplay': (caller) =>
    replayCommands.startReplay(caller, { commandId: newId(), terms: termsWith() }, now),
  'imports/commands.uploadImport': (caller) =>
    importCommands.uploadImport(
      caller,
      { commandId: newId(), file: { name: 'x.csv', sha256: 'x', bytes: bytesOf(Buffer.from('a;b\n1;2\n')) } },
      now,
    ),
}

/** Parts of commands: they take an open transaction, so they have been let in already. */
const inside = ['orders/commands.upsertOrders', 'imports/commands.failImport']
/** Before a merchant is known: lib/auth/auth.db.test.ts asks these. */
const beforeMerchant = /^(auth|health|search)\//

const actions: Entries['actions'] = {
  ...refusalEntries.actions,
  ...webhookEntries.actions,
  'cases/actions.submitCase': (slug, of) =>
    caseActions.submitCase(slug, { commandId: newId(), channel: 'x', ...preview(of) }),
  'cases/actions.submitCaseChange': (slug, of) => caseActions.submitCaseChange(slug, caseChange(of)),
  'imports/actions.submitCorrection': (slug, of) =>
    importActions.submitCorrection(slug, { ...importChange(of), correction: {} }),
  'imports/actions.submitStart': (slug, of) => importActions.submitStart(slug, importChange(of)),
  'imports/actions.submitCancel': (slug, of) => importActions.submitCancel(slug, importChange(of)),
  'pickups/actions.submitPickup': (slug, of) => pickupActions.submitPickup(slug, pickupWish(of)),
  'pickups/actions.submitReschedule': (slug, of) =>
    pickupActions.submitReschedule(slug, { ...pickupChange(of), slot }),
  'pickups/actions.submitCancellation': (slug, of) =>
    pickupActions.submitCancellation(slug, pickupChange(of)),
  'pickups/actions.loadSlots': (slug, of) =>
    pickupActions.loadSlots(slug, { city: 'Москва', pickupId: of.pickupId }),
  'pickups/actions.loadPickup': (slug, of) => pickupActions.loadPickup(slug, of.pickupId),
  'policies/actions.submitDraft': (slug) => policyActions.submitDraft(slug, draft()),
  'policies/actions.submitDiscard': (slug) =>
    policyActions.submitDiscard(slug, { commandId: newId(), expectedRevision: 1 }),
  'policies/actions.submitPublish': (slug) => policyActions.submitPublish(slug, publication()),
  'policies/actions.loadDraft': (slug) => policyActions.loadDraft(slug),
  'policies/actions.loadPreview': (slug, of) => policyActions.loadPreview(slug, preview(of)),
  'policies/actions.loadWhatIf': (slug, of) => policyActions.loadWhatIf(slug, tried(of)),
  'replays/actions.submitReplay': (slug) =>
    replayActions.submitReplay(slug, { commandId: newId(), terms: termsWith() }),
  'replays/actions.submitReplayCancel': (slug, of) =>
    replayActions.submitReplayCancel(slug, { commandId: newId(), replayId: of.replayId }),
}

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
