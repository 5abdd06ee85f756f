import { sql } from 'drizzle-orm'
import { readMerchant, withMerchant } from '@/db/tenant'
import type { SeededMerchant } from '@/db/seed/merchant'
import { apiKeyCaller, carrierCaller, memberCaller, systemCaller, type Caller } from '@/lib/caller'
import { takeCarrierEvents } from '@/lib/carriers/commands'
import { slotKey, slotsBetween, type Slot } from '@/lib/carriers/schedule'
import { changeCase, createCase } from '@/lib/cases/commands'
import { caseAllows, type CaseCommand } from '@/lib/cases/machine'
import type { ChangeCaseInput } from '@/lib/cases/schemas'
import { lockCases, type LoadedCase } from '@/lib/cases/store'
import { addDays } from '@/lib/dates'
import { newId } from '@/lib/ids'
import { scopes, type Role } from '@/lib/permissions'
import { judgeCouriers } from '@/lib/refusals/judging'
import { localDate } from '@/lib/time'
import { Random } from './random'
import type { ShopPlan } from './plan'
import { idsOf, itemsOf, must, type Thread, type Told } from './thread'

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

  /** Takes a place of that slot, or gives it back. */
  book(slot: Slot, places: 1 | -1) {
    this.booked.set(slotKey(slot), (this.booked.get(slotKey(slot)) ?? 0) + places)
  }

  /** The shop's site asks through the API. */
  async open(thread: Thread, at: Date): Promise<void> {
    const input = { orderId: thread.order.id, items: itemsOf(thread), channel: 'api', requestedAt: at }
    const made = must(await createCase(this.api, { commandId: newId(), ...input }, at))
    Object.assign(thread, made)
    thread.decision = (await this.loaded(made.caseId)).state.decision
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

  async loaded(caseId: string): Promise<LoadedCase> {
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

  /** What the worker counts every hour. */
  async judgeCouriers(at: Date): Promise<void> {
    await judgeCouriers(this.system, at)
  }

  /** A batch of the carrier's messages, as they would come over HTTP. */
  async tell(batch: Told[], at: Date): Promise<void> {
    const events = batch.map((told) => {
      told.id ??= `ox-${String((this.told += 1)).padStart(6, '0')}`
      return { ...told, id: told.id, occurredAt: told.occurredAt.toISOString() }
    })
    must(await takeCarrierEvents(this.carrier, events, at))
  }
}
