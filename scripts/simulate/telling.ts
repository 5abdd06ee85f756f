/** A story as it is made up: what happens, when it is told, in which words. Pure. */
import type { Random } from '@/db/seed/shops/random'

/** `at` counts hours from the beginning of the story; the same `key` again is the same event told again. */
export type Happening = {
  type: string
  at: number
  more?: Record<string, unknown>
  visit?: Visit
  key: number
}
/** What is logged of a visit: calls before it, and how many minutes it took; null: he never came. What is not there is not known. */
export type Visit = { calls?: number; minutes?: number | null }
/** One request: what is told, when, and in plain words. `hours` are those of the story. */
export type Message = { hours: number; told: Happening[]; words: string }

export class Telling {
  readonly messages: Message[] = []
  private hours = 0
  private keys = 0

  constructor(readonly random: Random) {}

  /** Some time later something happens. */
  happens(type: string, fromHours: number, toHours: number, more: Record<string, unknown> = {}): Happening {
    this.hours += this.random.between(fromHours, toHours)
    return { type, at: this.hours, more, key: (this.keys += 1) }
  }

  tell(words: string, ...told: Happening[]) {
    this.messages.push({ hours: this.hours, told, words })
  }

  /** The same thing as an event of its own: told under another id. */
  underAnotherId(happening: Happening): Happening {
    return { ...happening, key: (this.keys += 1) }
  }
}
