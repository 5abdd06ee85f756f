import 'server-only'
import type { TaskList } from 'graphile-worker'
import { z } from 'zod'
import { appClient } from '@/db/client'
import { systemCallerFor } from '@/lib/system-caller'
import { closingTask, leaveClosedPlace, type ClosingCursor } from './closing'
import { judgeCouriers, judgedDays, judgingTask } from './judging'
import { unflagReopened, type ReopenedCursor } from './reopened'
import { routeUnrouted, unroutedTask, type UnroutedCursor } from './unrouted'

const ofMerchant = z.object({ merchantId: z.uuid() })
const closingPayload = ofMerchant.extend({ locationId: z.uuid() })

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
  [unroutedTask]: async (payload) => {
    const caller = await systemCallerFor(ofMerchant.parse(payload).merchantId)
    if (!caller) return
    let cursor: UnroutedCursor | null = null
    do cursor = (await routeUnrouted(caller, cursor, new Date())).next
    while (cursor)
    let flagged: ReopenedCursor | null = null
    do flagged = (await unflagReopened(caller, flagged, new Date())).next
    while (flagged)
  },
  'refusals:sweep-couriers': async (_payload, helpers) => {
    const since = new Date(Date.now() - (judgedDays + 1) * 86_400_000)
    const rows = await appClient()<{ id: string }[]>`
      select merchants_with_couriers_to_judge(${since.toISOString()}::date) as id`
    for (const { id } of rows) {
      // The next hour's sweep tries again, so a few attempts are enough.
      await helpers.addJob(
        judgingTask,
        { merchantId: id },
        { jobKey: `${judgingTask}:${id}`, maxAttempts: 3 },
      )
    }
  },
  [judgingTask]: async (payload) => {
    const caller = await systemCallerFor(ofMerchant.parse(payload).merchantId)
    if (caller) await judgeCouriers(caller, new Date())
  },
}

/** Every hour; a run that was missed while no worker lived is not made up for. */
export const refusalCrontab = '17 * * * * refusals:sweep-couriers ?max=3'
