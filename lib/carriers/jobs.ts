import 'server-only'
import type { TaskList } from 'graphile-worker'
import { z } from 'zod'
import { systemCallerFor } from '@/lib/system-caller'
import { awaitedTask, earlyTask } from './asking'
import { applyAwaited } from './awaited'
import { applyEarly } from './early'
import { applyAllOfWord, waitingTask } from './mapping'

const now = () => new Date()
const ofCarrier = z.object({ merchantId: z.uuid(), carrierId: z.uuid() })
const wordPayload = ofCarrier.extend({ kind: z.enum(['reason', 'type']), code: z.string() })
const earlyPayload = ofCarrier.extend({ until: z.iso.datetime() })
const awaitedPayload = ofCarrier.extend({
  orders: z.array(z.object({ orderNumber: z.string().optional(), trackingNumber: z.string().optional() })),
})

export const carrierTasks: TaskList = {
  [waitingTask]: async (payload) => {
    const { merchantId, ...word } = wordPayload.parse(payload)
    const caller = await systemCallerFor(merchantId)
    if (caller) await applyAllOfWord(caller, word, now)
  },
  [awaitedTask]: async (payload) => {
    const { merchantId, carrierId, orders } = awaitedPayload.parse(payload)
    const caller = await systemCallerFor(merchantId)
    if (caller) await applyAwaited(caller, carrierId, orders, now)
  },
  [earlyTask]: async (payload) => {
    const { merchantId, carrierId, until } = earlyPayload.parse(payload)
    const caller = await systemCallerFor(merchantId)
    if (caller) await applyEarly(caller, carrierId, new Date(until), now)
  },
}
