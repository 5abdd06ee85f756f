import type { Finding, KnownValues } from '@/lib/routing/findings'
import type { RuleSetContent } from '@/lib/routing/schemas'

type Question = { content: RuleSetContent; known: KnownValues }
export type CheckQuestion = Question & { id: number }
export type CheckAnswer = {
  id: number
  findings: Finding[]
  /** Nothing more is proved. */
  isLast: boolean
}
/** Null: the check could not be loaded; the server checks all the same before anything is published. */
type Told = (findings: Finding[] | null) => void

/**
 * The static check beside the page, in a worker, where the hardest rules hold nobody up; in the page itself where a browser
 * has no workers. One question at a time: with a new one the old one ends, and what would still come of it is dropped.
 */
export class RuleChecker {
  private worker: Worker | null = null
  private isBusy = false
  private asked = 0
  private isHere = typeof Worker === 'undefined'

  ask(question: Question, told: Told): void {
    this.stop()
    const id = this.asked
    if (this.isHere) return this.askHere(question, id, told)
    const worker = (this.worker ??= new Worker(new URL('./editor-check-worker.ts', import.meta.url), {
      type: 'module',
    }))
    this.isBusy = true
    worker.onmessage = ({ data }: MessageEvent<CheckAnswer>) => {
      if (data.id !== this.asked) return
      if (data.isLast) this.isBusy = false
      told(data.findings)
    }
    worker.onerror = (event) => {
      event.preventDefault()
      if (id !== this.asked) return
      this.isHere = true
      this.ask(question, told)
    }
    worker.postMessage({ id, ...question } satisfies CheckQuestion)
  }

  /** Nobody waits for an answer any more. */
  stop(): void {
    this.asked += 1
    if (!this.isBusy) return
    this.worker?.terminate()
    this.worker = null
    this.isBusy = false
  }

  /** Stops for good. */
  close(): void {
    this.isBusy = true
    this.stop()
  }

  private askHere({ content, known }: Question, id: number, told: Told): void {
    import('@/lib/routing/checks').then(
      ({ ruleFindings }) => {
        if (id === this.asked) told(ruleFindings(content, known))
      },
      () => {
        if (id === this.asked) told(null)
      },
    )
  }
}
