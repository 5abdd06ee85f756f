import 'server-only'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import type { CaseEvent } from '@/lib/cases/events'
import { inOrder } from '@/lib/cases/fold'
import { actorName, addNote, decidedAt } from '@/lib/cases/holding'
import type { Stage } from '@/lib/cases/machine'
import { recordEvents, type LoadedCase } from '@/lib/cases/store'
import { command, deny, Refused } from '@/lib/command'
import { newId } from '@/lib/ids'
import { readPlaces } from '@/lib/locations/places'
import { isOpenOn } from '@/lib/locations/rules'
import { bookSlot, carrierFor } from '@/lib/pickups/booking'
import type { Refusal, Result } from '@/lib/result'
import type { RouteActions } from '@/lib/routing/schemas'
import { localDate } from '@/lib/time'
import { insertRoutes } from './giving'
import { holdRefusal, type HeldRefusal } from './holding'
import { refusalMachine, type RefusalCommand } from './machine'
import type {
  ChosenWay,
  DisputeInput,
  OverrideInput,
  OverrideManyInput,
  ScheduleRedeliveryInput,
  SettleInput,
} from './schemas'
import { releaseRedelivery } from './slots'

export type ChangedRefusal = { version: number; stage: Stage }
/** `done`: parcels that were sent elsewhere; `refused`: those that were not, and why. */
export type ChangedMany = {
  done: number
  refused: (Pick<Refusal, 'code' | 'detail' | 'params'> & { caseId: string })[]
}

function options(name: RefusalCommand, commandId: string) {
  return { name: `refusal.${name}`, permission: refusalMachine[name].permission, commandId }
}

/** Sends a refused parcel where a person says, with a reason, until it has left the hub. */
export function overrideRoute(
  caller: Caller,
  input: OverrideInput,
  now: Date,
): Promise<Result<ChangedRefusal>> {
  return command(caller, options('override', input.commandId), async (tx) => {
    await checkWay(tx, caller, input.to, now)
    const held = await holdRefusal(tx, caller, 'override', input.caseId, input.expectedVersion)
    return override(tx, caller, held, input, now)
  })
}

/** The same for many: one that cannot be sent there any more stands in no other's way, and is named with the reason. */
export function overrideRoutes(
  caller: Caller,
  input: OverrideManyInput,
  now: Date,
): Promise<Result<ChangedMany>> {
  const name = { ...options('override', input.commandId), name: 'refusal.override_many' }
  return command(caller, name, async (tx) => {
    await checkWay(tx, caller, input.to, now)
    const refused: ChangedMany['refused'] = []
    // In one order, so that two who send overlapping selections wait for each other and do not block each other.
    for (const { caseId, routeId } of input.cases.toSorted(byCase)) {
      try {
        const held = await holdRefusal(tx, caller, 'override', caseId, null)
        if (held.loaded.state.routeId !== routeId) await denyRouted(tx, caller, held.loaded)
        await override(tx, caller, held, input, now)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        const { code, detail, params } = error.refusal
        refused.push({ caseId, code, detail, ...(params && { params }) })
      }
    }
    return { done: input.cases.length - refused.length, refused }
  })
}

function byCase(a: { caseId: string }, b: { caseId: string }): number {
  return a.caseId < b.caseId ? -1 : 1
}

/** Somebody or something has routed it since it was seen: who marked many rows at once has not looked at that. */
async function denyRouted(tx: Tx, caller: Caller, { events, version }: LoadedCase): Promise<never> {
  const last = inOrder(events).findLast(
    ({ type }) => type.startsWith('route.') || type === 'delivery.refused',
  )
  return deny('conflict', 'The parcel was given another route meanwhile', {
    params: {
      event: last?.type ?? '',
      who: last ? await actorName(tx, caller.merchant.id, last.actor) : '',
      at: last?.occurredAt.toISOString() ?? '',
      version,
    },
  })
}

/** A place of this shop that takes goods in today; parcels only pass through a hub. */
async function checkWay(tx: Tx, caller: Caller, to: ChosenWay, now: Date): Promise<void> {
  if (to.action !== 'deliver') return
  const { id: merchantId, timeZone } = caller.merchant
  const today = localDate(now, timeZone)
  const place = (await readPlaces(tx, merchantId, today)).get(to.locationId)
  const field = (code: string, message: string) =>
    deny('invalid', message, { fields: [{ path: 'to.locationId', code, message }] })
  if (!place) field('unknown_location', 'The shop has no such place')
  else if (place.kind === 'hub') field('hub_location', 'Parcels only pass through a hub')
  else if (!isOpenOn(place, today)) field('closed_location', 'This place takes nothing in today')
}

const nothingOnTheWay = { storageDays: null, sorting: false, repack: false }

