import postgres from 'postgres'
import { inTurns, p95, rounds, sampleOf, type Finding } from './measuring'
import type { Effort, Site } from './pages'

type Terms = Record<'phone' | 'name' | 'order', string[]>

const kinds = [
  { key: 'phone', what: 'phone ending' },
  { key: 'name', what: 'name beginning' },
  { key: 'order', what: 'order number' },
] as const

/**
 * Measure 4: what the search on every screen finds, returns and orders, in the largest and the smallest database. Looking
 * for what stands in the middle of a word is not offered, so there is nothing to measure of it.
 */
export async function measureSearch(large: Site, small: Site, effort: Effort): Promise<Finding[]> {
  const [inLarge, inSmall] = [await termsOf(large), await termsOf(small)]
  const findings: Finding[] = []
  for (const { key, what } of kinds) {
    const works = [asks(large, inLarge[key]), asks(small, inSmall[key])]
    await inTurns(effort.asked, 10, works)
    const results = await rounds(effort.rounds, async () => {
      const [one = [], other = []] = await inTurns(effort.asked, 10, works)
      return { one: p95(one), other: p95(other) }
    })
    const middle = (side: 'one' | 'other') =>
      sampleOf(results.map((result) => result[side])).median.toFixed(2)
    findings.push({
      measure: 4,
      what: `search by ${what} p95 at ${large.database.cases.toLocaleString('en')} / at ${small.database.cases.toLocaleString('en')}`,
      cases: large.database.cases,
      unit: 'ratio',
      value: sampleOf(results.map(({ one, other }) => one / other)),
      target: { sign: '<=', value: 2 },
      detail: `${middle('one')} ms / ${middle('other')} ms`,
    })
  }
  return findings
}

function asks(site: Site, terms: string[]): () => Promise<number> {
  let turn = 0
  return async () => {
    const term = terms[turn++ % terms.length] ?? ''
    const { status, body, ms } = await site.web.ask(
      `/${site.database.largest.slug}/search?q=${encodeURIComponent(term)}`,
      { headers: { cookie: `obratno.session=${site.database.session}`, accept: 'application/json' } },
    )
    if (status !== 200 || !body.includes('"returns"')) {
      throw new Error(`The search for ${term} answered ${status}: ${body.toString().slice(0, 200)}`)
    }
    return ms
  }
}

/** What to look for: of customers and orders spread over the whole life of the merchant. */
async function termsOf({ database }: Site): Promise<Terms> {
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  try {
    const rows = await owner<{ phone: string; name: string; number: string }[]>`
      select right(c.phone, 7) as phone, lower(left(split_part(c.name, ' ', 2), 4)) as name, lower(o.number) as number
      from orders o join customers c on c.merchant_id = o.merchant_id and c.id = o.customer_id
      where o.merchant_id = ${database.largest.id}
      order by md5(o.id::text) limit 200`
    return {
      phone: rows.map((row) => row.phone),
      name: rows.map((row) => row.name),
      order: rows.map((row) => row.number),
    }
  } finally {
    await owner.end()
  }
}
