import { z } from 'zod'
import { addressInput } from '@/lib/orders/schemas'
import { parsePhone } from '@/lib/phone'

export const slotInput = z.strictObject({
  date: z.iso.date(),
  from: z.string().regex(/^\d{2}:\d{2}$/),
  to: z.string().regex(/^\d{2}:\d{2}$/),
})
export type SlotInput = z.infer<typeof slotInput>

export const requirementsInput = z.strictObject({
  packagingCheck: z.boolean().default(false),
  photos: z.boolean().default(false),
  act: z.boolean().default(false),
})

export const phoneInput = z
  .string()
  .trim()
  .max(40)
  .transform((text, context) => {
    const parsed = parsePhone(text)
    if (parsed.ok) return parsed.phone
    // `continue`: what else is wrong with the task is told in the same answer.
    context.addIssue({ code: 'custom', message: 'phone', params: { code: parsed.issue }, continue: true })
    return z.NEVER
  })

export const itemInput = z.strictObject({
  orderLineId: z.uuid(),
  quantity: z.int().min(1).max(1_000_000),
  /** A code of the merchant's reasons. */
  reason: z.string().min(1).max(100),
  comment: z.string().trim().max(1000).optional(),
})

/** A pickup task for a case that is there (`caseId`) or for a new one made from an order's lines (`orderId` + `items`). */
export const createPickupInput = z
  .strictObject({
    commandId: z.uuid(),
    caseId: z.uuid().optional(),
    orderId: z.uuid().optional(),
    items: z.array(itemInput).max(500).default([]),
    recipient: z.strictObject({ name: z.string().trim().min(1).max(300), phone: phoneInput }),
    address: addressInput,
    slot: slotInput,
    requirements: requirementsInput.default({ packagingCheck: false, photos: false, act: false }),
    comment: z.string().trim().max(1000).optional(),
    /** Why it is approved, by whoever may, where the verdict leaves that to a person. */
    decision: z.strictObject({ comment: z.string().trim().max(4000).optional() }).optional(),
  })
  .superRefine((input, context) => {
    if (!input.caseId === !input.orderId) {
      context.addIssue({
        code: 'custom',
        path: ['orderId'],
        message: 'order_or_case',
        params: { code: 'order_or_case' },
      })
    }
    if (input.orderId && input.items.length === 0) {
      context.addIssue({ code: 'custom', path: ['items'], message: 'no_items', params: { code: 'no_items' } })
    }
    const lines = new Set<string>()
    for (const [index, item] of input.items.entries()) {
      if (lines.has(item.orderLineId)) {
        context.addIssue({
          code: 'custom',
          path: ['items', index, 'orderLineId'],
          message: 'twice',
          params: { code: 'twice' },
        })
      }
      lines.add(item.orderLineId)
    }
  })
export type CreatePickupInput = z.infer<typeof createPickupInput>

export const reschedulePickupInput = z.strictObject({
  commandId: z.uuid(),
  pickupId: z.uuid(),
  expectedVersion: z.int().min(1),
  slot: slotInput,
  reason: z.string().trim().min(1).max(1000),
})
export type ReschedulePickupInput = z.infer<typeof reschedulePickupInput>

export const cancelPickupInput = z.strictObject({
  commandId: z.uuid(),
  pickupId: z.uuid(),
  expectedVersion: z.int().min(1),
  reason: z.string().trim().min(1).max(1000),
})
export type CancelPickupInput = z.infer<typeof cancelPickupInput>