async function override(
  tx: Tx,
  caller: Caller,
  { loaded, refusal }: { loaded: LoadedCase; refusal: HeldRefusal },
  input: { to: ChosenWay; comment: string },
  now: Date,
): Promise<ChangedRefusal> {
  const memberId = memberOf(caller)
  const merchantId = caller.merchant.id
  const at = decidedAt(loaded, now)
  const noteId = await addNote(tx, merchantId, input.comment, now)
  const routeId = newId()
  const { to } = input
  const overridden: CaseEvent = {
    id: newId(),
    type: 'route.overridden',
    occurredAt: at,
    actor: caller.actor,
    data: {
      routeId,
      action: to.action,
      locationId: to.action === 'deliver' ? to.locationId : null,
      noteId,
    },
  }
  await releaseRedelivery(tx, caller.merchant, loaded, now)
  const changed = await record(tx, caller, loaded, [overridden], now)
  // Another place, not other work on the goods: what the route before asked for on the way is still asked for.
  const { storageDays, sorting, repack } = refusal.actions ?? nothingOnTheWay
  const actions: RouteActions = {
    to: to.action === 'deliver' ? to : { action: 'redeliver', afterDays: 0, window: null },
    storageDays,
    sorting,
    repack,
    tellCustomer: false,
    tellOrderSystem: true,
    refund: false,
  }
  await insertRoutes(tx, merchantId, [
    {
      id: routeId,
      caseId: loaded.id,
      refusalId: refusal.id,
      by: 'person',
      cause: 'person',
      ruleSetId: null,
      ruleId: null,
      actions,
      answer: null,
      facts: refusal.facts,
      noteId,
      memberId,
      givenAt: at,
    },
  ])
  return changed
}

/** Agrees when the parcel goes to the door once more; the slot before is given back. */
export function scheduleRedelivery(
  caller: Caller,
  input: ScheduleRedeliveryInput,
  now: Date,
): Promise<Result<ChangedRefusal>> {
  return command(caller, options('schedule', input.commandId), async (tx) => {
    const held = await holdRefusal(tx, caller, 'schedule', input.caseId, input.expectedVersion)
    const { loaded, refusal } = held
    const merchantId = caller.merchant.id
    const carrier = await carrierFor(tx, merchantId, refusal.carrierId)
    await releaseRedelivery(tx, caller.merchant, loaded, now)
    await bookSlot(tx, caller, carrier, input.slot, refusal.facts.city ?? '', now)
    const { date, from, to } = input.slot
    await tx.execute(sql`
      update refusals set redelivery_date = ${date}::date, redelivery_from = ${from}::time, redelivery_to = ${to}::time,
        redelivery_carrier_id = ${carrier.id}
      where merchant_id = ${merchantId} and id = ${refusal.id}`)
    const scheduled: CaseEvent = {
      id: newId(),
      type: 'delivery.redelivery_scheduled',
      occurredAt: decidedAt(loaded, now),
      actor: caller.actor,
      data: { slot: input.slot },
    }
    return record(tx, caller, loaded, [scheduled], now)
  })
}

/** Takes down that the customer says otherwise; it stands beside the other signs. */
export function disputeRefusal(
  caller: Caller,
  input: DisputeInput,
  now: Date,
): Promise<Result<ChangedRefusal>> {
  return command(caller, options('dispute', input.commandId), async (tx) => {
    const { loaded, refusal } = await holdRefusal(tx, caller, 'dispute', input.caseId, input.expectedVersion)
    const merchantId = caller.merchant.id
    const noteId = await addNote(tx, merchantId, input.comment, now)
    const at = decidedAt(loaded, now)
    const signs: HeldRefusal['signs'] = [
      ...refusal.signs,
      { kind: 'customer_disagrees', noteId, at: at.toISOString() },
    ]
    await tx.execute(sql`
      update refusals set signs = ${JSON.stringify(signs)}::jsonb, disputed_at = coalesce(disputed_at, ${at.toISOString()}::timestamptz),
        settled_at = null, settled_by = null, settled_as = null, settled_note_id = null
      where merchant_id = ${merchantId} and id = ${refusal.id}`)
    const base = { actor: caller.actor }
    const noted: CaseEvent = { ...base, id: newId(), type: 'case.noted', occurredAt: at, data: { noteId } }
    const flagged: CaseEvent = {
      ...base,
      id: newId(),
      type: 'case.flagged',
      occurredAt: new Date(at.getTime() + 1),
      data: { flag: 'disputed_refusal' },
    }
    return record(tx, caller, loaded, [noted, ...(refusal.disputed ? [] : [flagged])], now)
  })
}

/** Says what support has found out; the flag is taken away, what was found stays. */
export function settleRefusal(
  caller: Caller,
  input: SettleInput,
  now: Date,
): Promise<Result<ChangedRefusal>> {
  return command(caller, options('settle', input.commandId), async (tx) => {
    const { loaded, refusal } = await holdRefusal(tx, caller, 'settle', input.caseId, input.expectedVersion)
    const merchantId = caller.merchant.id
    const noteId = await addNote(tx, merchantId, input.comment, now)
    const at = decidedAt(loaded, now)
    await tx.execute(sql`
      update refusals set settled_at = ${at.toISOString()}::timestamptz, settled_by = ${memberOf(caller)},
        settled_as = ${input.as}, settled_note_id = ${noteId}
      where merchant_id = ${merchantId} and id = ${refusal.id}`)
    const settled: CaseEvent = {
      id: newId(),
      type: 'delivery.refusal_settled',
      occurredAt: at,
      actor: caller.actor,
      data: { refusalId: refusal.id, as: input.as, noteId },
    }
    return record(tx, caller, loaded, [settled], now)
  })
}

async function record(
  tx: Tx,
  caller: Caller,
  loaded: LoadedCase,
  events: CaseEvent[],
  now: Date,
): Promise<ChangedRefusal> {
  const after = (await recordEvents(tx, caller.merchant.id, [{ loaded, events }], now)).get(loaded.id)
  if (!after) throw new Error('The case was lost while it was recorded')
  return { version: after.version, stage: after.state.stage }
}

function memberOf({ actor }: Caller): string {
  if (actor.kind !== 'member' || !actor.id) return deny('forbidden', 'A person of the shop does this')
  return actor.id
}
