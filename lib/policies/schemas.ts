/** The terms of return as a shop writes them, and what its commands take. */
import { z } from 'zod'
import { roles } from '@/lib/permissions'

/** From which date a shop's own days count; the days of the law always count from the handover. */
export const countFroms = ['handover', 'collection_point', 'order'] as const
export type CountFrom = (typeof countFroms)[number]

export const outsides = ['flag_for_support', 'decline', 'accept'] as const
export type Outside = (typeof outsides)[number]

/** Why goods cannot simply come back; a shop cannot invent another basis (ЗоЗПП ст. 16). */
export const exclusionBases = ['made_to_order', 'exchange_list'] as const
export type ExclusionBasis = (typeof exclusionBases)[number]

const minor = z.int().min(0).max(1_000_000_000_000)
const name = z.string().trim().min(1).max(200)

/** Longer than ten years is a slip of the finger. */
export const mostDays = 3650
const days = z.int().min(1).max(mostDays)

/**
 * Days for some goods: every condition that is not null must hold; prices in minor units of one piece, `priceFrom`
 * included, `priceTo` not.
 */
const exception = z.strictObject({
  category: name.nullable(),
  priceFrom: minor.nullable(),
  priceTo: minor.nullable(),
  /** Where it was sold: `channel` of the order. */
  channel: name.nullable(),
  /** A code of the shop's reasons; a parent stands for its children too. */
  reason: name.nullable(),
  days,
})
export type WindowException = z.infer<typeof exception>

/** Goods that cannot simply come back: a category or one article, and on which basis. */
const exclusion = z.strictObject({
  category: name.nullable(),
  sku: name.nullable(),
  basis: z.enum(exclusionBases),
})
export type Exclusion = z.infer<typeof exclusion>

/** One version of a shop's return policy, whole. Exceptions are read from the top; the first that fits is taken. */
export const policyTerms = z.strictObject({
  days,
  exceptions: z.array(exception).max(100),
  countFrom: z.enum(countFroms),
  /** Whether an end of the shop's own window on a day off moves to the next working day; the law's always does. */
  extendToWorkingDay: z.boolean(),
  /** `every_order`: the written terms lie in every parcel, so they count as given where the order says nothing. */
  writtenTerms: z.enum(['every_order', 'as_recorded']),
  outside: z.enum(outsides),
  /** What is approved without a person, when within the window: up to a sum in minor units, or any (`upTo` null). */
  autoApprove: z.strictObject({ upTo: minor.nullable() }).nullable(),
  pickupAttempts: z.int().min(1).max(10),
  warning: z.strictObject({
    daysBefore: z.int().min(0).max(30),
    roles: z.array(z.enum(roles)).min(1),
  }),
  exclusions: z.array(exclusion).max(200),
})
export type PolicyTerms = z.infer<typeof policyTerms>

/** What a shop that has published nothing goes by: the law alone. */
export const lawOnlyTerms: PolicyTerms = {
  days: 7,
  exceptions: [],
  countFrom: 'handover',
  extendToWorkingDay: true,
  writtenTerms: 'as_recorded',
  outside: 'flag_for_support',
  autoApprove: null,
  pickupAttempts: 3,
  warning: { daysBefore: 3, roles: ['support', 'manager'] },
  exclusions: [],
}

/**
 * `expectedRevision`: what the author saw of the draft; 0 when there was none. `expectedVersion`: the newest version the
 * author knew of, 0 for none: who begins a draft must not have missed one that was published meanwhile.
 */
export const saveDraftInput = z.strictObject({
  commandId: z.uuid(),
  expectedRevision: z.int().min(0),
  expectedVersion: z.int().min(0),
  terms: policyTerms,
})
export type SaveDraftInput = z.infer<typeof saveDraftInput>

export const discardDraftInput = z.strictObject({
  commandId: z.uuid(),
  expectedRevision: z.int().min(1),
})
export type DiscardDraftInput = z.infer<typeof discardDraftInput>

/** `effectiveFrom` is a day in the shop's zone; orders placed from its beginning on are judged by the version. */
export const publishDraftInput = z.strictObject({
  commandId: z.uuid(),
  expectedRevision: z.int().min(1),
  effectiveFrom: z.iso.date(),
  note: z.string().trim().max(1000).optional(),
})
export type PublishDraftInput = z.infer<typeof publishDraftInput>

const judgedItem = z.strictObject({
  orderLineId: z.uuid(),
  quantity: z.int().min(1).max(1_000_000),
  /** Empty while none is chosen. */
  reason: z.string().max(100),
})

/** What the form of a new return knows while it is being filled in. */
export const previewInput = z.strictObject({
  orderId: z.uuid(),
  items: z.array(judgedItem).min(1).max(500),
})
export type PreviewInput = z.infer<typeof previewInput>

/** A real order tried on terms that are not published; `demandedOn` is a day in the shop's zone, today unless given. */
export const whatIfInput = z.strictObject({
  orderNumber: z.string().trim().min(1).max(100),
  reason: z.string().max(100).nullable(),
  demandedOn: z.iso.date().nullable(),
  terms: policyTerms,
})
export type WhatIfInput = z.infer<typeof whatIfInput>
