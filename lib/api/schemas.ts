/** What the HTTP contract takes in (api.md), on the shapes that the cabinet's forms use. */
import { z } from 'zod'
import { caseKinds, stages } from '@/lib/cases/machine'
import { isLocalDate } from '@/lib/dates'
import { addressInput, orderInput } from '@/lib/orders/schemas'
import { itemInput, phoneInput, requirementsInput, slotInput } from '@/lib/pickups/schemas'

/** RFC 3339 with an offset, in years that a database and a shop know. */
const instant = z.iso.datetime({ offset: true }).refine(
  (moment) => {
    const year = new Date(moment).getUTCFullYear()
    return year >= 2000 && year <= 2100
  },
  { error: 'The moment lies outside the years 2000–2100', params: { code: 'out_of_range' } },
)

/** `Order` of the contract: the order as files give it, but said in full. */
export const apiOrder = orderInput.safeExtend({
  placedAt: instant,
  readyForCollectionAt: instant.optional(),
  handedOverAt: instant.optional(),
  returnTermsGivenAt: instant.optional(),
  payment: z.enum(['prepaid', 'cod']),
  customer: z.strictObject({
    name: z.string().trim().min(1).max(300),
    phone: z.string().trim().max(40).optional(),
    email: z.email().max(320).optional(),
  }),
})

/** The orders themselves are checked one by one, so that a bad one never stops the good ones. */
export const ordersBody = z.strictObject({ orders: z.array(z.unknown()).min(1).max(1000) })

const orderNumber = z.string().trim().min(1).max(100)
const item = itemInput.omit({ orderLineId: true }).extend({ sku: z.string().trim().min(1).max(100) })
export type ItemBySku = z.infer<typeof item>

const items = z
  .array(item)
  .min(1)
  .max(500)
  .superRefine((list, context) => {
    const seen = new Set<string>()
    for (const [index, { sku }] of list.entries()) {
      if (seen.has(sku)) {
        const message = 'This article stands twice: give it once with the whole quantity'
        context.addIssue({ code: 'custom', path: [index, 'sku'], message, params: { code: 'twice' } })
      }
      seen.add(sku)
    }
  })

export const returnBody = z.strictObject({
  orderNumber,
  items,
  requestedAt: instant.optional(),
  channel: z.string().trim().min(1).max(50).default('api'),
})

export const commentBody = z.strictObject({ comment: z.string().trim().max(4000).optional() })

export const pickupBody = z
  .strictObject({
    returnId: z.uuid().optional(),
    orderNumber: orderNumber.optional(),
    items: items.optional(),
    recipient: z.strictObject({ name: z.string().trim().min(1).max(300), phone: phoneInput }),
    address: addressInput,
    slot: slotInput,
    requirements: requirementsInput.default({ packagingCheck: false, photos: false, act: false }),
    comment: z.string().trim().max(1000).optional(),
  })
  .superRefine((body, context) => {
    const issue = (path: string, code: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message, params: { code } })
    if (!body.returnId === !body.orderNumber) {
      issue('returnId', 'order_or_return', 'Give either returnId, or orderNumber with items')
    } else if (body.orderNumber && !body.items) {
      issue('items', 'required', 'Say which articles are to be picked up')
    } else if (body.returnId && body.items) {
      issue('items', 'order_or_return', 'A return has its items already: leave them out')
    }
  })

/** Why, in the words of `comment` or of `reason`, as the cabinet calls it. */
const why = {
  comment: z.string().trim().max(1000).optional(),
  reason: z.string().trim().max(1000).optional(),
}
export const rescheduleBody = z.strictObject({ slot: slotInput, ...why })
export const cancelBody = z.strictObject(why)

const listed = z.string().transform((text) => text.split(',').filter((part) => part !== ''))
const paging = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
}
/** A moment, or a day in the merchant's zone. */
const bound = z.union([
  instant,
  // In years that still have four digits when their days begin and end elsewhere.
  z.string().refine((text) => isLocalDate(text) && text >= '0002' && text < '9999-12-31', {
    error: 'A day as YYYY-MM-DD, or a moment with an offset',
    params: { code: 'date' },
  }),
])

export const returnsQuery = z.strictObject({
  ...paging,
  stage: listed.pipe(z.array(z.enum(stages)).max(stages.length)).optional(),
  kind: z.enum(caseKinds).optional(),
  q: z.string().trim().max(120).optional(),
  reason: listed.pipe(z.array(z.string().max(100)).max(50)).optional(),
  createdFrom: bound.optional(),
  createdTo: bound.optional(),
  orderNumber: orderNumber.optional(),
})
export type ReturnsQuery = z.infer<typeof returnsQuery>

export const ordersQuery = z.strictObject({
  ...paging,
  handedOver: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .optional(),
  placedFrom: bound.optional(),
  placedTo: bound.optional(),
})
export type OrdersQuery = z.infer<typeof ordersQuery>

export const eventsQuery = z.strictObject(paging)
export type PageQuery = z.infer<typeof eventsQuery>

const localDay = z.string().refine(isLocalDate, { error: 'A day as YYYY-MM-DD', params: { code: 'date' } })
export const slotsQuery = z
  .strictObject({
    city: z.string().trim().min(1).max(200).optional(),
    from: localDay.optional(),
    to: localDay.optional(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, {
    error: 'The last day lies before the first',
    path: ['to'],
    params: { code: 'before_from' },
  })
