import { setTimeout as pause } from 'node:timers/promises'
import { Random } from '@/db/seed/shops/random'
import { Refused } from '@/db/server/refused'
import { newId } from '@/lib/ids'
import { say } from '../console'
import { openTasks, readTask, report, type Shop, type Taken } from './contract'
import { isUnderway, storyOf, usualDays, type Day, type Task } from './story'

export type Plan = {
  shops: Shop[]
  /** Hours of a story in a second of ours. */
  speed: number
  seed: number
  /** Only what is there now; then it ends. */
  once: boolean
  pickup?: string | undefined
  day?: Day | undefined
  signal: AbortSignal
}

/** How many tasks of a shop are under way at the same time. */
const couriers = 8
const lookAgainMs = 2000

/** Drives until everything is done (`once`, `pickup`) or until it is stopped; answers what was told in all. */
export async function drive(plan: Plan): Promise<Taken> {
  const total: Taken = { accepted: 0, duplicates: 0, parked: 0 }
  const random = new Random(plan.seed)
  await Promise.all(plan.shops.map((shop) => driveFor(shop, plan, random, total)))
  return total
}

async function driveFor(shop: Shop, plan: Plan, random: Random, total: Taken) {
  const seen = new Set<string>()
  const running = new Set<Promise<void>>()
  const broken: unknown[] = []
  const begin = async (pickupId: string) => {
    seen.add(pickupId)
    const task = await readTask(shop, pickupId, plan.signal)
    const day = plan.day ?? random.weighted(usualDays)
    await live(shop, task, day, new Random(random.int(1, 2 ** 31)), plan, total)
  }
  if (plan.pickup) return begin(plan.pickup)
  let quiet = false
  for (;;) {
    const open = (await openTasks(shop, plan.signal)).filter(
      ({ pickupId, task }) => !seen.has(pickupId) && isUnderway({ ...task, items: [] }),
    )
    if (open.length > 0 || !quiet) say(`${shop.name}: ${open.length} tasks to go to`)
    quiet = open.length === 0
    for (const { pickupId } of open) {
      while (running.size >= couriers) await Promise.race(running)
      const story = begin(pickupId)
        // One task that cannot be driven does not keep the courier from the others.
        .catch((error: unknown) => {
          if (error instanceof Refused) say(`Left alone: ${error.message}`)
          else broken.push(error)
        })
        .finally(() => running.delete(story))
      running.add(story)
    }
    if (broken.length > 0) throw broken[0]
    if (plan.once) break
    await pause(lookAgainMs, undefined, { signal: plan.signal })
  }
  await Promise.all(running)
  if (broken.length > 0) throw broken[0]
}

/** Lives one story: what happens is told when its hour has come, never before. */
async function live(shop: Shop, task: Task, day: Day, random: Random, plan: Plan, total: Taken) {
  const { speed, signal } = plan
  const began = Date.now()
  const ids = new Map<number, string>()
  for (const { hours, told, words } of storyOf(task, day, random)) {
    const wait = began + (hours / speed) * 1000 - Date.now()
    if (wait > 0) await pause(wait, undefined, { signal })
    const beforeTheDoor = told.every(({ type }) => type.startsWith('pickup.') && type !== 'pickup.collected')
    if (beforeTheDoor && (await readTask(shop, task.pickupId, signal)).status === 'cancelled') {
      say(`${task.returnNumber}: the shop cancelled the task, the courier turns back`)
      return
    }
    const events = told.map(({ type, at, more, key }) => {
      const id = ids.get(key) ?? `sim-${newId()}`
      ids.set(key, id)
      const occurredAt = new Date(began + (at / speed) * 1000).toISOString()
      return { id, type, occurredAt, pickupId: task.pickupId, ...more }
    })
    const taken = await report(shop, events, signal)
    total.accepted += taken.accepted
    total.duplicates += taken.duplicates
    total.parked += taken.parked
    const odd = [taken.duplicates > 0 && 'known already', taken.parked > 0 && 'parked for a person'].filter(
      Boolean,
    )
    say(`${task.returnNumber}: ${words}${odd.length > 0 ? ` (${odd.join(', ')})` : ''}`)
  }
}
