import 'server-only'
import type { TaskList } from 'graphile-worker'
import { replayTask } from './commands'
import { runReplay } from './run'
import { replayJob } from './working'

export const replayTasks: TaskList = { [replayTask]: replayJob('policy_replays', runReplay) }
