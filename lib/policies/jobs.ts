import 'server-only'
import type { TaskList } from 'graphile-worker'
import { z } from 'zod'
import { systemCallerFor } from '@/lib/system-caller'
import { rejudgeOrder, rejudgeTask } from './rejudging'

const payloadSchema = z.object({ merchantId: z.uuid(), orderIds: z.array(z.uuid()) })

export const policyTasks: TaskList = {
  /** An order a transaction: a job that is killed and begins again finds what it did unchanged. */
  [rejudgeTask]: async (payload) => {
    const { merchantId, orderIds } = payloadSchema.parse(payload)
    const caller = await systemCallerFor(merchantId)
    if (!caller) return
    for (const orderId of orderIds) await rejudgeOrder(caller, orderId, new Date())
  },
}
