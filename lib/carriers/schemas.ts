import { z } from 'zod'
import { packagingStates } from '@/lib/routing/schemas'

const words = (max: number) => z.string().trim().min(1).max(max)

/** RFC 3339 with an offset. The years are bounded because the database's are, and because clocks reset to odd ones. */
const occurredAt = z.iso.datetime({ offset: true }).refine(
  (moment) => {
    const year = new Date(moment).getUTCFullYear()
    return year >= 2000 && year <= 2100
  },
  { error: 'The moment lies outside the years 2000–2100', params: { code: 'out_of_range' } },
)

/** One thing a carrier reports (api.md). `type` is open: what is not known is parked for a person, not refused. */
export const carrierEvent = z.strictObject({
  /** The carrier's own id of the event; the same id again is a duplicate. */
  id: words(255),
  type: words(100),
  occurredAt,
  pickupId: z.uuid().optional(),
  trackingNumber: words(100).optional(),
  orderNumber: words(100).optional(),
  /** All that it is about; of `parcel.at_hub` all that was found, also where it is more than was claimed at the door. */
  items: z
    .array(z.strictObject({ sku: words(100), quantity: z.int().min(0).max(1_000_000) }))
    .max(2000)
    .optional(),
  reasonCode: words(100).optional(),
  /** Of a refusal: which time the parcel was at the door. */
  attempt: z.int().min(1).max(20).optional(),
  /** How the parcel looks, to the courier or to the hub. */
  packaging: z.enum(packagingStates).optional(),
  /**
   * What was logged of the visit. What is left out is not known and speaks against nobody: many carriers log calls only.
   * `arrivedAt: null` says that the courier never came to the address, `calls: 0` that he called nobody.
   */
  visit: z
    .strictObject({
      arrivedAt: occurredAt.nullable().optional(),
      leftAt: occurredAt.optional(),
      calls: z.int().min(0).max(1000).optional(),
    })
    .optional(),
  comment: words(2000).optional(),
  courier: z
    .strictObject({ id: words(100).optional(), name: words(300).optional(), phone: words(40).optional() })
    .optional(),
  location: z
    .strictObject({ code: words(100).optional(), name: words(300).optional(), city: words(200).optional() })
    .optional(),
  /** Photos, signatures, papers, calls by reference: an https address is shown as a link, and never fetched. */
  evidence: z
    .array(z.strictObject({ kind: words(50), reference: words(2000) }))
    .max(50)
    .optional(),
})
export type CarrierEvent = z.infer<typeof carrierEvent>

export const carrierEvents = z.strictObject({ events: z.array(carrierEvent).min(1).max(500) })

/** A carrier's word and what it means here: a reason code means one of the shop's reasons, a type one of our own. */
export const mapCodeInput = z.strictObject({
  commandId: z.uuid(),
  carrierId: z.uuid(),
  kind: z.enum(['reason', 'type']),
  code: words(100),
  meaning: words(100),
})
export type MapCodeInput = z.infer<typeof mapCodeInput>

export const retryMessageInput = z.strictObject({
  commandId: z.uuid(),
  carrierId: z.uuid(),
  /** The carrier's own id of the event. */
  eventId: words(255),
})
export type RetryMessageInput = z.infer<typeof retryMessageInput>
