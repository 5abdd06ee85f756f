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
  uuid,
} from 'drizzle-orm/pg-core'
import { routeActions, type RouteAction } from '@/lib/cases/machine'
import type { ReplayFlows, ReplayHits, ReplayPrices, ReplayTotals } from '@/lib/routing/replay'
import { routeAuthors, routeCauses } from '@/lib/routing/route'
import type { KeptAnswer } from '@/lib/refusals/passed'
import type { RefusalFacts, RouteAuthor, RouteCause } from '@/lib/routing/route'
import type { RouteActions, RuleSetContent } from '@/lib/routing/schemas'
import { cases } from './cases'
import { holds, id, merchantId, minor, moment, oneOf } from './columns'
import { notes } from './orders'
import { locations, members, merchants } from './people'
import { refusals } from './refusals'
import { replayColumns, replayRules } from './replays'
import { versionColumns, versionRules } from './versions'

/** The shop's routing rules: numbered, published versions, which never change, and at most one draft. */
export const ruleSets = pgTable(
  'rule_sets',
  {
    ...versionColumns(),
    content: jsonb('content').$type<RuleSetContent>().notNull(),
    /** The version whose content was published anew. */
    copyOf: integer('copy_of'),
  },
  (t) => [
    ...versionRules('rule_sets', t),
    foreignKey({
      name: 'rule_sets_copy_of_fk',
      columns: [t.merchantId, t.copyOf],
      foreignColumns: [t.merchantId, t.number],
    }),
    holds(
      'rule_sets_published_check',
      sql`num_nonnulls(${t.number}, ${t.publishedAt}, ${t.publishedBy}, ${t.effectiveAt}) in (0, 4)`,
    ),
    holds('rule_sets_effective_check', sql`${t.effectiveAt} >= ${t.publishedAt}`),
  ],
)

