import { sql } from 'drizzle-orm'
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { ActorKind, EventType } from '@/lib/cases/events'
import { actorKinds, eventTypes } from '@/lib/cases/events'
import {
  caseKinds,
  custodies,
  decisions,
  dispositions,
  inspections,
  moneyStates,
  stages,
} from '@/lib/cases/machine'
import type {
  CaseKind,
  Custody,
  Decision,
  Disposition,
  Inspection,
  MoneyState,
  Stage,
} from '@/lib/cases/machine'
import { outcomes, type Outcome } from '@/lib/policies/verdict'
import { holds, id, merchantId, moment, oneOf } from './columns'
import { customers, notes, orderLines, orders } from './orders'
import { locations, members, merchants, reasons } from './people'

export const cases = pgTable(
  'cases',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    number: integer('number').notNull(),
    kind: text('kind').$type<CaseKind>().notNull(),
    orderId: uuid('order_id').notNull(),
    customerId: uuid('customer_id'),
    channel: text('channel').notNull(),
    requestedAt: moment('requested_at').notNull(),
    decision: text('decision').$type<Decision>().notNull(),
    custody: text('custody').$type<Custody>().notNull(),
    inspection: text('inspection').$type<Inspection>().notNull(),
    money: text('money').$type<MoneyState>().notNull(),
    /** A cache of deriveStage, for lists. */
    stage: text('stage').$type<Stage>().notNull(),
    flagged: boolean('flagged').notNull().default(false),
    /** Why a person has to look (lib/cases/flags), as the fold has it. */
    flags: text('flags').array().notNull().default([]),
    assigneeId: uuid('assignee_id'),
    /** Where the goods are, or are meant to go. */
    locationId: uuid('location_id'),
    /** When the present stage began: how long somebody has been waiting. */
    stageSince: moment('stage_since').notNull(),
    /** The latest verdict's answer; null where none was given. */
    verdictOutcome: text('verdict_outcome').$type<Outcome>(),
    /** When the clock ends, while it runs: the return window, and the money. */
    windowDueAt: moment('window_due_at'),
    moneyDueAt: moment('money_due_at'),
    /** Until when a refused parcel may lie, while it does. */
    storageDueAt: moment('storage_due_at'),
    /** When the clocks' job next has something to do with the case. */
    nextClockAt: moment('next_clock_at'),
    eventCount: integer('event_count').notNull(),
    /** Head of the hash chain. */
    lastHash: text('last_hash').notNull(),
    version: integer('version').notNull(),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    unique('cases_number_key').on(t.merchantId, t.number),
    foreignKey({
      name: 'cases_order_fk',
      columns: [t.merchantId, t.orderId],
      foreignColumns: [orders.merchantId, orders.id],
    }),
    foreignKey({
      name: 'cases_customer_fk',
      columns: [t.merchantId, t.customerId],
      foreignColumns: [customers.merchantId, customers.id],
    }),
    foreignKey({
      name: 'cases_assignee_fk',
      columns: [t.merchantId, t.assigneeId],
      foreignColumns: [members.merchantId, members.id],
    }),
    foreignKey({
      name: 'cases_location_fk',
      columns: [t.merchantId, t.locationId],
      foreignColumns: [locations.merchantId, locations.id],
    }),
    index('cases_created_idx').on(t.merchantId, t.createdAt, t.id),
    index('cases_updated_idx').on(t.merchantId, t.updatedAt, t.id),
    index('cases_stage_idx').on(t.merchantId, t.stage, t.createdAt, t.id),
    index('cases_waiting_idx').on(t.merchantId, t.stage, t.stageSince, t.id),
    index('cases_refusals_idx')
      .on(t.merchantId, t.stage, t.stageSince, t.id)
      .where(sql`kind = 'refusal'`),
    index('cases_verdict_idx').on(t.merchantId, t.verdictOutcome, t.createdAt, t.id),
    index('cases_kind_idx').on(t.merchantId, t.kind, t.createdAt, t.id),
    index('cases_location_idx').on(t.merchantId, t.locationId, t.createdAt, t.id),
    index('cases_order_idx').on(t.merchantId, t.orderId),
    index('cases_window_due_idx')
      .on(t.merchantId, t.windowDueAt, t.id)
      .where(sql`window_due_at is not null`),
    index('cases_money_due_idx')
      .on(t.merchantId, t.moneyDueAt, t.id)
      .where(sql`money_due_at is not null`),
    index('cases_storage_due_idx')
      .on(t.merchantId, t.storageDueAt, t.id)
      .where(sql`storage_due_at is not null`),
    index('cases_owed_idx')
      .on(t.merchantId, t.money, t.stage, t.id)
      .where(sql`money in ('due', 'in_progress', 'failed')`),
    index('cases_clock_idx')
      .on(t.merchantId, t.nextClockAt, t.id)
      .where(sql`next_clock_at is not null`),
    index('cases_requested_idx').on(t.merchantId, t.requestedAt, t.id),
    oneOf('cases_verdict_check', t.verdictOutcome, outcomes),
    oneOf('cases_kind_check', t.kind, caseKinds),
    oneOf('cases_decision_check', t.decision, decisions),
    oneOf('cases_custody_check', t.custody, custodies),
    oneOf('cases_inspection_check', t.inspection, inspections),
    oneOf('cases_money_check', t.money, moneyStates),
    oneOf('cases_stage_check', t.stage, stages),
    holds('cases_event_count_check', sql`${t.eventCount} > 0 and ${t.version} > 0`),
  ],
)

