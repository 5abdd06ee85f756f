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
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Role } from '@/lib/permissions'
import type { PolicyTerms } from '@/lib/policies/schemas'
import { nextSteps, outcomes, verdictFlags } from '@/lib/policies/verdict'
import type { CaseVerdict, NextStep, Outcome, VerdictFlag } from '@/lib/policies/verdict'
import { cases } from './cases'
import { holds, id, merchantId, moment, oneOf } from './columns'
import { members, merchants } from './people'

/** The shop's return policy: numbered, published versions, which never change, and at most one draft. */
export const policyVersions = pgTable(
  'policy_versions',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    /** Null while it is a draft. */
    number: integer('number'),
    /** Counts the saves of the draft: who saves or publishes names the one they saw. */
    revision: integer('revision').notNull(),
    terms: jsonb('terms').$type<PolicyTerms>().notNull(),
    note: text('note'),
    createdBy: uuid('created_by').notNull(),
    createdAt: moment('created_at').notNull(),
    updatedBy: uuid('updated_by').notNull(),
    updatedAt: moment('updated_at').notNull(),
    publishedBy: uuid('published_by'),
    publishedAt: moment('published_at'),
    /** A day in the shop's zone, and its first instant as the zone was when it was published. */
    effectiveFrom: date('effective_from', { mode: 'string' }),
    effectiveAt: moment('effective_at'),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    unique('policy_versions_number_key').on(t.merchantId, t.number),
    uniqueIndex('policy_versions_draft_key')
      .on(t.merchantId)
      .where(sql`published_at is null`),
    index('policy_versions_effective_idx').on(t.merchantId, t.effectiveAt, t.number),
    foreignKey({
      name: 'policy_versions_created_by_fk',
      columns: [t.merchantId, t.createdBy],
      foreignColumns: [members.merchantId, members.id],
    }),
    foreignKey({
      name: 'policy_versions_updated_by_fk',
      columns: [t.merchantId, t.updatedBy],
      foreignColumns: [members.merchantId, members.id],
    }),
    foreignKey({
      name: 'policy_versions_published_by_fk',
      columns: [t.merchantId, t.publishedBy],
      foreignColumns: [members.merchantId, members.id],
    }),
    holds('policy_versions_revision_check', sql`${t.revision} > 0 and ${t.number} > 0`),
    holds(
      'policy_versions_published_check',
      sql`num_nonnulls(${t.number}, ${t.publishedAt}, ${t.publishedBy}, ${t.effectiveFrom}, ${t.effectiveAt}) in (0, 5)`,
    ),
  ],
)

/** Append-only: every answer of the policy, with all it looked at. The latest of a case counts. */
export const verdicts = pgTable(
  'verdicts',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    caseId: uuid('case_id').notNull(),
    /** Null: no version was in force, the law alone. */
    policyVersionId: uuid('policy_version_id'),
    /** Which state of the law was applied. */
    law: text('law').notNull(),
    outcome: text('outcome').$type<Outcome>().notNull(),
    next: text('next').$type<NextStep>().notNull(),
    flag: text('flag').$type<VerdictFlag>(),
    endsOn: date('ends_on', { mode: 'string' }),
    inputs: jsonb('inputs').notNull(),
    answer: jsonb('answer').$type<CaseVerdict>().notNull(),
    givenAt: moment('given_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    index('verdicts_case_idx').on(t.merchantId, t.caseId, t.givenAt, t.id),
    foreignKey({
      name: 'verdicts_case_fk',
      columns: [t.merchantId, t.caseId],
      foreignColumns: [cases.merchantId, cases.id],
    }),
    foreignKey({
      name: 'verdicts_policy_fk',
      columns: [t.merchantId, t.policyVersionId],
      foreignColumns: [policyVersions.merchantId, policyVersions.id],
    }),
    oneOf('verdicts_outcome_check', t.outcome, outcomes),
    oneOf('verdicts_next_check', t.next, nextSteps),
    oneOf('verdicts_flag_check', t.flag, verdictFlags),
  ],
)

