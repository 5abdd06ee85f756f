import 'server-only'
import type { TaskList } from 'graphile-worker'
import { z } from 'zod'
import { appClient } from '@/db/client'
import { systemCallerFor } from '@/lib/system-caller'
import { tellDue } from './commands'

const payloadSchema = z.object({ merchantId: z.uuid() })

export const deadlineTasks: TaskList = {
  /** Asks whose clocks have come to something, however long ago: what a stopped worker missed is made up for. */
  'deadlines:sweep': async (_payload, helpers) => {
    const due = await appClient()<{ id: string }[]>`
      select merchants_with_due_clocks(${new Date().toISOString()}::timestamptz) as id`
    for (const { id } of due) {
      // The next minute's sweep tries again, so a few attempts are enough.
      await helpers.addJob(
        'deadlines:tell',
        { merchantId: id },
        { jobKey: `deadlines:${id}`, maxAttempts: 3 },
      )
    }
  },
  'deadlines:tell': async (payload) => {
    const caller = await systemCallerFor(payloadSchema.parse(payload).merchantId)
    if (!caller) return
    for (let looked = -1; looked !== 0;) {
      const result = await tellDue(caller, new Date())
      if (!result.ok) throw new Error(result.error.detail)
      looked = result.data.looked
    }
  },
}

/** Every minute. */
export const deadlineCrontab = '* * * * * deadlines:sweep ?max=3'
