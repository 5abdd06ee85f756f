import 'server-only'
import type { TaskList } from 'graphile-worker'
import { sweepEnded } from './commands'

export const authTasks: TaskList = { 'auth:sweep': () => sweepEnded(new Date()) }

/** Every hour; a run that was missed is not made up for. */
export const authCrontab = '17 * * * * auth:sweep ?max=3'
