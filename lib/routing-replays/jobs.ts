import 'server-only'
import type { TaskList } from 'graphile-worker'
import { z } from 'zod'
import { systemCallerFor } from '@/lib/system-caller'
import { routingReplayTask } from './commands'
import { failRoutingReplay, runRoutingReplay } from './run'

const payloadSchema = z.object({ merchantId: z.uuid(), replayId: z.uuid() })

/** A person waits for it: after so many attempts that ended in an error of ours it is told to have failed. */
const attempts = 4

export const routingReplayTasks: TaskList = {
  [routingReplayTask]: async (payload, helpers) => {
    const { merchantId, replayId } = payloadSchema.parse(payload)
    const caller = await systemCallerFor(merchantId)
    if (!caller) return
    try {
      await runRoutingReplay({ caller, replayId, now: () => new Date() })
    } catch (error) {
      if (helpers.job.attempts >= attempts) await failRoutingReplay(caller, replayId, new Date())
      throw error
    }
  },
}
