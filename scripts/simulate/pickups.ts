/** Couriers who fetch: every open pickup task lives through a day of its own. */
import { setTimeout as pause } from 'node:timers/promises'
import { Random } from '@/db/seed/shops/random'
import { newId } from '@/lib/ids'
import { say } from '../console'
import type { Plan } from './carrier'
import { openTasks, readTask } from './contract-pickups'
import { Crew } from './crew'
import type { Shop, Taken } from './http'
import { relate } from './relating'
import { isUnderway, storyOf, usualDays } from './story'

/** How many tasks of a shop are under way at the same time. */
const couriers = 8
const lookAgainMs = 2000

export async function fetchPickups(shop: Shop, plan: Plan, random: Random, total: Taken): Promise<void> {
  const seen = new Set<string>()
  const crew = new Crew(couriers)
  const begin = async (pickupId: string) => {
    const task = await readTask(shop, pickupId, plan.signal)
    const day = plan.day ?? random.weighted(usualDays)
    const messages = storyOf(task, day, new Random(random.int(1, 2 ** 31)))
    const ids = new Map<number, string>()
    const idOf = (key: number) => {
      const id = ids.get(key) ?? `sim-${newId()}`
      ids.set(key, id)
      return id
    }
    const subject = {
      name: task.returnNumber,
      reference: { pickupId },
      idOf,
      endedBefore: async ({ told }: (typeof messages)[number]) => {
        const atHome = told.every(({ type }) => type.startsWith('pickup.') && type !== 'pickup.collected')
        const cancelled = atHome && (await readTask(shop, pickupId, plan.signal)).status === 'cancelled'
        return cancelled ? 'the shop cancelled the task, the courier turns back' : null
      },
    }
    await relate(shop, subject, messages, { ...plan, total })
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
      seen.add(pickupId)
      await crew.begin(() => begin(pickupId))
    }
    crew.check()
    if (plan.once) break
    await pause(lookAgainMs, undefined, { signal: plan.signal })
  }
  await crew.end()
}
