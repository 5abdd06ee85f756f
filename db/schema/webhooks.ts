import { sql } from 'drizzle-orm'
import {
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { EventType } from '@/lib/cases/events'
import { caseEvents, cases } from './cases'
import { holds, id, merchantId, moment, oneOf } from './columns'
import { members, merchants } from './people'

export const endpointOffReasons = ['person', 'gone'] as const
export type EndpointOffReason = (typeof endpointOffReasons)[number]

/** Addresses of the shop's own systems that are told what happens. */
export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    url: text('url').notNull(),
    name: text('name').notNull(),
    eventTypes: text('event_types').array().$type<EventType[]>().notNull(),
    /** Standard Webhooks (`whsec_…`); of those before see `Signing` in lib/webhooks/rules. */
    secret: text('secret').notNull(),
    previousSecret: text('previous_secret'),
    previousUntil: moment('previous_until'),
    offAt: moment('off_at'),
    /** Somebody switched it off, or it answered 410. */
    offReason: text('off_reason').$type<EndpointOffReason>(),
    version: integer('version').notNull(),
    createdBy: uuid('created_by').notNull(),
    createdAt: moment('created_at').notNull(),
    /** Who changed it last; null: nobody has since it was made, or it was switched off because it answered 410. */
    updatedBy: uuid('updated_by'),
    updatedAt: moment('updated_at').notNull(),
    removedAt: moment('removed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({
      name: 'webhook_endpoints_updated_by_fk',
      columns: [t.merchantId, t.updatedBy],
      foreignColumns: [members.merchantId, members.id],
    }),
    foreignKey({
      name: 'webhook_endpoints_created_by_fk',
      columns: [t.merchantId, t.createdBy],
      foreignColumns: [members.merchantId, members.id],
    }),
    oneOf('webhook_endpoints_off_reason_check', t.offReason, endpointOffReasons),
    holds('webhook_endpoints_off_check', sql`(${t.offAt} is null) = (${t.offReason} is null)`),
    holds(
      'webhook_endpoints_secret_check',
      sql`(${t.previousSecret} is null) = (${t.previousUntil} is null) and ${t.version} > 0`,
    ),
  ],
)

export const webhookStatuses = ['pending', 'delivered', 'failed'] as const
export type WebhookStatus = (typeof webhookStatuses)[number]

/** One event for one endpoint, written in the event's own transaction; its id is the `webhook-id`. */
export const webhookMessages = pgTable(
  'webhook_messages',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    endpointId: uuid('endpoint_id').notNull(),
    caseId: uuid('case_id').notNull(),
    eventId: uuid('event_id').notNull(),
    /** Of the event within its case: in this order they go out. */
    eventSeq: integer('event_seq').notNull(),
    type: text('type').$type<EventType>().notNull(),
    /** As it is sent, byte for byte, every time; null until it is first sent. */
    body: text('body'),
    status: text('status').$type<WebhookStatus>().notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** When it is to be sent next; null when it is not. */
    nextAttemptAt: moment('next_attempt_at'),
    createdAt: moment('created_at').notNull(),
    endedAt: moment('ended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    unique('webhook_messages_event_key').on(t.merchantId, t.endpointId, t.eventId),
    index('webhook_messages_due_idx')
      .on(t.merchantId, t.endpointId, t.nextAttemptAt, t.id)
      .where(sql`next_attempt_at is not null`),
    index('webhook_messages_case_idx').on(t.merchantId, t.endpointId, t.caseId, t.eventSeq),
    index('webhook_messages_listed_idx').on(t.merchantId, t.endpointId, t.createdAt, t.id),
    foreignKey({
      name: 'webhook_messages_endpoint_fk',
      columns: [t.merchantId, t.endpointId],
      foreignColumns: [webhookEndpoints.merchantId, webhookEndpoints.id],
    }),
    foreignKey({
      name: 'webhook_messages_case_fk',
      columns: [t.merchantId, t.caseId],
      foreignColumns: [cases.merchantId, cases.id],
    }),
    foreignKey({
      name: 'webhook_messages_event_fk',
      columns: [t.merchantId, t.eventId],
      foreignColumns: [caseEvents.merchantId, caseEvents.id],
    }),
    oneOf('webhook_messages_status_check', t.status, webhookStatuses),
    holds(
      'webhook_messages_next_check',
      sql`(${t.status} = 'pending') = (${t.nextAttemptAt} is not null) and ${t.attempts} >= 0`,
    ),
  ],
)

/** Append-only: every time it was sent, and what was answered. */
export const webhookAttempts = pgTable(
  'webhook_attempts',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    messageId: uuid('message_id').notNull(),
    number: integer('number').notNull(),
    at: moment('at').notNull(),
    durationMs: integer('duration_ms').notNull(),
    /** The answer's status; null when there was none, then `error` says why. */
    statusCode: integer('status_code'),
    error: text('error'),
    /** The beginning of the answer, up to 4,000 characters. */
    response: text('response'),
    /** Somebody pressed "send again". */
    byHand: boolean('by_hand').notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    index('webhook_attempts_message_idx').on(t.merchantId, t.messageId, t.number),
    foreignKey({
      name: 'webhook_attempts_message_fk',
      columns: [t.merchantId, t.messageId],
      foreignColumns: [webhookMessages.merchantId, webhookMessages.id],
    }).onDelete('cascade'),
    holds('webhook_attempts_answer_check', sql`(${t.statusCode} is null) = (${t.error} is not null)`),
  ],
)
