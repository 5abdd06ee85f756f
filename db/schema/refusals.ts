import { sql } from 'drizzle-orm'
import {
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  time,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type {
  CountedItem,
  CourierFigures,
  EvidencePiece,
  RefusalSign,
  Settlement,
  Visit,
} from '@/lib/refusals/refusal'
import { settlements } from '@/lib/refusals/refusal'
import type { RefusalFacts } from '@/lib/routing/route'
import { extents, packagingStates, type Extent, type PackagingState } from '@/lib/routing/schemas'
import { cases } from './cases'
import { holds, id, merchantId, moment, oneOf } from './columns'
import { notes, orders } from './orders'
import { locations, members, merchants, reasons } from './people'
import { carriers } from './pickups'

/** Personal: a carrier's couriers, by the code it gives them. */
export const couriers = pgTable(
  'couriers',
  {
    merchantId: merchantId().references(() => merchants.id),
    carrierId: uuid('carrier_id').notNull(),
    code: text('code').notNull(),
    name: text('name'),
    seenAt: moment('seen_at').notNull(),
    /** How far he stands above the others, with enough cases; null: not, or too few are known. Counted by a job. */
    unusual: jsonb('unusual').$type<CourierFigures>(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.carrierId, t.code] }),
    foreignKey({
      name: 'couriers_carrier_fk',
      columns: [t.merchantId, t.carrierId],
      foreignColumns: [carriers.merchantId, carriers.id],
    }),
  ],
)

/** How often a courier's deliveries ended how, by day in the merchant's zone: what a courier is compared by. */
export const courierDays = pgTable(
  'courier_days',
  {
    merchantId: merchantId().references(() => merchants.id),
    carrierId: uuid('carrier_id').notNull(),
    courierCode: text('courier_code').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    delivered: integer('delivered').notNull().default(0),
    refused: integer('refused').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.carrierId, t.courierCode, t.day] }),
    index('courier_days_day_idx').on(t.merchantId, t.day),
    foreignKey({
      name: 'courier_days_courier_fk',
      columns: [t.merchantId, t.carrierId, t.courierCode],
      foreignColumns: [couriers.merchantId, couriers.carrierId, couriers.code],
    }),
    holds('courier_days_check', sql`${t.delivered} >= 0 and ${t.refused} >= 0`),
  ],
)

