import { sql } from 'drizzle-orm'
import { date, foreignKey, index, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Role } from '@/lib/permissions'
import type { PolicyTerms } from '@/lib/policies/schemas'
import { nextSteps, outcomes, verdictFlags } from '@/lib/policies/verdict'
import type { CaseVerdict, NextStep, Outcome, VerdictFlag } from '@/lib/policies/verdict'
import { cases } from './cases'
import { holds, id, merchantId, moment, oneOf } from './columns'
import { merchants } from './people'
import { replayColumns, replayRules } from './replays'
import { versionColumns, versionRules } from './versions'

/** The shop's return policy: numbered, published versions, which never change, and at most one draft. */
export const policyVersions = pgTable(
  'policy_versions',
  {
    ...versionColumns(),
    terms: jsonb('terms').$type<PolicyTerms>().notNull(),
    /** The day in the shop's zone that `effective_at` is the first instant of, as the zone was when it was published. */
    effectiveFrom: date('effective_from', { mode: 'string' }),
  },
  (t) => [
    ...versionRules('policy_versions', t),
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

/** A draft judged over past returns before it is published: what it was, over what, how far, and what came out. */
export const policyReplays = pgTable(
  'policy_replays',
  {
    ...replayColumns(),
    /** As they were when it was started. */
    terms: jsonb('terms').$type<PolicyTerms>().notNull(),
    /** `{ "<before>><after>": count }` of those that changed (lib/replays/rules). */
    transitions: jsonb('transitions').$type<Record<string, number>>().notNull(),
  },
  (t) => replayRules('policy_replays', t),
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
