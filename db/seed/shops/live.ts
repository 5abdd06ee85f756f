import { sql } from 'drizzle-orm'
import { readMerchant, withMerchant } from '@/db/tenant'
import type { SeededMerchant } from '@/db/seed/merchant'
import { apiKeyCaller, carrierCaller, memberCaller, systemCaller, type Caller } from '@/lib/caller'
import { takeCarrierEvents } from '@/lib/carriers/commands'
import { slotKey, slotsBetween, type Slot } from '@/lib/carriers/schedule'
import type { CarrierEvent } from '@/lib/carriers/schemas'
import { changeCase, createCase } from '@/lib/cases/commands'
import { caseAllows, type CaseCommand, type Decision, type RouteAction } from '@/lib/cases/machine'
import type { ChangeCaseInput } from '@/lib/cases/schemas'
import { lockCases, type LoadedCase } from '@/lib/cases/store'
import { addDays } from '@/lib/dates'
import { newId } from '@/lib/ids'
import { scopes, type Role } from '@/lib/permissions'
import { cancelPickup, createPickup, reschedulePickup } from '@/lib/pickups/commands'
import { disputeRefusal, overrideRoute, scheduleRedelivery, settleRefusal } from '@/lib/refusals/commands'
import type { Result } from '@/lib/result'
import { judgeCouriers } from '@/lib/refusals/judging'
import { localDate } from '@/lib/time'
import type { PlannedOrder } from './orders'
import { Random } from './random'
import type { ShopPlan } from './shops'

export type LiveOrder = PlannedOrder & {
  id: string
  customerId: string
  lines: { id: string; sku: string; quantity: number }[]
}
/** So much of one order line, and why. */
export type Piece = { lineId: string; sku: string; quantity: number; reason: string; comment?: string }

/** One return as it is lived through: what the commands have answered so far. */
export type Thread = {
  order: LiveOrder
  picks: Piece[]
  caseId?: string
  number?: number
  pickupId?: string
  slot?: Slot
  /** As the last command left it. */
  decision?: Decision
}

/** What the carrier says; its id is given when it is first sent, so that the same object again is a repetition. */
export type Told = Omit<CarrierEvent, 'id' | 'occurredAt'> & { id?: string; occurredAt: Date }

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`The demo was refused: ${result.error.code}, ${result.error.detail}`)
  return result.data
}

const decisive: readonly CaseCommand[] = ['send_to_review', 'ask', 'approve', 'decline', 'appeal']

/** A demo shop at work: each method is one real command at a moment of the past. */
export class LiveShop {
  readonly random: Random
  readonly api: Caller
  readonly carrier: Caller
  readonly system: Caller
  private readonly members: Caller[]
  private readonly booked = new Map<string, number>()
  private told = 0

  constructor(
    readonly plan: ShopPlan,
    seeded: SeededMerchant,
    apiKeyId: string,
    readonly locationId: string,
  ) {
    const { merchant } = seeded
    this.random = new Random(plan.seed)
    this.members = seeded.members.map((member) => memberCaller(merchant, member.id, member.role))
    this.api = apiKeyCaller(merchant, apiKeyId, scopes)
    this.carrier = carrierCaller(merchant, seeded.carrierId)
    this.system = systemCaller(merchant)
  }

  get merchantId(): string {
    return this.system.merchant.id
  }

  /** Somebody with one of these roles. */
  who(...roles: Role[]): Caller {
    return this.random.pick(this.members.filter((member) => member.role && roles.includes(member.role)))
  }

  /** One of the next slots that are open at that moment. */
  slotFor(thread: Thread, at: Date): Slot {
    const zone = this.plan.timeZone
    const from = localDate(at, zone)
    const slots = slotsBetween(this.plan.schedule, {
      from,
      // Nobody waits longer, but for the New Year's days.
      to: addDays(from, from.slice(5) > '12-28' || from.slice(5) < '01-10' ? 14 : 6),
      city: thread.order.input.address?.city,
      now: at,
      zone,
      booked: this.booked,
    })
    return this.random.pick(slots.filter((slot) => slot.state === 'open').slice(0, 7))
  }

  private book(slot: Slot, places: 1 | -1) {
    this.booked.set(slotKey(slot), (this.booked.get(slotKey(slot)) ?? 0) + places)
  }

