/** Which couriers stand out by their refusals, by an honest reckoning. Pure: counts in, figures out. */

/** How often one courier's deliveries were tried, and how often refused; `group`: his carrier. */
type CourierCounts = { key: string; group: string; attempts: number; refused: number }

/** A courier who stands out: shares from 0 to 1, the 95 % interval of his own, and the share of all others. */
type UnusualCourier = {
  attempts: number
  refused: number
  rate: number
  low: number
  high: number
  others: number
}

/** Below these nothing is said of anybody: there is too little to go by. */
const leastAttempts = 30
const leastRefused = 8
/** What is certain may still not matter: he must have at least so many times the others' share. */
const leastTimes = 2
/** How many of those called unusual may be so by chance. */
const falseShare = 0.05

/**
 * The couriers who are told of clearly more refusals than all others of their carrier together. Fisher's exact test, one
 * side: the exact one for a share against another that is itself only counted, and the binomial one where the others are
 * many. Corrected by Benjamini–Hochberg for everybody who was looked at, which is whoever tried at least 30 deliveries
 * beside at least 30 of others.
 * @returns by key, only those who stand out; everybody else is not, or cannot be judged
 */
export function unusualCouriers(rows: readonly CourierCounts[]): Map<string, UnusualCourier> {
  const totals = new Map<string, { attempts: number; refused: number }>()
  for (const { group, attempts, refused } of rows) {
    const total = totals.get(group) ?? { attempts: 0, refused: 0 }
    totals.set(group, { attempts: total.attempts + attempts, refused: total.refused + refused })
  }
  const looked = rows.flatMap(({ key, group, attempts, refused }) => {
    const total = totals.get(group)
    if (!total || attempts < leastAttempts || total.attempts - attempts < leastAttempts) return []
    const others = (total.refused - refused) / (total.attempts - attempts)
    return [{ key, attempts, refused, others, chance: chanceOfMore({ attempts, refused }, total) }]
  })
  const limit = acceptedChance(
    looked.map(({ chance }) => chance),
    falseShare,
  )
  return new Map(
    looked.flatMap(({ key, attempts, refused, others, chance }) => {
      const rate = refused / attempts
      if (chance > limit || refused < leastRefused || rate < leastTimes * others) return []
      return [[key, { attempts, refused, rate, ...wilson(refused, attempts), others }] as const]
    }),
  )
}

/**
 * The chance that one of two who are alike has at least so many of the refusals they have together (the upper tail of
 * the hypergeometric distribution).
 * @param own his counts; `total`: his and the others'
 */
export function chanceOfMore(
  own: { attempts: number; refused: number },
  total: { attempts: number; refused: number },
): number {
  const { attempts: n, refused: k } = own
  const { attempts: all, refused: hits } = total
  const least = Math.max(0, n + hits - all)
  const most = Math.min(n, hits)
  if (k <= least) return 1
  const exactly = (at: number) =>
    Math.exp(logChoose(hits, at) + logChoose(all - hits, n - at) - logChoose(all, n))
  // Always away from the middle, where every step is smaller than the one before.
  if (k * all > n * hits) {
    let [sum, term] = [0, exactly(k)]
    for (let at = k; at <= most && term > sum * 1e-16; at += 1) {
      sum += term
      term *= ((hits - at) * (n - at)) / ((at + 1) * (all - hits - n + at + 1))
    }
    return Math.min(1, sum)
  }
  let [below, term] = [0, exactly(k - 1)]
  for (let at = k - 1; at >= least && term > below * 1e-16; at -= 1) {
    below += term
    term *= (at * (all - hits - n + at)) / ((hits - at + 1) * (n - at + 1))
  }
  return Math.max(0, 1 - below)
}

/** Benjamini–Hochberg: the largest of the chances that still counts as a finding; below 0 when none does. */
export function acceptedChance(chances: readonly number[], share: number): number {
  const sorted = chances.toSorted((a, b) => a - b)
  return sorted.findLast((chance, at) => chance <= ((at + 1) / sorted.length) * share) ?? -1
}

/** The 95 % interval of a share by Wilson's score. */
export function wilson(hits: number, tries: number): { low: number; high: number } {
  const z = 1.959963984540054
  const share = hits / tries
  const middle = share + (z * z) / (2 * tries)
  const half = z * Math.sqrt((share * (1 - share)) / tries + (z * z) / (4 * tries * tries))
  const scale = 1 + (z * z) / tries
  return { low: hits === 0 ? 0 : (middle - half) / scale, high: hits === tries ? 1 : (middle + half) / scale }
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k)
}

const smallFactorials: number[] = [0]
for (let n = 1; n < 64; n += 1) smallFactorials.push((smallFactorials[n - 1] ?? 0) + Math.log(n))

/** Exact for small numbers, by Stirling's series for others (the error is below 1e-13). */
function logFactorial(n: number): number {
  const small = smallFactorials[n]
  if (small !== undefined) return small
  const square = n * n
  const series = (1 / 12 - (1 / 360 - 1 / (1260 * square)) / square) / n
  return (n + 0.5) * Math.log(n) - n + Math.log(2 * Math.PI) / 2 + series
}
