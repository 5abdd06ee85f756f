import { judgeCase } from '@/lib/policies/rules'
import { lawOnlyTerms, type PolicyTerms } from '@/lib/policies/schemas'
import type { ItemFacts, JudgeInput } from '@/lib/policies/verdict'
import { rounds, sampleOf, type Finding } from './measuring'

const hour = 3_600_000
const first = Date.parse('2025-01-01T00:00:00Z')
const zones = ['Europe/Kaliningrad', 'Europe/Moscow', 'Asia/Kamchatka']
const reasons = [['size', 'not_fit'], ['not_working', 'defective'], []]

const terms: PolicyTerms = {
  ...lawOnlyTerms,
  days: 14,
  exceptions: Array.from({ length: 10 }, (_, index) => ({
    category: `Категория ${index}`,
    priceFrom: 100_000,
    priceTo: null,
    channel: index % 2 === 0 ? 'site' : null,
    reason: null,
    days: 20 + index,
  })),
  exclusions: [{ category: 'Категория 11', sku: null, basis: 'exchange_list' }],
}

/** Another order every time: over two years, three zones, a policy with exceptions, all kinds of goods and reasons. */
function question(turn: number): [JudgeInput, ItemFacts[]] {
  const placedAt = new Date(first + (turn % 17_000) * hour)
  const handedOverAt = new Date(placedAt.getTime() + (turn % 90) * hour)
  const input: JudgeInput = {
    zone: zones[turn % zones.length] ?? 'UTC',
    demandedAt: new Date(handedOverAt.getTime() + (turn % 700) * hour),
    now: new Date(first + 30_000 * hour),
    order: {
      placedAt,
      readyForCollectionAt: null,
      handedOverAt: turn % 20 === 0 ? null : handedOverAt,
      returnTermsGivenAt: turn % 3 === 0 ? handedOverAt : null,
      channel: turn % 2 === 0 ? 'site' : 'market',
      buyer: turn % 50 === 0 ? 'business' : 'consumer',
    },
    policy: { number: 1, terms },
  }
  const item: ItemFacts = {
    id: String(turn),
    sku: `SKU-${turn % 100}`,
    category: `Категория ${turn % 13}`,
    quantity: 1,
    unitPrice: (turn % 400) * 1000,
    madeToOrder: turn % 40 === 0,
    technicallyComplex: turn % 5 === 0,
    reasons: reasons[turn % reasons.length] ?? [],
  }
  return [input, [item]]
}

/** Measure 11: the verdict of one case of one item, in microseconds; many in a row, since one is too short to time. */
export async function measureVerdict(effort: { rounds: number }): Promise<Finding> {
  const count = 20_000
  const questions = Array.from({ length: count }, (_, turn) => question(turn))
  const within = () =>
    questions.filter(([input, items]) => judgeCase(input, items).outcome === 'within').length
  const once = async () => {
    const started = performance.now()
    const found = within()
    return { found, each: ((performance.now() - started) / count) * 1000 }
  }
  const cold = await once()
  const results = await rounds(effort.rounds, once)
  return {
    measure: 11,
    what: 'judge one case',
    cases: null,
    unit: 'µs',
    value: sampleOf(results.map(({ each }) => each)),
    target: { sign: '<=', value: 50 },
    detail: `${cold.each.toFixed(1)} µs the first time round, ${cold.found} of ${count} within`,
  }
}
