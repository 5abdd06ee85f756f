import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Finding, KnownValues } from '@/lib/routing/findings'
import type { RuleSetContent } from '@/lib/routing/schemas'
import { RuleChecker, type CheckAnswer, type CheckQuestion } from './editor-checker'

const content: RuleSetContent = {
  rules: [],
  otherwise: {
    to: { action: 'deliver', locationId: '01890000-0000-7000-8000-000000000001' },
    storageDays: null,
    sorting: false,
    repack: false,
    tellCustomer: false,
    tellOrderSystem: false,
    refund: false,
  },
}
const nothing: ReadonlySet<string> = new Set()
const known: KnownValues = {
  reasons: [],
  categories: nothing,
  suppliers: nothing,
  regions: nothing,
  cities: nothing,
  skus: nothing,
  hubs: nothing,
  carriers: nothing,
  locations: [],
  today: '2026-11-22',
}
const question = { content, known }
/** What the check itself finds in this: a place that the shop does not have. */
const real = [expect.objectContaining({ kind: 'unknown_destination' })]
const gap: Finding[] = [{ severity: 'note', kind: 'gap', example: [] }]
const never: Finding[] = [{ severity: 'note', kind: 'default_never' }]

/** A worker that answers when it is told to. */
class Held {
  static all: Held[] = []
  onmessage: ((event: { data: CheckAnswer }) => void) | null = null
  onerror: ((event: { preventDefault: () => void }) => void) | null = null
  asked: CheckQuestion[] = []
  isOver = false
  constructor() {
    Held.all.push(this)
  }
  postMessage(one: CheckQuestion) {
    this.asked.push(one)
  }
  terminate() {
    this.isOver = true
  }
  answer(findings: Finding[], isLast = true) {
    this.onmessage?.({ data: { id: this.asked.at(-1)?.id ?? 0, findings, isLast } })
  }
}

function withWorkers() {
  Held.all = []
  vi.stubGlobal('Worker', Held)
  return new RuleChecker()
}
const workerAt = (place: number) => {
  const worker = Held.all[place]
  if (!worker) throw new Error(`There is no worker ${place}`)
  return worker
}

afterEach(() => vi.unstubAllGlobals())

describe('RuleChecker', () => {
  it('asks one worker again while it has nothing to do, and tells the quick answer before the last', () => {
    const checker = withWorkers()
    const told = vi.fn()
    checker.ask(question, told)
    workerAt(0).answer(gap, false)
    workerAt(0).answer(never)
    checker.ask(question, told)
    workerAt(0).answer(gap)
    expect(told.mock.calls).toEqual([[gap], [never], [gap]])
    expect(Held.all).toHaveLength(1)
    checker.close()
    expect(workerAt(0).isOver).toBe(true)
  })

  it('ends a worker that is still at an older question, and drops what it would say', () => {
    const checker = withWorkers()
    const [older, newer] = [vi.fn(), vi.fn()]
    checker.ask(question, older)
    workerAt(0).answer(gap, false)
    checker.ask(question, newer)
    expect(workerAt(0).isOver).toBe(true)
    workerAt(0).answer(never)
    workerAt(1).answer(gap)
    expect(older.mock.calls).toEqual([[gap]])
    expect(newer.mock.calls).toEqual([[gap]])
  })

  it('checks in the page where there are no workers', async () => {
    vi.stubGlobal('Worker', undefined)
    const told = vi.fn()
    new RuleChecker().ask(question, told)
    await vi.waitFor(() => expect(told).toHaveBeenCalledWith(real))
  })

  it('checks in the page when the worker cannot be had, and from then on', async () => {
    const checker = withWorkers()
    const told = vi.fn()
    checker.ask(question, told)
    workerAt(0).onerror?.({ preventDefault: () => undefined })
    await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1))
    checker.ask(question, told)
    await vi.waitFor(() => expect(told.mock.calls).toEqual([[real], [real]]))
    expect(Held.all).toHaveLength(1)
  })
})
