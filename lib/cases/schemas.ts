import { z } from 'zod'
import { itemInput } from '@/lib/pickups/schemas'
import { dispositions } from './machine'

export const createCaseInput = z.strictObject({
  commandId: z.uuid(),
  orderId: z.uuid(),
  items: z.array(itemInput).min(1).max(500),
  requestedAt: z.date().optional(),
  channel: z.string().trim().min(1).max(50).default('cabinet'),
})
export type CreateCaseInput = z.infer<typeof createCaseInput>

/** Any command of the case's machine: which one, on which version of the case, with what it needs. */
export const changeCaseInput = z.strictObject({
  commandId: z.uuid(),
  caseId: z.uuid(),
  expectedVersion: z.int().min(1),
  command: z.enum([
    'approve',
    'decline',
    'cancel',
    'appeal',
    'send_to_review',
    'ask',
    'inspect',
    'start_refund',
    'pay_refund',
    'fail_refund',
    'note',
  ]),
  comment: z.string().trim().max(4000).optional(),
  items: z
    .array(
      z.strictObject({
        caseItemId: z.uuid(),
        quantity: z.int().min(1),
        disposition: z.enum(dispositions),
        reason: z.string().max(100).optional(),
      }),
    )
    .max(500)
    .optional(),
})
export type ChangeCaseInput = z.infer<typeof changeCaseInput>
