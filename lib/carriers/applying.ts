import 'server-only'
/** What a carrier reports becomes events of cases, refusals, deliveries; or it waits for a person, and why. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { foldCase } from '@/lib/cases/fold'
import { lockCases, recordEvents, type LoadedCase, type Recording } from '@/lib/cases/store'
import { idFrom } from '@/lib/ids'
import { readReasons, withParents } from '@/lib/policies/facts'
import { confirmRefusals, confirms } from '@/lib/refusals/confirming'
import { takeDeliveries } from '@/lib/refusals/delivering'
import { takeRefusals } from '@/lib/refusals/intake'
import { followSlots } from '@/lib/refusals/slots'
import type { Intake, ToldRefusal } from '@/lib/refusals/telling'
import type { About } from './asking'
import { reasonOfCode } from './codes'
import type { ParkedReason } from './parking'
import { isFuture, translate } from './rules'
import type { CarrierEvent } from './schemas'
import type { CodeScheme } from './scheme'
import { concerned, eventIdOf, piecesOf, shareOut } from './sharing'
import { findTargets, foundLines, lockLines, readSkus, reported, spend } from './targets'

export type Applied = {
  event: CarrierEvent
  /** Why it waits; null: it was applied. */
  parked: ParkedReason | null
  caseId: string | null
  /** It says again what another message has said. */
  repeated: boolean
  /** A refusal that was not known: the numbers of its parcel, under which something may have waited for it. */
  brings: About | null
}

type CarrierRow = { code: string; code_scheme: CodeScheme }
type CodeRow = { kind: 'reason' | 'type'; code: string; meaning: string }

/** Each event once, in any order. The caller is the carrier; ids of events make a second telling the same event. */
export async function applyEvents(
  tx: Tx,
  caller: Caller,
  carrierId: string,
  told: readonly CarrierEvent[],
  now: Date,
): Promise<Applied[]> {
  const merchantId = caller.merchant.id
  const [[carrier], codes, reasons, locations] = await Promise.all([
    tx.execute<CarrierRow>(sql`
      select code, code_scheme from carriers where merchant_id = ${merchantId} and id = ${carrierId}`),
    tx.execute<CodeRow>(sql`
      select kind, code, meaning from carrier_codes
      where merchant_id = ${merchantId} and carrier_id = ${carrierId} limit 5000`),
    readReasons(tx, merchantId),
    tx.execute<{ id: string; code: string }>(
      sql`select id, code from locations where merchant_id = ${merchantId} limit 10000`,
    ),
  ])
  if (!carrier) throw new Error('The carrier that signed is gone')
  const meanings = (kind: CodeRow['kind']) =>
    new Map(codes.filter((row) => row.kind === kind).map((row) => [row.code, row.meaning]))
  const [types, mapped] = [meanings('type'), meanings('reason')]
  const known = new Set(reasons.map(({ code }) => code))
  const places = new Map(locations.map((row) => [row.code.toLowerCase(), row]))
  const locationIdOf = (code: string) => places.get(code.toLowerCase())?.id
  const hubOf = (code: string | null) =>
    code === null ? null : (places.get(code.toLowerCase())?.code ?? code)
  const reasonOf = (code: string) => reasonOfCode(carrier.code_scheme, code, mapped, known)
  const intake: Intake = {
    caller,
    carrier: { id: carrierId, code: carrier.code },
    pathOf: (reason) => withParents(reasons, reason),
    locationIdOf,
    hubOf,
    now,
  }

  const results = new Map<string, Applied>()
  const originals = new Map(told.map((event) => [event.id, event]))
  const settle = (event: CarrierEvent, result: Partial<Omit<Applied, 'event'>>) =>
    results.set(event.id, {
      event: originals.get(event.id) ?? event,
      parked: null,
      caseId: null,
      repeated: false,
      brings: null,
      ...result,
    })
  const refusals: ToldRefusal[] = []
  const deliveries: CarrierEvent[] = []
  const others: CarrierEvent[] = []
  for (const raw of told) {
    const type = types.get(raw.type) ?? raw.type
    const event = type === raw.type ? raw : { ...raw, type }
    if (type !== 'delivery.refused' && type !== 'delivery.delivered') others.push(event)
    else if (isFuture(event, now)) settle(event, { parked: 'future' })
    else if (type === 'delivery.delivered') deliveries.push(event)
    else {
      const reason = event.reasonCode === undefined ? null : reasonOf(event.reasonCode)
      if (event.reasonCode !== undefined && reason === null) settle(event, { parked: 'unknown_code' })
      else refusals.push({ event, reason })
    }
  }
  const taken = await takeRefusals(tx, intake, refusals)
  // The hub may have spoken of an attempt before the courier did.
  const again = [...taken.values()].flatMap((one) => ('again' in one ? [one.caseId] : []))
  await confirmRefusals(tx, caller, again, { reasonOf, pathOf: intake.pathOf, hubOf }, now)
  for (const [id, one] of taken) {
    const event = originals.get(id)
    if (!event) continue
    if ('parked' in one) settle(event, one)
    else if ('repeated' in one) settle(event, one)
    else settle(event, { caseId: one.caseId, brings: one.about })
  }
  for (const [event, parked] of await takeDeliveries(tx, intake, deliveries)) settle(event, { parked })
  for (const { event, ...result } of await applyOthers(tx, intake, others, reasonOf)) settle(event, result)
  return told.map((event) => results.get(event.id)).filter((one) => one !== undefined)
}

