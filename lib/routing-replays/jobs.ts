import 'server-only'
import type { TaskList } from 'graphile-worker'
import { replayJob } from '@/lib/replays/working'
import { routingReplayTask } from './commands'
import { runRoutingReplay } from './run'

export const routingReplayTasks: TaskList = {
  [routingReplayTask]: replayJob('routing_replays', runRoutingReplay),
}
