import { z } from 'zod'
import { buyers } from '@/lib/policies/verdict'

export const payments = ['prepaid', 'cod'] as const
export type Payment = (typeof payments)[number]

const line = z.strictObject({
  sku: z.string().trim().min(1).max(100),
  name: z.string().trim().min(1).max(500),
  quantity: z.int().min(1).max(1_000_000),
  /** Minor units. */
  unitPrice: z.int().min(0).max(1_000_000_000_000),
  category: z.string().trim().max(200).optional(),
  supplier: z.string().trim().max(200).optional(),
  weightGrams: z.int().min(0).max(10_000_000).optional(),
  madeToOrder: z.boolean().optional(),
  technicallyComplex: z.boolean().optional(),
  /** Kept at the operator's fulfilment, so that it can be sold again from there. */
  stockedAtFulfilment: z.boolean().optional(),
})

export const addressInput = z.strictObject({
  city: z.string().trim().min(1).max(200),
  line: z.string().trim().min(1).max(500),
  postalCode: z.string().trim().max(20).optional(),
  region: z.string().trim().max(200).optional(),
  entrance: z.string().trim().max(20).optional(),
  floor: z.string().trim().max(20).optional(),
  apartment: z.string().trim().max(20).optional(),
  comment: z.string().trim().max(1000).optional(),
})
export type AddressInput = z.infer<typeof addressInput>

const instant = z.iso.datetime({ offset: true })

/** One order as a shop's system or file gives it (api.md "Order"). Prices in minor units, times RFC 3339. */
export const orderInput = z
  .strictObject({
    number: z.string().trim().min(1).max(100),
    channel: z.string().trim().min(1).max(50).default('site'),
    placedAt: instant,
    /** When it lay ready at the pick-up point. */
    readyForCollectionAt: instant.optional(),
    handedOverAt: instant.optional(),
    returnTermsGivenAt: instant.optional(),
    /** Null only from files that do not say. */
    payment: z.enum(payments).nullable(),
    /** A consumer unless said otherwise; not a default, so that an order which does not say keeps its content. */
    buyer: z.enum(buyers).optional(),
    currency: z.string().regex(/^[A-Z]{3}$/),
    customer: z.strictObject({
      name: z.string().trim().max(300).optional(),
      phone: z.string().trim().max(40).optional(),
      email: z.email().max(320).optional(),
      /** The shop's own number of the customer, from files. */
      externalId: z.string().trim().max(100).optional(),
    }),
    address: addressInput.optional(),
    trackingNumber: z.string().trim().max(100).optional(),
    lines: z.array(line).min(1).max(2000),
  })
  .refine((order) => !order.handedOverAt || Date.parse(order.handedOverAt) >= Date.parse(order.placedAt), {
    path: ['handedOverAt'],
    message: 'The order was handed over before it was placed',
    params: { code: 'before_placed' },
  })
  .refine(
    (order) =>
      !order.readyForCollectionAt || Date.parse(order.readyForCollectionAt) >= Date.parse(order.placedAt),
    {
      path: ['readyForCollectionAt'],
      message: 'The order was ready for collection before it was placed',
      params: { code: 'before_placed' },
    },
  )
export type OrderInput = z.infer<typeof orderInput>