/** Everything about cases that are there. */
async function applyOthers(
  tx: Tx,
  intake: Intake,
  events: readonly CarrierEvent[],
  reasonOf: (code: string) => string | null,
): Promise<Applied[]> {
  if (events.length === 0) return []
  const { caller, carrier, locationIdOf, hubOf, now } = intake
  const { actor } = caller
  const merchantId = caller.merchant.id
  const targets = await findTargets(tx, caller, carrier.id, events)
  const caseIds = [...new Set([...targets.values()].flat().map((target) => target.caseId))]
  const counts = (event: CarrierEvent) => event.type === 'parcel.at_hub' && event.items !== undefined
  const counted = events
    .filter(counts)
    .flatMap((event) => (targets.get(event.id) ?? []).map(({ caseId }) => caseId))
  // Before the cases, as whoever takes a refusal locks them.
  const lines = await lockLines(tx, caller, [...new Set(counted)])
  const [loaded, skus] = await Promise.all([
    lockCases(tx, merchantId, caseIds),
    readSkus(tx, caller, caseIds),
  ])
  const recordings = new Map<string, Recording>()
  const confirmed = new Set<string>()
  const notes: { id: string; body: string | undefined }[] = []
  /** Cases whose hub has counted, as they are since. */
  const grown = new Map<string, LoadedCase>()
  const applied = events.map((event): Applied => {
    const known = (targets.get(event.id) ?? []).flatMap((target) => {
      const held = loaded.get(target.caseId)
      return held ? [{ ...target, told: held.state, state: (grown.get(target.caseId) ?? held).state }] : []
    })
    const found = event.items ? known : concerned(event.type, known)
    const shares = shareOut(
      event.items,
      found.map(({ caseId, told }) => ({ caseId, pieces: piecesOf(told, skus) })),
    )
    const parts = (shares.length > 0 ? shares : [{ caseId: null, items: event.items }]).map((share) => {
      const target = known.find(({ caseId }) => caseId === share.caseId)
      const first = target && loaded.get(target.caseId)
      const held = first && (grown.get(first.id) ?? first)
      const order = held && counts(event) ? lines.get(held.id) : undefined
      const id = eventIdOf(
        idFrom(merchantId, carrier.id, event.id),
        target === found[0] ? null : share.caseId,
      )
      const noteId = event.comment === undefined ? null : idFrom(id, 'words')
      const result = translate(
        { ...event, items: share.items },
        {
          id,
          noteId,
          actor,
          now,
          target: held
            ? {
                ...reported(held, target.pickupId, skus),
                order: order ? foundLines(held.id, held.state, order) : null,
              }
            : null,
          locationIdOf,
          reasonOf,
        },
      )
      return { first, held, order, noteId, result }
    })
    const caseId = parts[0]?.held?.id ?? null
    // All of them or none: what waits is told once more, whole.
    const waits = parts.flatMap(({ result }) => ('parked' in result ? result.parked : []))
    if (waits[0]) return { event, parked: waits[0], caseId, repeated: false, brings: null }
    for (const { first, held, order, noteId, result } of parts) {
      if (!first || !held || 'parked' in result) continue
      const recording = recordings.get(held.id) ?? { loaded: first, events: [] }
      recording.events.push(result.event)
      if (noteId !== null && 'noteId' in result.event.data) notes.push({ id: noteId, body: event.comment })
      recordings.set(held.id, recording)
      if (order) {
        const state = foldCase([...first.events, ...recording.events])
        spend(order, held.state, state)
        for (const { id, orderLineId } of Object.values(state.items)) {
          const line = order.find((one) => one.id === orderLineId)
          if (line) skus.set(id, line.sku)
        }
        grown.set(held.id, { ...first, state })
      }
      const { type, data } = result.event
      if (held.state.kind === 'refusal' && type === 'parcel.at_hub' && confirms(data)) confirmed.add(held.id)
    }
    return { event, parked: null, caseId, repeated: false, brings: null }
  })
  if (notes.length > 0) {
    await tx.execute(sql`
      insert into notes (merchant_id, id, body, created_at)
      select ${merchantId}, id, body, ${now.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(notes)}::jsonb) as r(id uuid, body text)
      on conflict do nothing`)
  }
  const after = await recordEvents(tx, merchantId, [...recordings.values()], now)
  await followSlots(tx, caller.merchant, loaded, after, now)
  await confirmRefusals(tx, caller, [...confirmed], { reasonOf, pathOf: intake.pathOf, hubOf }, now)
  return applied
}
