/** Rules that say where a refused parcel goes, as a shop writes them, and what the commands on them take. */
import { z } from 'zod'
import { weekdays } from '@/lib/dates'
import { payments } from '@/lib/orders/schemas'

/** What a hub or courier says of the wrapping of a refused parcel. */
export const packagingStates = ['intact', 'opened', 'damaged', 'unknown'] as const
export type PackagingState = (typeof packagingStates)[number]

export const extents = ['whole', 'partial'] as const
export type Extent = (typeof extents)[number]
export const stockings = ['all', 'some', 'none'] as const
export type Stocking = (typeof stockings)[number]

const value = z.string().trim().min(1).max(300)
const values = z.array(value).min(1).max(200)
const bound = z.int().min(0).max(1_000_000_000_000).nullable()

/** Fields with one value for a parcel, out of what the shop has; what is not known is none of the values named. */
export const oneFields = ['reason', 'region', 'city', 'hub', 'carrier'] as const
export type OneField = (typeof oneFields)[number]
/** Fields of which a parcel has several values: one for each refused article. */
export const manyFields = ['category', 'sku', 'supplier'] as const
export type ManyField = (typeof manyFields)[number]
/** Numbers: `from` included, `to` not. Prices in minor units, weight in grams; what is not known is in no range. */
export const rangeFields = ['price', 'parcelValue', 'weight', 'attempt'] as const
export type RangeField = (typeof rangeFields)[number]
/** Fields with one of a few fixed values. */
export const fixedFields = ['payment', 'extent', 'packaging', 'weekday', 'stocked'] as const
export type FixedField = (typeof fixedFields)[number]

export const fixedValues = {
  payment: payments,
  extent: extents,
  packaging: packagingStates,
  weekday: weekdays,
  stocked: stockings,
} as const satisfies Record<FixedField, readonly string[]>

export const conditionFields = [...oneFields, ...manyFields, ...rangeFields, ...fixedFields] as const
export type ConditionField = (typeof conditionFields)[number]

const oneCondition = z.strictObject({ field: z.enum(oneFields), op: z.enum(['in', 'not_in']), values })
/** `any`: at least one refused article; `all`: every one; `none`: not one. */
const manyCondition = z.strictObject({
  field: z.enum(manyFields),
  op: z.enum(['any', 'all', 'none']),
  values,
})
const rangeCondition = z
  .strictObject({ field: z.enum(rangeFields), op: z.literal('between'), from: bound, to: bound })
  .refine(({ from, to }) => from !== null || to !== null, {
    path: ['from'],
    error: 'Say from how much, up to how much, or both',
    params: { code: 'no_bounds' },
  })
  .refine(({ from, to }) => from === null || to === null || from < to, {
    path: ['to'],
    error: 'The upper bound lies above the lower one',
    params: { code: 'empty_range' },
  })
const fixedCondition = z
  .strictObject({
    field: z.enum(fixedFields),
    op: z.literal('in'),
    values: z.array(z.string().max(20)).min(1).max(7),
  })
  .refine(({ field, values: given }) => given.every((one) => isFixedValue(field, one)), {
    path: ['values'],
    error: 'No such value of this condition',
    params: { code: 'unknown_value' },
  })

function isFixedValue(field: FixedField, given: string): boolean {
  return fixedValues[field].some((known) => known === given)
}

export const condition = z.union([oneCondition, manyCondition, rangeCondition, fixedCondition])
/** A `reason` stands for the reasons under it too; `hub` holds codes of locations, `carrier` codes of carriers. */
export type Condition = z.infer<typeof condition>

const match = z.enum(['all', 'any'])
const innerGroup = z.strictObject({ match, of: z.array(condition).min(1).max(20) })
export type InnerGroup = z.infer<typeof innerGroup>

/** Conditions and groups of conditions, all or any of which must hold; two levels, which is what people can read. */
export const conditionGroup = z.strictObject({
  match,
  of: z
    .array(z.union([condition, innerGroup]))
    .min(1)
    .max(20),
})
export type ConditionGroup = z.infer<typeof conditionGroup>

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Where the parcel goes: to a location, once more to the door, or where a person says. */
export const destination = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('deliver'), locationId: z.uuid() }),
  z
    .strictObject({
      action: z.literal('redeliver'),
      /** Days after the refusal, in the shop's zone; the courier's next free day from there is proposed. */
      afterDays: z.int().min(0).max(14),
      /** The time of day to propose; any when null. */
      window: z.strictObject({ from: timeOfDay, to: timeOfDay }).nullable(),
    })
    .refine(({ window }) => window === null || window.from < window.to, {
      path: ['window', 'to'],
      error: 'The window ends before it begins',
      params: { code: 'empty_range' },
    }),
  z.strictObject({ action: z.literal('ask') }),
])
export type Destination = z.infer<typeof destination>

