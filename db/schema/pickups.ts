import { sql } from 'drizzle-orm'
import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  time,
  date,
  boolean,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { codeSchemes, type CodeScheme } from '@/lib/carriers/scheme'
import { parkedReasons, type ParkedReason } from '@/lib/carriers/parking'
import { pickupStatuses, type PickupStatus } from '@/lib/pickups/machine'
import { caseItems, cases } from './cases'
import { holds, id, merchantId, moment, oneOf } from './columns'
import { addresses, notes } from './orders'
import { members, merchants } from './people'

export const carriers = pgTable(
  'carriers',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    code: text('code').notNull(),
    name: text('name').notNull(),
    /** Standard Webhooks secrets that are valid now, newest first (`whsec_…`). */
    secrets: text('secrets').array().notNull(),
    /** Shape: lib/carriers/schedule.ts. */
    schedule: jsonb('schedule').notNull(),
    isDefault: boolean('is_default').notNull().default(false),
    /** Whose list its reason codes are of (lib/carriers/codes). */
    codeScheme: text('code_scheme').$type<CodeScheme>().notNull().default('own'),
    createdAt: moment('created_at').notNull(),
    closedAt: moment('closed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    unique('carriers_code_key').on(t.merchantId, t.code),
    index('carriers_by_code_idx').on(t.code),
    uniqueIndex('carriers_default_key')
      .on(t.merchantId)
      .where(sql`${t.isDefault}`),
    oneOf('carriers_code_scheme_check', t.codeScheme, codeSchemes),
    holds('carriers_code_check', sql`${t.code} ~ '^[a-z0-9][a-z0-9-]{0,40}$'`),
  ],
)

/** How many pickups a slot has taken; made at the first booking. The CHECK is what keeps the last place from being sold twice. */
export const carrierSlots = pgTable(
  'carrier_slots',
  {
    merchantId: merchantId().references(() => merchants.id),
    carrierId: uuid('carrier_id').notNull(),
    date: date('date', { mode: 'string' }).notNull(),
    from: time('from').notNull(),
    to: time('to').notNull(),
    capacity: integer('capacity').notNull(),
    booked: integer('booked').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.carrierId, t.date, t.from, t.to] }),
    foreignKey({
      name: 'carrier_slots_carrier_fk',
      columns: [t.merchantId, t.carrierId],
      foreignColumns: [carriers.merchantId, carriers.id],
    }),
    holds('carrier_slots_booked_check', sql`${t.booked} between 0 and ${t.capacity}`),
  ],
)

export type PickupRequirements = { packagingCheck: boolean; photos: boolean; act: boolean }

export const pickupTasks = pgTable(
  'pickup_tasks',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    number: integer('number').notNull(),
    caseId: uuid('case_id').notNull(),
    carrierId: uuid('carrier_id').notNull(),
    addressId: uuid('address_id').notNull(),
    status: text('status').$type<PickupStatus>().notNull(),
    /** In the merchant's time zone. */
    slotDate: date('slot_date', { mode: 'string' }).notNull(),
    slotFrom: time('slot_from').notNull(),
    slotTo: time('slot_to').notNull(),
    attempts: integer('attempts').notNull().default(0),
    maxAttempts: integer('max_attempts').notNull().default(3),
    calls: integer('calls').notNull().default(0),
    requirements: jsonb('requirements').$type<PickupRequirements>().notNull(),
    noteId: uuid('note_id'),
    version: integer('version').notNull(),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    unique('pickup_tasks_number_key').on(t.merchantId, t.number),
    foreignKey({
      name: 'pickup_tasks_case_fk',
      columns: [t.merchantId, t.caseId],
      foreignColumns: [cases.merchantId, cases.id],
    }),
    foreignKey({
      name: 'pickup_tasks_carrier_fk',
      columns: [t.merchantId, t.carrierId],
      foreignColumns: [carriers.merchantId, carriers.id],
    }),
    foreignKey({
      name: 'pickup_tasks_address_fk',
      columns: [t.merchantId, t.addressId],
      foreignColumns: [addresses.merchantId, addresses.id],
    }),
    foreignKey({
      name: 'pickup_tasks_note_fk',
      columns: [t.merchantId, t.noteId],
      foreignColumns: [notes.merchantId, notes.id],
    }),
    index('pickup_tasks_case_idx').on(t.merchantId, t.caseId),
    uniqueIndex('pickup_tasks_open_key')
      .on(t.merchantId, t.caseId)
      .where(sql`${t.status} in ('created', 'accepted', 'agreed', 'on_way', 'attempt_failed')`),
    oneOf('pickup_tasks_status_check', t.status, pickupStatuses),
    holds('pickup_tasks_slot_check', sql`${t.slotFrom} < ${t.slotTo}`),
    holds(
      'pickup_tasks_attempts_check',
      sql`${t.attempts} >= 0 and ${t.maxAttempts} between 1 and 20 and ${t.calls} >= 0`,
    ),
  ],
)