export const noticeKinds = [
  'window_ends',
  'money_due',
  'window_ended',
  'money_overdue',
  'last_attempt',
  'storage_ends',
  'storage_ended',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** Append-only: what the shop was warned of, once each; shown while it still matters. */
export const notices = pgTable(
  'notices',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    caseId: uuid('case_id').notNull(),
    kind: text('kind').$type<NoticeKind>().notNull(),
    /** What it is about: the end of the clock, or the pickup task; with case and kind the effect's key. */
    subject: text('subject').notNull(),
    roles: text('roles').array().$type<Role[]>().notNull(),
    /** The end it warns of; null for what has no date. */
    endsAt: moment('ends_at'),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    unique('notices_effect_key').on(t.merchantId, t.caseId, t.kind, t.subject),
    index('notices_created_idx').on(t.merchantId, t.createdAt, t.id),
    foreignKey({
      name: 'notices_case_fk',
      columns: [t.merchantId, t.caseId],
      foreignColumns: [cases.merchantId, cases.id],
    }),
    oneOf('notices_kind_check', t.kind, noticeKinds),
  ],
)

export const replayStatuses = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export type ReplayStatus = (typeof replayStatuses)[number]

/** A draft judged over past returns before it is published: what it was, over what, how far, and what came out. */
export const policyReplays = pgTable(
  'policy_replays',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    /** As they were when it was started. */
    terms: jsonb('terms').$type<PolicyTerms>().notNull(),
    status: text('status').$type<ReplayStatus>().notNull(),
    /** Returns demanded from here on, until there. */
    since: moment('since').notNull(),
    until: moment('until').notNull(),
    total: integer('total').notNull(),
    judged: integer('judged').notNull().default(0),
    changed: integer('changed').notNull().default(0),
    /** Where it stands: the last case judged. */
    cursorAt: moment('cursor_at'),
    cursorId: uuid('cursor_id'),
    /** `{ "<before>><after>": count }` of those that changed (lib/replays/rules). */
    transitions: jsonb('transitions').$type<Record<string, number>>().notNull(),
    startedBy: uuid('started_by').notNull(),
    createdAt: moment('created_at').notNull(),
    finishedAt: moment('finished_at'),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    index('policy_replays_created_idx').on(t.merchantId, t.createdAt, t.id),
    foreignKey({
      name: 'policy_replays_started_by_fk',
      columns: [t.merchantId, t.startedBy],
      foreignColumns: [members.merchantId, members.id],
    }),
    oneOf('policy_replays_status_check', t.status, replayStatuses),
    holds(
      'policy_replays_progress_check',
      sql`${t.judged} between 0 and ${t.total} and ${t.changed} between 0 and ${t.judged}`,
    ),
  ],
)

/** The returns that a replay would have answered otherwise. */
export const policyReplayChanges = pgTable(
  'policy_replay_changes',
  {
    merchantId: merchantId().references(() => merchants.id),
    replayId: uuid('replay_id').notNull(),
    caseId: uuid('case_id').notNull(),
    beforeOutcome: text('before_outcome').$type<Outcome>().notNull(),
    beforeNext: text('before_next').$type<NextStep>().notNull(),
    beforeEndsOn: date('before_ends_on', { mode: 'string' }),
    afterOutcome: text('after_outcome').$type<Outcome>().notNull(),
    afterNext: text('after_next').$type<NextStep>().notNull(),
    afterEndsOn: date('after_ends_on', { mode: 'string' }),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.replayId, t.caseId] }),
    foreignKey({
      name: 'policy_replay_changes_replay_fk',
      columns: [t.merchantId, t.replayId],
      foreignColumns: [policyReplays.merchantId, policyReplays.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'policy_replay_changes_case_fk',
      columns: [t.merchantId, t.caseId],
      foreignColumns: [cases.merchantId, cases.id],
    }),
    oneOf('policy_replay_changes_before_check', t.beforeOutcome, outcomes),
    oneOf('policy_replay_changes_after_check', t.afterOutcome, outcomes),
  ],
)
