/** Numbers of a bench: never asserted, always with their spread. */

export type Sample = { median: number; low: number; high: number; rounds: number }

export type Finding = {
  /** The measure's number in quality.md. */
  measure: number
  what: string
  /** Cases in the database; null where it does not matter. */
  cases: number | null
  unit: 'ratio' | 'ms' | 'MB' | 's' | 'µs' | '/s'
  value: Sample
  /** `<=` or `>=` and the number; null when it is only told. */
  target: { sign: '<=' | '>='; value: number } | null
  /** The absolute numbers behind a ratio. */
  detail: string
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
  if (value === undefined) throw new Error('Nothing was measured')
  return value
}

export const p95 = (values: readonly number[]) => percentile(values, 0.95)
export const median = (values: readonly number[]) => percentile(values, 0.5)

export function sampleOf(values: readonly number[]): Sample {
  return {
    median: median(values),
    low: Math.min(...values),
    high: Math.max(...values),
    rounds: values.length,
  }
}

/** Several rounds of two or more things that take turns, one after another; answers what each round made of them. */
export async function rounds<T>(count: number, round: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let index = 0; index < count; index += 1) results.push(await round(index))
  return results
}

/**
 * Runs the works in turns, `burst` times in a row each, until each has run `times` times; answers the milliseconds of
 * each run, by work.
 */
export async function inTurns(
  times: number,
  burst: number,
  works: (() => Promise<number>)[],
): Promise<number[][]> {
  const taken: number[][] = works.map(() => [])
  for (let turn = 0; turn * burst < times; turn += 1) {
    // The order changes, so that nobody always comes after the same other.
    for (let offset = 0; offset < works.length; offset += 1) {
      const place = (turn + offset) % works.length
      for (let run = 0; run < burst; run += 1) {
        const ms = await works[place]?.()
        if (ms !== undefined) taken[place]?.push(ms)
      }
    }
  }
  return taken
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

const number = (value: number) =>
  value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0)

export function isMet({ target, value }: Finding): boolean | null {
  if (!target) return null
  return target.sign === '<=' ? value.median <= target.value : value.median >= target.value
}

/** A table for the terminal and for Markdown alike. */
export function tableOf(findings: readonly Finding[]): string {
  const head = ['#', 'measure', 'cases', 'median', 'spread', 'target', '', 'behind it']
  const rows = findings.map((finding) => {
    const unit = finding.unit === 'ratio' ? '' : ` ${finding.unit}`
    const { value, target } = finding
    const met = isMet(finding)
    return [
      String(finding.measure),
      finding.what,
      finding.cases === null ? '' : finding.cases.toLocaleString('en'),
      number(value.median) + unit,
      value.rounds > 1 ? `${number(value.low)}–${number(value.high)}` : '',
      target ? `${target.sign === '<=' ? '≤' : '≥'} ${target.value}${unit}` : '',
      met === null ? '' : met ? '✓' : '✗',
      finding.detail,
    ]
  })
  const widths = head.map((title, index) =>
    Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0), 1),
  )
  const line = (cells: string[]) =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join(
    '\n',
  )
}
