/** Where a refused parcel goes next: by its route and by where it lies, as the contract shows both. Pure. */
import type { Random } from '@/db/seed/shops/random'
import { againStory, type Habits } from './door'
import { Telling, type Message } from './telling'

/** A refused parcel in the carrier's hands. */
export type RefusedParcel = {
  returnNumber: string
  orderNumber: string
  custody: string
  /** Where its route sends it; null: it has none yet. */
  action: 'deliver' | 'redeliver' | 'ask' | null
  /** Code of the place it goes to. */
  destination: string | null
  items: { sku: string; quantity: number }[]
  /** How it looked to the courier. */
  packaging: string
  /** How often it was refused so far. */
  attempts: number
  /** Whether the shop has agreed since the last refusal when it comes again. */
  agreed: boolean
}

/** The next step of its way; null: a person must act first, or nothing is left to do. */
export function nextLeg(parcel: RefusedParcel, habits: Habits, random: Random): Message[] | null {
  const { custody, action, destination } = parcel
  const story = new Telling(random)
  const hub = habits.hub ? { location: { code: habits.hub } } : {}
  if (custody === 'lost') {
    story.tell('found the parcel again', story.happens('parcel.found', 2, 12, hub))
  } else if (custody === 'courier') {
    const { words, more } = foundAtHub(parcel, random)
    story.tell(words, story.happens('parcel.at_hub', 2, 8, { ...hub, ...more }))
  } else if (custody === 'hub' && action === 'deliver') {
    story.tell(
      `left the hub for ${destination ?? 'the shop'}`,
      story.happens('parcel.in_transit', 6, 20, hub),
    )
  } else if (custody === 'hub' && action === 'redeliver' && parcel.agreed) {
    return againStory(parcel.attempts + 1, habits, random)
  } else if (custody === 'in_transit') {
    const place = destination ? { location: { code: destination } } : {}
    story.tell(`arrived at ${destination ?? 'the shop'}`, story.happens('parcel.received', 6, 24, place))
  }
  return story.messages.length > 0 ? story.messages : null
}

/** Mostly as the courier said; now and then the hub sees it otherwise. */
function foundAtHub(
  { items, packaging }: RefusedParcel,
  random: Random,
): { words: string; more: Record<string, unknown> } {
  const found = random.weighted([
    ['same', 15],
    ['damaged', 2],
    ['other_reason', 1],
    ['less', 1],
  ])
  const pieces = items.reduce((sum, { quantity }) => sum + quantity, 0)
  if (found === 'damaged') {
    return { words: 'lies at the hub, which finds it damaged', more: { packaging: 'damaged' } }
  }
  if (found === 'other_reason') {
    const more = { packaging: 'opened', reasonCode: 'goods' }
    return { words: 'lies at the hub, which finds broken goods in it', more }
  }
  if (found === 'less' && pieces > 1) {
    const counted = items.map((item, index) =>
      index === 0 ? { ...item, quantity: item.quantity - 1 } : item,
    )
    return { words: 'lies at the hub, which counts a piece less', more: { items: counted } }
  }
  return { words: 'lies at the hub', more: { packaging: packaging === 'unknown' ? 'intact' : packaging } }
}