export const caseItems = pgTable(
  'case_items',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    caseId: uuid('case_id').notNull(),
    orderLineId: uuid('order_line_id').notNull(),
    quantity: integer('quantity').notNull(),
    collectedQuantity: integer('collected_quantity').notNull().default(0),
    receivedQuantity: integer('received_quantity').notNull().default(0),
    disposedQuantity: integer('disposed_quantity').notNull().default(0),
    /** Of a refused parcel: what the customer took after all; free to be asked back another time. */
    keptQuantity: integer('kept_quantity').notNull().default(0),
    /** Three voices, never overwritten by each other; null: not given. */
    customerReason: text('customer_reason'),
    courierReason: text('courier_reason'),
    warehouseReason: text('warehouse_reason'),
    noteId: uuid('note_id'),
    disposition: text('disposition').$type<Disposition>(),
    /** False once the case was cancelled or declined with the goods at the customer: the quantity is free again. */
    live: boolean('live').notNull().default(true),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    unique('case_items_line_key').on(t.merchantId, t.caseId, t.orderLineId),
    foreignKey({
      name: 'case_items_case_fk',
      columns: [t.merchantId, t.caseId],
      foreignColumns: [cases.merchantId, cases.id],
    }),
    foreignKey({
      name: 'case_items_line_fk',
      columns: [t.merchantId, t.orderLineId],
      foreignColumns: [orderLines.merchantId, orderLines.id],
    }),
    foreignKey({
      name: 'case_items_note_fk',
      columns: [t.merchantId, t.noteId],
      foreignColumns: [notes.merchantId, notes.id],
    }),
    foreignKey({
      name: 'case_items_customer_reason_fk',
      columns: [t.merchantId, t.customerReason],
      foreignColumns: [reasons.merchantId, reasons.code],
    }),
    foreignKey({
      name: 'case_items_courier_reason_fk',
      columns: [t.merchantId, t.courierReason],
      foreignColumns: [reasons.merchantId, reasons.code],
    }),
    foreignKey({
      name: 'case_items_warehouse_reason_fk',
      columns: [t.merchantId, t.warehouseReason],
      foreignColumns: [reasons.merchantId, reasons.code],
    }),
    index('case_items_order_line_idx').on(t.merchantId, t.orderLineId),
    index('case_items_reason_idx').on(t.merchantId, t.customerReason, t.caseId),
    index('case_items_courier_reason_idx')
      .on(t.merchantId, t.courierReason, t.caseId)
      .where(sql`courier_reason is not null`),
    oneOf('case_items_disposition_check', t.disposition, dispositions),
    holds(
      'case_items_quantity_check',
      sql`${t.quantity} > 0 and ${t.collectedQuantity} between 0 and ${t.quantity} and ${t.receivedQuantity} between 0 and ${t.collectedQuantity} and ${t.disposedQuantity} between 0 and ${t.receivedQuantity}`,
    ),
    holds(
      'case_items_kept_check',
      sql`${t.keptQuantity} between 0 and ${t.quantity} - ${t.collectedQuantity}`,
    ),
  ],
)

/** Append-only: the application may insert and read, never change. */
export const caseEvents = pgTable(
  'case_events',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    caseId: uuid('case_id').notNull(),
    /** Place in the case's hash chain, in the order of recording. */
    seq: integer('seq').notNull(),
    type: text('type').$type<EventType>().notNull(),
    occurredAt: moment('occurred_at').notNull(),
    recordedAt: moment('recorded_at').notNull(),
    actorKind: text('actor_kind').$type<ActorKind>().notNull(),
    /** Member, API key or carrier; null for the system. */
    actorId: uuid('actor_id'),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    unique('case_events_seq_key').on(t.merchantId, t.caseId, t.seq),
    foreignKey({
      name: 'case_events_case_fk',
      columns: [t.merchantId, t.caseId],
      foreignColumns: [cases.merchantId, cases.id],
    }),
    index('case_events_recorded_idx').on(t.merchantId, t.recordedAt, t.id),
    oneOf('case_events_type_check', t.type, eventTypes),
    oneOf('case_events_actor_check', t.actorKind, actorKinds),
    holds('case_events_actor_id_check', sql`(${t.actorKind} = 'system') = (${t.actorId} is null)`),
  ],
)

/** Exact counts by stage without a hot row: a rollup and the signed deltas that are not folded into it yet. */
export const caseCounts = pgTable(
  'case_counts',
  {
    merchantId: merchantId().references(() => merchants.id),
    kind: text('kind').$type<CaseKind>().notNull(),
    stage: text('stage').$type<Stage>().notNull(),
    count: integer('count').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.kind, t.stage] }),
    oneOf('case_counts_kind_check', t.kind, caseKinds),
    oneOf('case_counts_stage_check', t.stage, stages),
  ],
)

export const caseCountDeltas = pgTable(
  'case_count_deltas',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    kind: text('kind').$type<CaseKind>().notNull(),
    stage: text('stage').$type<Stage>().notNull(),
    delta: integer('delta').notNull(),
  },
  (t) => [primaryKey({ columns: [t.merchantId, t.id] })],
)

/**
 * Words and reversed numbers for search by range; `token` is in collation "C", because under row level security only
 * leakproof comparisons may use an index.
 */
export const searchTokens = pgTable(
  'search_tokens',
  {
    merchantId: merchantId().references(() => merchants.id),
    entity: text('entity').$type<'case' | 'order'>().notNull(),
    token: text('token').notNull(),
    entityId: uuid('entity_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.entity, t.token, t.entityId] }),
    index('search_tokens_entity_idx').on(t.merchantId, t.entity, t.entityId, t.token),
    oneOf('search_tokens_entity_check', t.entity, ['case', 'order']),
  ],
)
