import { Refused } from '@/db/server/refused'
import { say } from '../console'

/** So many at work at the same time; one job that cannot be done does not keep them from the others. */
export class Crew {
  private readonly running = new Set<Promise<void>>()
  private readonly broken: unknown[] = []

  constructor(private readonly size: number) {}

  get free(): number {
    return this.size - this.running.size
  }

  get idle(): boolean {
    return this.running.size === 0
  }

  /** Waits until somebody is free, and begins. Throws what broke a job before. */
  async begin(job: () => Promise<void>): Promise<void> {
    while (this.running.size >= this.size) await Promise.race(this.running)
    this.check()
    const running = job()
      .catch((error: unknown) => {
        if (error instanceof Refused) say(`Left alone: ${error.message}`)
        else this.broken.push(error)
      })
      .finally(() => this.running.delete(running))
    this.running.add(running)
  }

  async end(): Promise<void> {
    await Promise.all(this.running)
    this.check()
  }

  check(): void {
    if (this.broken.length > 0) throw this.broken[0]
  }
}
