/** Couriers who bring: every parcel on its way comes to a door, and what is refused there goes on by its route. */
import { setTimeout as pause } from 'node:timers/promises'
import { createHash } from 'node:crypto'
import { Random } from '@/db/seed/shops/random'
import { say } from '../console'
import type { Plan } from './carrier'
import { parcelsOnTheirWay, readParcel, refusedParcels } from './contract-parcels'
import { Crew } from './crew'
import { doorStory, usualDoors, type Habits } from './door'
import type { Shop, Taken } from './http'
import { relate } from './relating'
import { nextLeg, type RefusedParcel } from './way'

/** How many parcels of a shop are at a door, and how many go back, at the same time. */
const couriers = 6
const drivers = 20
const lookAgainMs = 2000

export async function bringParcels(shop: Shop, plan: Plan, total: Taken): Promise<void> {
  const habits: Habits = { codes: plan.codes, hub: shop.hub }
  const [doors, road] = [new Crew(couriers), new Crew(drivers)]
  const seen = new Set<string>()
  const look = () => parcelsOnTheirWay(shop, Date.now(), plan.signal)
  // What the shop sends while `once` runs is for the next time.
  const first = await look()
  say(`${shop.name}: ${first.length} parcels to bring`)
  for (;;) {
    const fresh = (plan.once ? first : await look()).filter((one) => !seen.has(one))
    for (const orderNumber of fresh.slice(0, doors.free)) {
      seen.add(orderNumber)
      await doors.begin(() => bring(shop, orderNumber, habits, plan, total))
    }
    const legs = (await refusedParcels(shop, plan.signal)).flatMap((parcel) => {
      const mark = markOf(parcel)
      const messages = seen.has(mark) ? null : nextLeg(parcel, habits, randomOf(plan.seed, mark))
      return messages ? [{ parcel, mark, messages }] : []
    })
    for (const { parcel, mark, messages } of legs.slice(0, road.free)) {
      seen.add(mark)
      await road.begin(() => relate(shop, subjectOf(parcel, mark, plan), messages, { ...plan, total }))
    }
    doors.check()
    road.check()
    if (plan.once && legs.length + fresh.length === 0 && doors.idle && road.idle) return
    await pause(lookAgainMs, undefined, { signal: plan.signal })
  }
}

async function bring(shop: Shop, orderNumber: string, habits: Habits, plan: Plan, total: Taken) {
  const parcel = await readParcel(shop, orderNumber, plan.signal)
  if (!parcel) return
  const random = randomOf(plan.seed, orderNumber)
  const messages = doorStory(parcel, random.weighted(usualDoors), habits, random)
  const { trackingNumber } = parcel
  const subject = {
    name: `Parcel ${orderNumber}`,
    reference: { orderNumber, trackingNumber },
    idOf: (key: number) => `sim-${plan.seed}-${orderNumber}-${key}`,
  }
  await relate(shop, subject, messages, { ...plan, total })
}

function subjectOf({ returnNumber, orderNumber }: RefusedParcel, mark: string, { seed }: Plan) {
  return {
    name: returnNumber,
    reference: { orderNumber },
    idOf: (key: number) => `sim-${seed}-${mark}-${key}`,
  }
}

/** Which step of its way this is: told once, even when a person has to look at it first. */
function markOf({ returnNumber, attempts, custody, action }: RefusedParcel): string {
  return `${returnNumber}-${attempts}-${custody}${custody === 'hub' ? `-${action}` : ''}`
}

/** The same seed decides the same of the same thing, whatever else happens in between. */
function randomOf(seed: number, of: string): Random {
  return new Random(createHash('sha256').update(`${seed} ${of}`).digest().readUInt32BE())
}