export const pickupItems = pgTable(
  'pickup_items',
  {
    merchantId: merchantId().references(() => merchants.id),
    pickupId: uuid('pickup_id').notNull(),
    caseItemId: uuid('case_item_id').notNull(),
    quantity: integer('quantity').notNull(),
    collectedQuantity: integer('collected_quantity').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.pickupId, t.caseItemId] }),
    foreignKey({
      name: 'pickup_items_pickup_fk',
      columns: [t.merchantId, t.pickupId],
      foreignColumns: [pickupTasks.merchantId, pickupTasks.id],
    }),
    foreignKey({
      name: 'pickup_items_item_fk',
      columns: [t.merchantId, t.caseItemId],
      foreignColumns: [caseItems.merchantId, caseItems.id],
    }),
    index('pickup_items_case_item_idx').on(t.merchantId, t.caseItemId),
    holds(
      'pickup_items_quantity_check',
      sql`${t.quantity} > 0 and ${t.collectedQuantity} between 0 and ${t.quantity}`,
    ),
  ],
)

export const carrierMessageStatuses = ['applied', 'parked'] as const
export type CarrierMessageStatus = (typeof carrierMessageStatuses)[number]

/** What a carrier sent, word for word; its own event id makes a second delivery a duplicate. */
export const carrierMessages = pgTable(
  'carrier_messages',
  {
    merchantId: merchantId().references(() => merchants.id),
    carrierId: uuid('carrier_id').notNull(),
    eventId: text('event_id').notNull(),
    receivedAt: moment('received_at').notNull(),
    raw: jsonb('raw').$type<Record<string, unknown>>().notNull(),
    status: text('status').$type<CarrierMessageStatus>().notNull(),
    parkedReason: text('parked_reason').$type<ParkedReason>(),
    caseId: uuid('case_id'),
    /** What it is about, as told: so that what waits is found when its order or refusal comes. */
    orderNumber: text('order_number'),
    trackingNumber: text('tracking_number'),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.carrierId, t.eventId] }),
    foreignKey({
      name: 'carrier_messages_carrier_fk',
      columns: [t.merchantId, t.carrierId],
      foreignColumns: [carriers.merchantId, carriers.id],
    }),
    index('carrier_messages_status_idx').on(t.merchantId, t.status, t.receivedAt, t.eventId),
    index('carrier_messages_order_idx')
      .on(t.merchantId, t.orderNumber)
      .where(sql`status = 'parked'`),
    index('carrier_messages_tracking_idx')
      .on(t.merchantId, t.trackingNumber)
      .where(sql`status = 'parked'`),
    oneOf('carrier_messages_status_check', t.status, carrierMessageStatuses),
    oneOf('carrier_messages_reason_check', t.parkedReason, parkedReasons),
    holds('carrier_messages_parked_check', sql`(${t.status} = 'parked') = (${t.parkedReason} is not null)`),
  ],
)

export const carrierCodeKinds = ['reason', 'type'] as const
export type CarrierCodeKind = (typeof carrierCodeKinds)[number]

/** What a person said a carrier's own word means: its reason code one of the shop's reasons, its event type one of ours. */
export const carrierCodes = pgTable(
  'carrier_codes',
  {
    merchantId: merchantId().references(() => merchants.id),
    carrierId: uuid('carrier_id').notNull(),
    kind: text('kind').$type<CarrierCodeKind>().notNull(),
    /** As lib/carriers/codes `normalCode` writes it. */
    code: text('code').notNull(),
    meaning: text('meaning').notNull(),
    mappedBy: uuid('mapped_by').notNull(),
    mappedAt: moment('mapped_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.carrierId, t.kind, t.code] }),
    foreignKey({
      name: 'carrier_codes_carrier_fk',
      columns: [t.merchantId, t.carrierId],
      foreignColumns: [carriers.merchantId, carriers.id],
    }),
    foreignKey({
      name: 'carrier_codes_mapped_by_fk',
      columns: [t.merchantId, t.mappedBy],
      foreignColumns: [members.merchantId, members.id],
    }),
    oneOf('carrier_codes_kind_check', t.kind, carrierCodeKinds),
  ],
)
