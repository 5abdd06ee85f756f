/** A small seeded generator (mulberry32): the same seed always tells the same demo. Not for secrets. */
export class Random {
  private state: number

  constructor(seed: number) {
    this.state = seed >>> 0
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let mixed = this.state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number, both ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }

  between(from: number, to: number): number {
    return from + this.next() * (to - from)
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[Math.floor(this.next() * choices.length)]
    if (choice === undefined) throw new Error('Nothing to pick from')
    return choice
  }

  weighted<T>(choices: readonly (readonly [T, number])[]): T {
    let at = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [choice, weight] of choices) {
      at -= weight
      if (at < 0) return choice
    }
    return this.pick(choices)[0]
  }

  /** So many different ones, in their order. */
  some<T>(choices: readonly T[], count: number): T[] {
    const left = choices.map((_, index) => index)
    const taken = Array.from({ length: Math.min(count, left.length) }, () => {
      const at = Math.floor(this.next() * left.length)
      return left.splice(at, 1)[0] ?? 0
    })
    return taken.sort((a, b) => a - b).flatMap((index) => choices[index] ?? [])
  }
}
