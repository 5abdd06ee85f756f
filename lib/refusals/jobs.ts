import 'server-only'
import type { TaskList } from 'graphile-worker'
import { z } from 'zod'
import { systemCallerFor } from '@/lib/system-caller'
import { closingTask, leaveClosedPlace, type ClosingCursor } from './closing'

const closingPayload = z.object({ merchantId: z.uuid(), locationId: z.uuid() })

export const refusalTasks: TaskList = {
  /** Two hundred parcels a transaction: a job that is killed and begins again finds what it did unchanged. */
  [closingTask]: async (payload) => {
    const { merchantId, locationId } = closingPayload.parse(payload)
    const caller = await systemCallerFor(merchantId)
    if (!caller) return
    let cursor: ClosingCursor | null = null
    do cursor = (await leaveClosedPlace(caller, locationId, cursor, new Date())).next
    while (cursor)
  },
}
