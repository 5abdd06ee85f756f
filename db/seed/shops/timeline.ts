import type { LiveShop } from './live'
import type { Thread, Told } from './thread'

/** The next thing in a story: a person's act, or what the carrier says. */
export type Step = { at: Date; thread: Thread } & (
  | { act: () => Promise<void> }
  /** `alone`: in a message of its own, whatever else there is to say. */
  | { tell: Told; alone?: boolean }
)
export type Story = Generator<Step, void, void>

const batchMs = 5 * 3_600_000

/**
 * Plays many stories side by side in the order of time, up to `now`; what would come later does not happen. The carrier
 * reports in batches, as carriers do, but always before a person acts on what it reported.
 */
export async function play(
  shop: LiveShop,
  stories: Iterable<Story>,
  now: Date,
  progress: (done: number) => void = () => {},
): Promise<void> {
  const waiting = new Queue()
  let done = 0
  const advance = (story: Story) => {
    const { value, done: ended } = story.next()
    if (!ended && value.at <= now) waiting.push({ step: value, story })
    else progress((done += 1))
  }
  for (const story of stories) advance(story)

  let batch: Step[] = []
  const flush = async () => {
    const told = batch.flatMap((step) => ('tell' in step ? [step.tell] : []))
    const at = batch.at(-1)?.at
    batch = []
    if (at) await shop.tell(told, at)
  }
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { step, story } = next
    const opened = batch[0]?.at
    if (opened && (step.at.getTime() - opened.getTime() > batchMs || batch.length >= 400)) await flush()
    if ('act' in step) {
      if (batch.some((told) => told.thread === step.thread)) await flush()
      await step.act()
    } else {
      if (step.alone) await flush()
      batch.push(step)
      if (step.alone) await flush()
    }
    advance(story)
  }
  await flush()
}

type Entry = { step: Step; story: Story }

/** A heap by time; of the same moment, first in first out. */
class Queue {
  private readonly heap: (Entry & { order: number })[] = []
  private order = 0

  push(entry: Entry) {
    this.heap.push({ ...entry, order: (this.order += 1) })
    let at = this.heap.length - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.before(at, parent)) break
      this.swap(at, parent)
      at = parent
    }
  }

  pop(): Entry | undefined {
    const [first] = this.heap
    const last = this.heap.pop()
    if (!first || !last || this.heap.length === 0) return first
    this.heap[0] = last
    for (let at = 0; ;) {
      const left = 2 * at + 1
      let least = at
      if (left < this.heap.length && this.before(left, least)) least = left
      if (left + 1 < this.heap.length && this.before(left + 1, least)) least = left + 1
      if (least === at) return first
      this.swap(at, least)
      at = least
    }
  }

  private before(a: number, b: number): boolean {
    const [one, other] = [this.heap[a], this.heap[b]]
    if (!one || !other) return false
    return (
      one.step.at.getTime() - other.step.at.getTime() < 0 ||
      (+one.step.at === +other.step.at && one.order < other.order)
    )
  }

  private swap(a: number, b: number) {
    const [one, other] = [this.heap[a], this.heap[b]]
    if (!one || !other) return
    this.heap[a] = other
    this.heap[b] = one
  }
}