/** Parcels that a courier says he handed over, each once whoever tells it again: the first telling counts. */
export const deliveries = pgTable(
  'deliveries',
  {
    merchantId: merchantId().references(() => merchants.id),
    orderId: uuid('order_id').notNull(),
    carrierId: uuid('carrier_id').notNull(),
    courierCode: text('courier_code').notNull(),
    deliveredAt: moment('delivered_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.orderId] }),
    foreignKey({
      name: 'deliveries_order_fk',
      columns: [t.merchantId, t.orderId],
      foreignColumns: [orders.merchantId, orders.id],
    }),
    foreignKey({
      name: 'deliveries_courier_fk',
      columns: [t.merchantId, t.carrierId, t.courierCode],
      foreignColumns: [couriers.merchantId, couriers.carrierId, couriers.code],
    }),
  ],
)

/** One refusal of one attempt: what the courier claimed at the door, which never changes, and what the hub confirmed. */
export const refusals = pgTable(
  'refusals',
  {
    merchantId: merchantId().references(() => merchants.id),
    /** That of its `delivery.refused` event. */
    id: id(),
    caseId: uuid('case_id').notNull(),
    carrierId: uuid('carrier_id').notNull(),
    attempt: integer('attempt').notNull(),
    refusedAt: moment('refused_at').notNull(),
    reportedAt: moment('reported_at').notNull(),
    extent: text('extent').$type<Extent>().notNull(),
    packaging: text('packaging').$type<PackagingState>().notNull(),
    /** The carrier's word, and what it means here. */
    reasonCode: text('reason_code'),
    reason: text('reason'),
    courierCode: text('courier_code'),
    hubCode: text('hub_code'),
    hubLocationId: uuid('hub_location_id'),
    noteId: uuid('note_id'),
    items: jsonb('items').$type<CountedItem[]>().notNull(),
    evidence: jsonb('evidence').$type<EvidencePiece[]>().notNull(),
    visit: jsonb('visit').$type<Visit>(),
    /** What the hub said; null while it has not. */
    confirmedAt: moment('confirmed_at'),
    confirmedItems: jsonb('confirmed_items').$type<CountedItem[]>(),
    confirmedPackaging: text('confirmed_packaging').$type<PackagingState>(),
    confirmedReason: text('confirmed_reason'),
    /** What the rules look at, by what is known now; what they looked at is kept with each route. */
    facts: jsonb('facts').$type<RefusalFacts>().notNull(),
    signs: jsonb('signs').$type<RefusalSign[]>().notNull().default([]),
    /** When it was first called into question, and how support settled it. */
    disputedAt: moment('disputed_at'),
    settledAt: moment('settled_at'),
    settledBy: uuid('settled_by'),
    settledAs: text('settled_as').$type<Settlement>(),
    settledNoteId: uuid('settled_note_id'),
    /** When the parcel goes to the door once more, in the carrier's slot. */
    redeliveryDate: date('redelivery_date', { mode: 'string' }),
    redeliveryFrom: time('redelivery_from'),
    redeliveryTo: time('redelivery_to'),
    redeliveryCarrierId: uuid('redelivery_carrier_id'),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    unique('refusals_attempt_key').on(t.merchantId, t.caseId, t.attempt),
    index('refusals_refused_idx').on(t.merchantId, t.refusedAt, t.id),
    index('refusals_confirmed_reason_idx')
      .on(t.merchantId, t.confirmedReason, t.caseId)
      .where(sql`confirmed_reason is not null`),
    index('refusals_courier_idx').on(t.merchantId, t.carrierId, t.courierCode, t.refusedAt),
    index('refusals_disputed_idx')
      .on(t.merchantId, t.disputedAt, t.id)
      .where(sql`disputed_at is not null and settled_at is null`),
    index('refusals_redelivery_idx')
      .on(t.merchantId, t.redeliveryDate, t.id)
      .where(sql`redelivery_date is not null`),
    foreignKey({
      name: 'refusals_case_fk',
      columns: [t.merchantId, t.caseId],
      foreignColumns: [cases.merchantId, cases.id],
    }),
    foreignKey({
      name: 'refusals_carrier_fk',
      columns: [t.merchantId, t.carrierId],
      foreignColumns: [carriers.merchantId, carriers.id],
    }),
    foreignKey({
      name: 'refusals_courier_fk',
      columns: [t.merchantId, t.carrierId, t.courierCode],
      foreignColumns: [couriers.merchantId, couriers.carrierId, couriers.code],
    }),
    foreignKey({
      name: 'refusals_reason_fk',
      columns: [t.merchantId, t.reason],
      foreignColumns: [reasons.merchantId, reasons.code],
    }),
    foreignKey({
      name: 'refusals_confirmed_reason_fk',
      columns: [t.merchantId, t.confirmedReason],
      foreignColumns: [reasons.merchantId, reasons.code],
    }),
    foreignKey({
      name: 'refusals_hub_fk',
      columns: [t.merchantId, t.hubLocationId],
      foreignColumns: [locations.merchantId, locations.id],
    }),
    foreignKey({
      name: 'refusals_note_fk',
      columns: [t.merchantId, t.noteId],
      foreignColumns: [notes.merchantId, notes.id],
    }),
    foreignKey({
      name: 'refusals_settled_note_fk',
      columns: [t.merchantId, t.settledNoteId],
      foreignColumns: [notes.merchantId, notes.id],
    }),
    foreignKey({
      name: 'refusals_settled_by_fk',
      columns: [t.merchantId, t.settledBy],
      foreignColumns: [members.merchantId, members.id],
    }),
    foreignKey({
      name: 'refusals_redelivery_carrier_fk',
      columns: [t.merchantId, t.redeliveryCarrierId],
      foreignColumns: [carriers.merchantId, carriers.id],
    }),
    oneOf('refusals_extent_check', t.extent, extents),
    oneOf('refusals_packaging_check', t.packaging, packagingStates),
    oneOf('refusals_confirmed_packaging_check', t.confirmedPackaging, packagingStates),
    oneOf('refusals_settled_check', t.settledAs, settlements),
    holds('refusals_attempt_check', sql`${t.attempt} between 1 and 20`),
    holds(
      'refusals_settlement_check',
      sql`num_nonnulls(${t.settledAt}, ${t.settledBy}, ${t.settledAs}) in (0, 3) and (${t.settledAt} is null or ${t.disputedAt} is not null)`,
    ),
    holds(
      'refusals_redelivery_check',
      sql`num_nonnulls(${t.redeliveryDate}, ${t.redeliveryFrom}, ${t.redeliveryTo}, ${t.redeliveryCarrierId}) in (0, 4)`,
    ),
  ],
)
