import 'server-only'
import type { TaskList } from 'graphile-worker'
import { authCrontab, authTasks } from '@/lib/auth/jobs'
import { carrierTasks } from '@/lib/carriers/jobs'
import { caseCrontab, caseTasks } from '@/lib/cases/jobs'
import { deadlineCrontab, deadlineTasks } from '@/lib/deadlines/jobs'
import { importTasks } from '@/lib/imports/jobs'
import { policyTasks } from '@/lib/policies/jobs'
import { refusalCrontab, refusalTasks } from '@/lib/refusals/jobs'
import { replayTasks } from '@/lib/replays/jobs'
import { webhookCrontab, webhookTasks } from '@/lib/webhooks/jobs'
import { routingReplayTasks } from '@/lib/routing-replays/jobs'

/** Everything the worker knows to do, by task name. */
export const taskList: TaskList = {
  ...authTasks,
  ...carrierTasks,
  ...caseTasks,
  ...deadlineTasks,
  ...importTasks,
  ...policyTasks,
  ...refusalTasks,
  ...replayTasks,
  ...webhookTasks,
  ...routingReplayTasks,
}

/** What it does by the clock, in graphile-worker's crontab syntax (UTC). */
export const crontab = [authCrontab, caseCrontab, deadlineCrontab, refusalCrontab, webhookCrontab].join('\n')