  /** The shop's site asks through the API. */
  async open(thread: Thread, at: Date): Promise<void> {
    const input = { orderId: thread.order.id, items: itemsOf(thread), channel: 'api', requestedAt: at }
    const made = must(await createCase(this.api, { commandId: newId(), ...input }, at))
    Object.assign(thread, made)
    thread.decision = (await this.loaded(made.caseId)).state.decision
  }

  async orderPickup(thread: Thread, at: Date, comment?: string): Promise<void> {
    const { input } = thread.order
    const slot = this.slotFor(thread, at)
    if (!input.address || !input.customer.name || !input.customer.phone)
      throw new Error('Nobody to fetch from')
    const wish = {
      commandId: newId(),
      ...(thread.caseId
        ? { caseId: thread.caseId, items: [] }
        : { orderId: thread.order.id, items: itemsOf(thread) }),
      recipient: { name: input.customer.name, phone: input.customer.phone },
      address: input.address,
      slot: { date: slot.date, from: slot.from, to: slot.to },
      requirements: {
        packagingCheck: this.random.chance(0.6),
        photos: this.random.chance(0.4),
        act: this.random.chance(0.2),
      },
      ...(comment && { comment }),
    }
    const tried = await createPickup(this.who('staff', 'staff', 'support'), wish, at)
    // What the terms do not approve by themselves support approves by ordering it, with a word why.
    const needsWho = !tried.ok && ['needs_decision', 'invalid'].includes(tried.error.code)
    const decision = { comment: 'Договорились с покупателем по телефону' }
    const made = must(needsWho ? await createPickup(this.who('support'), { ...wish, decision }, at) : tried)
    this.book(slot, 1)
    Object.assign(thread, { caseId: made.caseId, number: made.caseNumber, pickupId: made.pickupId, slot })
  }

  async reschedule(thread: Thread, at: Date, reason: string): Promise<void> {
    const slot = this.slotFor(thread, at)
    const { pickupId } = idsOf(thread)
    const expectedVersion = await this.pickupVersion(pickupId)
    const times = { date: slot.date, from: slot.from, to: slot.to }
    const input = { commandId: newId(), pickupId, expectedVersion, slot: times, reason }
    must(await reschedulePickup(this.who('staff', 'support'), input, at))
    if (thread.slot) this.book(thread.slot, -1)
    this.book(slot, 1)
    thread.slot = slot
  }

  async cancelPickup(thread: Thread, at: Date, reason: string): Promise<void> {
    const { pickupId } = idsOf(thread)
    const input = {
      commandId: newId(),
      pickupId,
      expectedVersion: await this.pickupVersion(pickupId),
      reason,
    }
    must(await cancelPickup(this.who('staff', 'support'), input, at))
    if (thread.slot) this.book(thread.slot, -1)
  }

  async change(
    thread: Thread,
    command: CaseCommand,
    at: Date,
    more: { by: Role[]; comment?: string; items?: ChangeCaseInput['items'] },
  ): Promise<void> {
    const { caseId } = idsOf(thread)
    const { version, state } = await this.loaded(caseId)
    thread.decision = state.decision
    // What the terms have decided by themselves nobody decides again.
    if (decisive.includes(command) && !caseAllows(command, state)) return
    const { by, ...rest } = more
    const input = { commandId: newId(), caseId, expectedVersion: version, command, ...rest }
    must(await changeCase(this.who(...by), input, at))
    if (decisive.includes(command)) thread.decision = (await this.loaded(caseId)).state.decision
  }

  private async loaded(caseId: string): Promise<LoadedCase> {
    const found = await withMerchant(this.system, (tx) => lockCases(tx, this.merchantId, [caseId]))
    const loaded = found.get(caseId)
    if (!loaded) throw new Error('The demo lost a case')
    return loaded
  }

  /** What arrived, as the warehouse counts it. */
  async received(thread: Thread): Promise<{ caseItemId: string; quantity: number; reason: string | null }[]> {
    const { caseId } = idsOf(thread)
    const rows = await readMerchant(this.system, (tx) =>
      tx.execute<{ id: string; received_quantity: number; customer_reason: string | null }>(sql`
        select id, received_quantity, customer_reason from case_items
        where merchant_id = ${this.merchantId} and case_id = ${caseId} and received_quantity > 0`),
    )
    return rows.map((row) => ({
      caseItemId: row.id,
      quantity: row.received_quantity,
      reason: row.customer_reason,
    }))
  }