/** Everything that a rule has done. */
export const routeActions = z.strictObject({
  to: destination,
  /** Days that the parcel may lie before it moves on; the shop's usual number when null. */
  storageDays: z.int().min(0).max(90).nullable(),
  /** The goods are looked through on the way: `сортировка`, with its cost. */
  sorting: z.boolean(),
  repack: z.boolean(),
  /** The shop's order system is asked by `notice.sent` to write to the customer. */
  tellCustomer: z.boolean(),
  /** `route.given` goes out to the endpoints that listen for it. */
  tellOrderSystem: z.boolean(),
  /** What was paid is due at once, without waiting for the goods. */
  refund: z.boolean(),
})
export type RouteActions = z.infer<typeof routeActions>

export const routingRule = z.strictObject({
  /** Stays the same from version to version, so that what a rule did can be followed. */
  id: z.uuid(),
  name: z.string().trim().max(120),
  /** Why it exists. */
  note: z.string().trim().max(1000),
  enabled: z.boolean(),
  when: conditionGroup,
  then: routeActions,
})
export type RoutingRule = z.infer<typeof routingRule>

export const mostRules = 500

/** Of all rules of a set together: what can be checked in about a second. */
export const mostConditions = 5_000
export const mostValues = 20_000

/** How many conditions rules have, and how many values these name, those that are named twice counted twice. */
export function sizeOf(rules: readonly { when: ConditionGroup }[]): { conditions: number; values: number } {
  const conditions = rules.flatMap(({ when }) => when.of.flatMap((one) => ('match' in one ? one.of : [one])))
  const values = conditions.reduce((sum, one) => sum + (one.op === 'between' ? 0 : one.values.length), 0)
  return { conditions: conditions.length, values }
}

/** The content of one version: the first enabled rule whose conditions hold wins; the default always holds. */
export const ruleSetContent = z.strictObject({
  rules: z
    .array(routingRule)
    .max(mostRules)
    .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, {
      error: 'Two rules have the same id',
      params: { code: 'twice' },
    })
    .refine((rules) => sizeOf(rules).conditions <= mostConditions, {
      error: `The rules have more than ${mostConditions} conditions together`,
      params: { code: 'too_many_conditions', most: mostConditions },
    })
    .refine((rules) => sizeOf(rules).values <= mostValues, {
      error: `The conditions of the rules name more than ${mostValues} values together`,
      params: { code: 'too_many_values', most: mostValues },
    }),
  otherwise: routeActions,
})
export type RuleSetContent = z.infer<typeof ruleSetContent>

/** As for return policies: what the author saw of the draft (0: there was none), and the newest version they knew of. */
export const saveRuleDraftInput = z.strictObject({
  commandId: z.uuid(),
  expectedRevision: z.int().min(0),
  expectedVersion: z.int().min(0),
  content: ruleSetContent,
})
export type SaveRuleDraftInput = z.infer<typeof saveRuleDraftInput>

export const discardRuleDraftInput = z.strictObject({
  commandId: z.uuid(),
  expectedRevision: z.int().min(1),
})
export type DiscardRuleDraftInput = z.infer<typeof discardRuleDraftInput>

const note = z.string().trim().max(1000).optional()

/** `effectiveAt`: an instant not in the past; now when null. `expectedVersion`: the newest the author knew of, when told. */
export const publishRulesInput = z.strictObject({
  commandId: z.uuid(),
  expectedRevision: z.int().min(1),
  expectedVersion: z.int().min(0).optional(),
  effectiveAt: z.iso.datetime({ offset: true }).nullable(),
  note,
})
export type PublishRulesInput = z.infer<typeof publishRulesInput>

/** Publishes the content of an earlier version anew, now; `expectedVersion` is the newest the author knew of. */
export const republishRulesInput = z.strictObject({
  commandId: z.uuid(),
  number: z.int().min(1),
  expectedVersion: z.int().min(1),
  note,
})
export type RepublishRulesInput = z.infer<typeof republishRulesInput>
