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
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { locationKinds, type Closure, type LocationKind, type OpeningHours } from '@/lib/locations/schemas'
import { roles, type Role, type Scope } from '@/lib/permissions'
import { holds, id, merchantId, minor, moment, oneOf } from './columns'

export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    passwordHash: text('password_hash').notNull(),
    locale: text('locale').$type<'ru' | 'en'>().notNull().default('ru'),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('users_email_key').on(sql`lower(${t.email})`),
    oneOf('users_locale_check', t.locale, ['ru', 'en']),
  ],
)

export const sessions = pgTable(
  'sessions',
  {
    /** SHA-256 of the opaque cookie value, hex. */
    tokenHash: text('token_hash').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  (t) => [index('sessions_user_idx').on(t.userId), index('sessions_expires_idx').on(t.expiresAt)],
)

export const signInAttempts = pgTable(
  'sign_in_attempts',
  {
    id: uuid('id').primaryKey(),
    /** `email:<sha256>` or `ip:<sha256>`. */
    subject: text('subject').notNull(),
    at: moment('at').notNull(),
  },
  (t) => [index('sign_in_attempts_subject_idx').on(t.subject, t.at)],
)

export const merchants = pgTable(
  'merchants',
  {
    id: uuid('id').primaryKey(),
    slug: text('slug').notNull().unique(),
    name: text('name').notNull(),
    timeZone: text('time_zone').notNull(),
    currency: text('currency').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    holds('merchants_slug_check', sql`${t.slug} ~ '^[a-z0-9][a-z0-9-]{1,40}$'`),
    holds('merchants_currency_check', sql`${t.currency} ~ '^[A-Z]{3}$'`),
  ],
)

export const members = pgTable(
  'members',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    role: text('role').$type<Role>().notNull(),
    createdAt: moment('created_at').notNull(),
    revokedAt: moment('revoked_at'),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    unique('members_user_key').on(t.merchantId, t.userId),
    index('members_by_user_idx').on(t.userId),
    oneOf('members_role_check', t.role, roles),
  ],
)

export const apiKeys = pgTable(
  'api_keys',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    name: text('name').notNull(),
    /** SHA-256 of the key, hex; the key itself is shown once. */
    keyHash: text('key_hash').notNull(),
    scopes: text('scopes').array().$type<Scope[]>().notNull(),
    createdAt: moment('created_at').notNull(),
    lastUsedAt: moment('last_used_at'),
    revokedAt: moment('revoked_at'),
  },
  (t) => [primaryKey({ columns: [t.merchantId, t.id] }), uniqueIndex('api_keys_hash_key').on(t.keyHash)],
)

export const counterNames = ['case', 'pickup', 'import', 'draft', 'rule_draft'] as const
export type CounterName = (typeof counterNames)[number]

/** Numbers that are given once: those that people say aloud, and the saves of drafts. */
export const numberCounters = pgTable(
  'number_counters',
  {
    merchantId: merchantId().references(() => merchants.id),
    name: text('name').$type<CounterName>().notNull(),
    last: integer('last').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.name] }),
    oneOf('number_counters_name_check', t.name, counterNames),
  ],
)

/** The first result of every command, so that the same command sent again answers the same. */
export const commandResults = pgTable(
  'command_results',
  {
    merchantId: merchantId().references(() => merchants.id),
    commandId: uuid('command_id').notNull(),
    command: text('command').notNull(),
    result: text('result').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.commandId] }),
    index('command_results_age_idx').on(t.createdAt),
  ],
)

export const locations = pgTable(
  'locations',
  {
    merchantId: merchantId().references(() => merchants.id),
    id: id(),
    code: text('code').notNull(),
    kind: text('kind').$type<LocationKind>().notNull(),
    name: text('name').notNull(),
    city: text('city').notNull(),
    address: text('address').notNull().default(''),
    /** Whose warehouse it is, by the supplier's name on the articles; only of kind `supplier`. */
    supplier: text('supplier'),
    hours: jsonb('hours').$type<OpeningHours>().notNull().default([]),
    closures: jsonb('closures').$type<Closure[]>().notNull().default([]),
    /** Minor units of the merchant's currency. */
    parcelCost: minor('parcel_cost').notNull().default(0),
    storageDayCost: minor('storage_day_cost').notNull().default(0),
    capacity: integer('capacity'),
    version: integer('version').notNull().default(1),
    /** Where goods go when nothing says otherwise. */
    isDefault: boolean('is_default').notNull().default(false),
    closedAt: moment('closed_at'),
    createdAt: moment('created_at').notNull(),
    /** Who changed it last, and when; null: nobody has since it was made. */
    updatedBy: uuid('updated_by'),
    updatedAt: moment('updated_at'),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({
      name: 'locations_updated_by_fk',
      columns: [t.merchantId, t.updatedBy],
      foreignColumns: [members.merchantId, members.id],
    }),
    unique('locations_code_key').on(t.merchantId, t.code),
    uniqueIndex('locations_default_key')
      .on(t.merchantId)
      .where(sql`${t.isDefault}`),
    oneOf('locations_kind_check', t.kind, locationKinds),
    holds(
      'locations_numbers_check',
      sql`${t.parcelCost} >= 0 and ${t.storageDayCost} >= 0 and ${t.capacity} > 0 and ${t.version} > 0`,
    ),
    holds('locations_supplier_check', sql`${t.supplier} is null or ${t.kind} = 'supplier'`),
    holds('locations_default_open_check', sql`not (${t.isDefault} and ${t.closedAt} is not null)`),
  ],
)

export const reasons = pgTable(
  'reasons',
  {
    merchantId: merchantId().references(() => merchants.id),
    code: text('code').notNull(),
    parentCode: text('parent_code'),
    nameRu: text('name_ru').notNull(),
    nameEn: text('name_en').notNull(),
    position: integer('position').notNull(),
    hiddenAt: moment('hidden_at'),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.code] }),
    foreignKey({
      name: 'reasons_parent_fk',
      columns: [t.merchantId, t.parentCode],
      foreignColumns: [t.merchantId, t.code],
    }),
  ],
)
