/** What a courier lives through with a parcel at the door: made up from a seed, pure, in the words of the public contract. */
import { couriers, oftenRefused } from '@/db/seed/shops/couriers'
import type { Random } from '@/db/seed/shops/random'
import { reasonOf, unknownReasonOf, type CodeChoice } from './codes'
import { Telling, type Happening, type Message, type Visit } from './telling'

export const doors = [
  'handed_over',
  'refused',
  'partly_refused',
  'told_twice',
  'hasty_visit',
  'no_call',
  'nobody_came',
  'unknown_code',
  'delivered_first',
] as const
export type Door = (typeof doors)[number]

/** How often each comes, of the whole. */
export const usualDoors: readonly (readonly [Door, number])[] = [
  ['handed_over', 14],
  ['refused', 12],
  ['partly_refused', 4],
  ['told_twice', 2],
  ['hasty_visit', 1],
  ['no_call', 1],
  ['nobody_came', 1],
  ['unknown_code', 2],
  ['delivered_first', 1],
]

/** A parcel on its way, as far as the contract tells a carrier. */
export type Parcel = {
  orderNumber: string
  trackingNumber: string
  items: { sku: string; quantity: number }[]
}

/** What this carrier does in its own way. */
export type Habits = {
  codes: CodeChoice
  /** Where its parcels lie; null: it does not say. */
  hub: string | null
}

/** The first time at the door. */
export function doorStory(parcel: Parcel, door: Door, habits: Habits, random: Random): Message[] {
  const story = new Telling(random)
  const courier = courierOf(door, random)
  if (door === 'handed_over' || door === 'delivered_first') {
    story.tell('handed the parcel over', story.happens('delivery.delivered', 1, 16, { courier }))
    if (door === 'handed_over') return story.messages
  }
  const part = door === 'partly_refused' ? partOf(parcel.items, random) : null
  const { code, comment } =
    door === 'unknown_code' ? unknownReasonOf(habits.codes, random) : reasonOf(habits.codes, !!part, random)
  const refused = refusal(story, { attempt: 1, code, comment, courier, visit: visitAt(door, random) }, habits)
  if (part) refused.more = { ...refused.more, items: part }
  story.tell(wordsOf(door, code, part), refused)
  if (door === 'told_twice') {
    story.tell('sends the refusal again, as the answer was lost', refused)
    story.tell('… and once more, under another id', story.underAnotherId(refused))
  }
  return story.messages
}

/** Once more at the door, by agreement: two of three are glad now. */
export function againStory(attempt: number, habits: Habits, random: Random): Message[] {
  const story = new Telling(random)
  const courier = courierOf('refused', random)
  if (random.chance(0.65)) {
    story.tell(
      `handed it over at visit ${attempt}`,
      story.happens('delivery.redelivered', 3, 14, { courier }),
    )
    return story.messages
  }
  const { code, comment } = reasonOf(habits.codes, false, random)
  const told = { attempt, code, comment, courier, visit: visitAt('refused', random) }
  const refused = refusal(story, told, habits)
  story.tell(`refused again at visit ${attempt} (${code})`, refused)
  return story.messages
}

type Told = {
  attempt: number
  code: string
  comment: string
  courier: { id: string; name: string }
  visit: Visit
}

function refusal(story: Telling, told: Told, { hub }: Habits): Happening {
  const { random } = story
  const packaging = random.weighted([
    ['intact', 9],
    ['opened', 1],
    ['damaged', 1],
    ['unknown', 2],
  ])
  const happening = story.happens('delivery.refused', 1, 16, {
    attempt: told.attempt,
    reasonCode: told.code,
    courier: told.courier,
    packaging,
    ...(random.chance(0.7) && { comment: told.comment }),
    ...(hub && { location: { code: hub } }),
    ...(packaging === 'damaged' && { evidence: [{ kind: 'photo', reference: 'photos/door-1.jpg' }] }),
  })
  return { ...happening, visit: told.visit }
}

function visitAt(door: Door, random: Random): Visit {
  if (door === 'hasty_visit') return { calls: 1, minutes: random.between(0.3, 0.9) }
  if (door === 'no_call') return { calls: 0, ...(random.chance(0.5) && { minutes: random.int(2, 6) }) }
  if (door === 'nobody_came') return { calls: 1, minutes: null }
  return { calls: random.int(1, 3), minutes: random.int(2, 14) }
}

/** Whose log says too little is one of them more often than the others. */
function courierOf(door: Door, random: Random): { id: string; name: string } {
  const share =
    door === 'handed_over' ? 0.07 : ['hasty_visit', 'no_call', 'nobody_came'].includes(door) ? 0.6 : 0.2
  const id = random.chance(share) ? oftenRefused : random.pick(Object.keys(couriers))
  return { id, name: couriers[id] ?? 'Курьер' }
}

/** Some of the articles, or one piece of the only one; null where there is nothing to divide. */
function partOf(items: Parcel['items'], random: Random): Parcel['items'] | null {
  const [first] = items
  if (items.length > 1) return random.some(items, random.int(1, items.length - 1))
  return first && first.quantity > 1
    ? [{ sku: first.sku, quantity: random.int(1, first.quantity - 1) }]
    : null
}

function wordsOf(door: Door, code: string, part: Parcel['items'] | null): string {
  if (part)
    return `part of the parcel was refused: ${part.map(({ sku, quantity }) => `${quantity} × ${sku}`).join(', ')} (${code})`
  if (door === 'delivered_first') return `and says now that it was refused (${code})`
  if (door === 'unknown_code') return `refused, with a code that nobody has explained (${code})`
  if (door === 'hasty_visit') return `refused after less than a minute at the address (${code})`
  if (door === 'no_call') return `refused without a call (${code})`
  if (door === 'nobody_came') return `refused, though nobody came to the address (${code})`
  return `refused at the door (${code})`
}