  /** What the carrier's refusal has become: which case, and where the rules send it. */
  async refusal(thread: Thread): Promise<{
    route: RouteAction | null
    placeCode: string
    version: number
    disputed: boolean
  }> {
    const [row] = await readMerchant(this.system, (tx) =>
      tx.execute<{ id: string; number: number; code: string | null }>(sql`
        select c.id, c.number, l.code from cases c
        left join locations l on l.merchant_id = c.merchant_id and l.id = c.location_id
        where c.merchant_id = ${this.merchantId} and c.order_id = ${thread.order.id} and c.kind = 'refusal'
        order by c.created_at desc limit 1`),
    )
    if (!row) throw new Error(`The demo lost the refusal of ${thread.order.input.number}`)
    Object.assign(thread, { caseId: row.id, number: row.number })
    const { state, version } = await this.loaded(row.id)
    const disputed = state.flags.includes('disputed_refusal')
    return { route: state.route, placeCode: row.code ?? this.plan.warehouse, version, disputed }
  }

  /** Support agrees with the customer when the parcel comes once more. */
  async redeliver(thread: Thread, at: Date): Promise<void> {
    const { version: expectedVersion } = await this.refusal(thread)
    const slot = this.slotFor(thread, at)
    const { date, from, to } = slot
    const { caseId } = idsOf(thread)
    const wish = { commandId: newId(), caseId, expectedVersion, slot: { date, from, to } }
    must(await scheduleRedelivery(this.who('staff', 'support'), wish, at))
    this.book(slot, 1)
    thread.slot = slot
  }

  /** A person sends it to the shop's own warehouse. */
  async override(thread: Thread, at: Date, comment: string): Promise<void> {
    const { version: expectedVersion } = await this.refusal(thread)
    const { caseId } = idsOf(thread)
    const to = { action: 'deliver' as const, locationId: this.locationId }
    const input = { commandId: newId(), caseId, expectedVersion, to, comment }
    must(await overrideRoute(this.who('support', 'manager'), input, at))
  }

  /** What the worker counts every hour. */
  async judgeCouriers(at: Date): Promise<void> {
    await judgeCouriers(this.system, at)
  }

  async dispute(thread: Thread, at: Date, comment: string): Promise<void> {
    const { version: expectedVersion } = await this.refusal(thread)
    const { caseId } = idsOf(thread)
    must(
      await disputeRefusal(this.who('support'), { commandId: newId(), caseId, expectedVersion, comment }, at),
    )
  }

  /** Support settles what the signs have called into question. */
  async settle(thread: Thread, at: Date): Promise<void> {
    const { version: expectedVersion, disputed } = await this.refusal(thread)
    if (!disputed) return
    const { caseId } = idsOf(thread)
    const as = this.random.weighted([
      ['customer_refused', 5],
      ['not_refused', 3],
      ['unclear', 2],
    ] as const)
    const comment = settlementWords[as]
    const input = { commandId: newId(), caseId, expectedVersion, as, comment }
    must(await settleRefusal(this.who('support'), input, at))
  }

  /** A batch of the carrier's messages, as they would come over HTTP. */
  async tell(batch: Told[], at: Date): Promise<void> {
    const events = batch.map((told) => {
      told.id ??= `ox-${String((this.told += 1)).padStart(6, '0')}`
      return { ...told, id: told.id, occurredAt: told.occurredAt.toISOString() }
    })
    must(await takeCarrierEvents(this.carrier, events, at))
  }

  private async pickupVersion(pickupId: string): Promise<number> {
    const [row] = await readMerchant(this.system, (tx) =>
      tx.execute<{ version: number }>(
        sql`select version from pickup_tasks where merchant_id = ${this.merchantId} and id = ${pickupId}`,
      ),
    )
    return row?.version ?? 0
  }
}

const settlementWords = {
  customer_refused: 'Дозвонились: покупатель подтвердил, что отказался сам',
  not_refused: 'Покупатель прислал запись с домофона: курьера не было',
  unclear: 'Покупатель не отвечает, записи звонка у перевозчика нет',
} as const

function itemsOf(thread: Thread) {
  return thread.picks.map(({ lineId, quantity, reason, comment }) => ({
    orderLineId: lineId,
    quantity,
    reason,
    ...(comment && { comment }),
  }))
}

function idsOf(thread: Thread): { caseId: string; pickupId: string } {
  if (!thread.caseId) throw new Error('The return has not begun yet')
  return { caseId: thread.caseId, pickupId: thread.pickupId ?? '' }
}