/** What the steps of a route cost this shop, minor units; one row, none before it was set. */
export const routingSettings = pgTable(
  'routing_settings',
  {
    merchantId: merchantId()
      .primaryKey()
      .references(() => merchants.id),
    redeliveryCost: minor('redelivery_cost').notNull(),
    sortingCost: minor('sorting_cost').notNull(),
    repackCost: minor('repack_cost').notNull(),
    /** Days that a parcel may lie when its route does not say. */
    storageDays: integer('storage_days').notNull(),
    version: integer('version').notNull(),
    updatedBy: uuid('updated_by').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (t) => [
    foreignKey({
      name: 'routing_settings_updated_by_fk',
      columns: [t.merchantId, t.updatedBy],
      foreignColumns: [members.merchantId, members.id],
    }),
    holds(
      'routing_settings_check',
      sql`${t.redeliveryCost} >= 0 and ${t.sortingCost} >= 0 and ${t.repackCost} >= 0 and ${t.storageDays} between 1 and 90 and ${t.version} > 0`,
    ),
  ],
)

/** Append-only: every answer of the rules and every override, with all it depended on. The latest of a refusal counts. */
export const routes = pgTable(
  'routes',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    caseId: uuid('case_id').notNull(),
    refusalId: uuid('refusal_id').notNull(),
    by: text('by').$type<RouteAuthor>().notNull(),
    cause: text('cause').$type<RouteCause>().notNull(),
    /** The version that answered; null: a person did. */
    ruleSetId: uuid('rule_set_id'),
    /** The rule of that version; null: its default, or a person. */
    ruleId: uuid('rule_id'),
    action: text('action').$type<RouteAction>().notNull(),
    locationId: uuid('location_id'),
    actions: jsonb('actions').$type<RouteActions>().notNull(),
    /** Null: a person did. */
    answer: jsonb('answer').$type<KeptAnswer>(),
    facts: jsonb('facts').$type<RefusalFacts>().notNull(),
    /** Why a person chose otherwise. */
    noteId: uuid('note_id'),
    memberId: uuid('member_id'),
    givenAt: moment('given_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    index('routes_case_idx').on(t.merchantId, t.caseId, t.givenAt, t.id),
    index('routes_refusal_idx').on(t.merchantId, t.refusalId, t.givenAt, t.id),
    index('routes_rule_idx').on(t.merchantId, t.ruleSetId, t.ruleId, t.givenAt),
    foreignKey({
      name: 'routes_case_fk',
      columns: [t.merchantId, t.caseId],
      foreignColumns: [cases.merchantId, cases.id],
    }),
    foreignKey({
      name: 'routes_refusal_fk',
      columns: [t.merchantId, t.refusalId],
      foreignColumns: [refusals.merchantId, refusals.id],
    }),
    foreignKey({
      name: 'routes_rule_set_fk',
      columns: [t.merchantId, t.ruleSetId],
      foreignColumns: [ruleSets.merchantId, ruleSets.id],
    }),
    foreignKey({
      name: 'routes_location_fk',
      columns: [t.merchantId, t.locationId],
      foreignColumns: [locations.merchantId, locations.id],
    }),
    foreignKey({
      name: 'routes_note_fk',
      columns: [t.merchantId, t.noteId],
      foreignColumns: [notes.merchantId, notes.id],
    }),
    foreignKey({
      name: 'routes_member_fk',
      columns: [t.merchantId, t.memberId],
      foreignColumns: [members.merchantId, members.id],
    }),
    oneOf('routes_by_check', t.by, routeAuthors),
    oneOf('routes_cause_check', t.cause, routeCauses),
    oneOf('routes_action_check', t.action, routeActions),
    holds('routes_location_check', sql`(${t.action} = 'deliver') = (${t.locationId} is not null)`),
    holds(
      'routes_author_check',
      sql`case ${t.by} when 'person' then num_nonnulls(${t.memberId}, ${t.noteId}) = 2 and ${t.ruleSetId} is null and ${t.answer} is null
        else ${t.memberId} is null and num_nonnulls(${t.ruleSetId}, ${t.answer}) = 2 and (${t.by} = 'rule') = (${t.ruleId} is not null) end`,
    ),
  ],
)

/** A draft set of rules tried on past refusals before it is published. */
export const routingReplays = pgTable(
  'routing_replays',
  {
    ...replayColumns(),
    /** As it was when it was started, and the places and prices it is counted with. */
    content: jsonb('content').$type<RuleSetContent>().notNull(),
    prices: jsonb('prices').$type<ReplayPrices>().notNull(),
    days: integer('days').notNull(),
    flows: jsonb('flows').$type<ReplayFlows>().notNull(),
    hits: jsonb('hits').$type<ReplayHits>().notNull(),
    totals: jsonb('totals').$type<ReplayTotals>().notNull(),
  },
  (t) => replayRules('routing_replays', t),
)

/** The refusals that a replay would have sent elsewhere. */
export const routingReplayChanges = pgTable(
  'routing_replay_changes',
  {
    merchantId: merchantId().references(() => merchants.id),
    replayId: uuid('replay_id').notNull(),
    refusalId: uuid('refusal_id').notNull(),
    caseId: uuid('case_id').notNull(),
    refusedAt: moment('refused_at').notNull(),
    /** `deliver:<location id>`, `redeliver`, `ask` or `none` (lib/routing/replay). */
    before: text('before').notNull(),
    after: text('after').notNull(),
    /** A person had chosen the way it really went. */
    byPerson: boolean('by_person').notNull(),
    /** The draft's rule; null: its default. */
    ruleId: uuid('rule_id'),
    beforeCost: minor('before_cost'),
    afterCost: minor('after_cost'),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.replayId, t.refusalId] }),
    index('routing_replay_changes_listed_idx').on(t.merchantId, t.replayId, t.refusedAt, t.refusalId),
    foreignKey({
      name: 'routing_replay_changes_replay_fk',
      columns: [t.merchantId, t.replayId],
      foreignColumns: [routingReplays.merchantId, routingReplays.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'routing_replay_changes_refusal_fk',
      columns: [t.merchantId, t.refusalId],
      foreignColumns: [refusals.merchantId, refusals.id],
    }),
    foreignKey({
      name: 'routing_replay_changes_case_fk',
      columns: [t.merchantId, t.caseId],
      foreignColumns: [cases.merchantId, cases.id],
    }),
  ],
)
