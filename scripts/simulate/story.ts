/** What a carrier lives through with one task: made up from a seed, pure, in the words of the public contract. */
import type { Random } from '@/db/seed/shops/random'
import { Telling, type Message } from './telling'

export const days = [
  'good',
  'no_answer',
  'nobody_home',
  'given_up',
  'partial',
  'repeated',
  'reversed',
  'lost_and_found',
] as const
export type Day = (typeof days)[number]

/** How often each day comes, of the whole. */
export const usualDays: readonly (readonly [Day, number])[] = [
  ['good', 8],
  ['no_answer', 3],
  ['nobody_home', 3],
  ['given_up', 2],
  ['partial', 2],
  ['repeated', 2],
  ['reversed', 2],
  ['lost_and_found', 2],
]

/** A task and its return, as far as the contract tells a carrier. */
export type Task = {
  pickupId: string
  returnNumber: string
  /** Of the pickup task. */
  status: string
  /** Of the return. */
  custody: string
  attempts: number
  maxAttempts: number
  items: { sku: string; quantity: number }[]
}

/** Whether there is anything left for a carrier to do. */
export function isUnderway(task: Task): boolean {
  if (['courier', 'hub', 'in_transit', 'lost'].includes(task.custody)) return true
  return (
    task.custody === 'customer' &&
    ['created', 'accepted', 'agreed', 'on_way', 'attempt_failed'].includes(task.status)
  )
}

const couriers = [
  { id: 'k-104', name: 'Рамиль' },
  { id: 'k-117', name: 'Оксана' },
  { id: 'k-131', name: 'Тимофей' },
]

/** From where the task stands to the shop's warehouse, or to where it ends on such a day. */
export function storyOf(task: Task, day: Day, random: Random): Message[] {
  const story = new Fetching(random)
  if (task.custody === 'customer') {
    const taken = fetching(story, task, day)
    if (!taken) return story.messages
  }
  carrying(story, task.custody, day)
  return story.messages
}

class Fetching extends Telling {
  readonly courier: { id: string; name: string }

  constructor(random: Random) {
    super(random)
    this.courier = random.pick(couriers)
  }

  override happens(type: string, fromHours: number, toHours: number, more: Record<string, unknown> = {}) {
    const own = type.startsWith('pickup.') && type !== 'pickup.accepted' ? { courier: this.courier } : {}
    return super.happens(type, fromHours, toHours, { ...own, ...more })
  }
}

/** Up to the door; whether the goods were taken. */
function fetching(story: Fetching, task: Task, day: Day): boolean {
  const absent = { reasonCode: 'recipient_absent' }
  if (task.status === 'created') story.tell('took the task', story.happens('pickup.accepted', 0.1, 0.6))
  if (task.status === 'created' || task.status === 'accepted') {
    if (day === 'no_answer') {
      story.tell('called the customer, no answer', story.happens('pickup.call_failed', 0.3, 1, absent))
      story.tell('called again, no answer', story.happens('pickup.call_failed', 0.5, 1.5, absent))
    }
    story.tell('agreed the time with the customer', story.happens('pickup.agreed', 0.3, 1.5))
  }
  if (task.status === 'attempt_failed') {
    story.tell('agreed another time with the customer', story.happens('pickup.agreed', 0.3, 1.5))
  }
  const left = Math.max(1, task.maxAttempts - task.attempts)
  const failures = day === 'given_up' ? left : day === 'nobody_home' ? Math.min(1, left - 1) : 0
  const onWay = task.status === 'on_way'
  for (let n = 0; n < failures; n += 1) {
    if (!onWay || n > 0) story.tell('the courier is on the way', story.happens('pickup.on_way', 1, 3))
    const number = task.attempts + n + 1
    story.tell(
      `nobody opened the door, attempt ${number} of ${task.maxAttempts}`,
      story.happens('pickup.attempt_failed', 0.5, 2, absent),
    )
    if (n < left - 1) story.tell('agreed another time', story.happens('pickup.agreed', 1, 4))
  }
  if (failures === left) return false

  const leaving = onWay && failures === 0 ? null : story.happens('pickup.on_way', 1, 3)
  const partial = day === 'partial' ? lessOf(task.items) : null
  const taking = story.happens('pickup.collected', 0.5, 2, partial ? { items: partial } : {})
  if (day === 'reversed' && leaving) {
    story.tell('without a signal at the door: tells first that the goods were taken', taking)
    story.tell('… and then that the courier had left for them', leaving)
    return true
  }
  if (leaving) {
    story.tell('the courier is on the way', leaving)
    // Told as it happens, though the end of the visit was made up with it.
    const told = story.messages.at(-1)
    if (told) told.hours = leaving.at
  }
  story.tell(partial ? `collected only ${inWords(partial)}` : 'collected everything', taking)
  if (day === 'repeated') {
    story.tell('sends the same message again, as the answer was lost', taking, ...(leaving ? [leaving] : []))
  }
  return true
}

/** From the courier's van to the shop. */
function carrying(story: Fetching, custody: string, day: Day) {
  if (custody === 'lost') story.tell('found the parcel again', story.happens('parcel.found', 1, 6))
  if (custody === 'customer' || custody === 'courier') {
    story.tell('handed the parcel in at the hub', story.happens('parcel.at_hub', 2, 6))
  }
  if (custody !== 'in_transit') {
    story.tell('the parcel left the hub for the shop', story.happens('parcel.in_transit', 3, 10))
  }
  if (day === 'lost_and_found') {
    story.tell('cannot find the parcel', story.happens('parcel.lost', 6, 20))
    story.tell('found it in the wrong cage', story.happens('parcel.found', 6, 20))
    story.tell('the parcel goes on to the shop', story.happens('parcel.in_transit', 1, 4))
  }
  story.tell('delivered the parcel to the shop', story.happens('parcel.received', 4, 16))
}

/** One piece less than was asked for; of a single piece there is no less. */
function lessOf(items: Task['items']): Task['items'] | null {
  const pieces = items.reduce((sum, item) => sum + item.quantity, 0)
  if (pieces < 2) return null
  const last = items.length - 1
  return items.map((item, index) => (index === last ? { ...item, quantity: item.quantity - 1 } : item))
}

function inWords(items: Task['items']): string {
  return items.map(({ sku, quantity }) => `${quantity} × ${sku}`).join(', ')
}
