import { gzipSync } from 'node:zlib'
import postgres from 'postgres'
import { pageSize, writeCursor } from '@/lib/cases/search'
import type { SizedDatabase } from './database'
import { withListSql } from './list-sql'
import { inTurns, p95, rounds, sampleOf, type Finding } from './measuring'
import type { Web } from './web'

export type Effort = { rounds: number; asked: number }
export type Site = { database: SizedDatabase; web: Web }

const listOf = ({ database }: Site) => `/${database.largest.slug}/returns`
const constantOf = ({ database }: Site) => `/${database.largest.slug}/bench-constant`
const barePath = '/bench'
const burst = 10

/** Asks for a page as its reader; answers the milliseconds. Refuses what is not the whole page. */
async function load(site: Site, path: string, rows: number | null): Promise<number> {
  const { status, body, ms } = await site.web.ask(path, {
    headers: { cookie: `obratno.session=${site.database.session}`, accept: 'text/html' },
  })
  // Every row links to its case.
  const found = new Set(body.toString().match(/\/returns\/R-\d+/g)).size
  if (status !== 200 || (rows !== null && found !== rows)) {
    throw new Error(`${path} answered ${status} with ${found} of ${rows} rows`)
  }
  return ms
}

const loads = (site: Site, path: string, rows: number | null) => () => load(site, path, rows)

export async function warmUp(site: Site, times: number): Promise<void> {
  const works = [
    loads(site, listOf(site), pageSize),
    loads(site, constantOf(site), pageSize),
    loads(site, barePath, null),
  ]
  await inTurns(times, burst, works)
}

function compared(
  facts: Pick<Finding, 'measure' | 'what' | 'cases' | 'target'>,
  pairs: { one: number; other: number }[],
  unit = 'ms',
): Finding {
  const middle = (key: 'one' | 'other') => sampleOf(pairs.map((pair) => pair[key])).median.toFixed(2)
  return {
    ...facts,
    unit: 'ratio',
    value: sampleOf(pairs.map(({ one, other }) => one / other)),
    detail: `${middle('one')} ${unit} / ${middle('other')} ${unit}`,
  }
}

async function p95s(
  effort: Effort,
  works: (() => Promise<number>)[],
): Promise<{ one: number; other: number }[]> {
  return rounds(effort.rounds, async () => {
    const [one = [], other = []] = await inTurns(effort.asked, burst, works)
    return { one: p95(one), other: p95(other) }
  })
}

/** Measure 1: what it costs that the rows come from the database. */
export async function measureRows(site: Site, effort: Effort): Promise<Finding> {
  const pairs = await p95s(effort, [
    loads(site, listOf(site), pageSize),
    loads(site, constantOf(site), pageSize),
  ])
  return compared(
    {
      measure: 1,
      what: 'list page p95 / the same page with constant rows',
      cases: site.database.cases,
      target: { sign: '<=', value: 1.5 },
    },
    pairs,
  )
}

/** Measure 2: what the page costs beside the least that a page can be, and beside its own SQL. */
export async function measurePage(site: Site, effort: Effort): Promise<Finding[]> {
  const used = async (path: string, rows: number | null) => {
    const before = site.web.cpuMs()
    for (let index = 0; index < effort.asked; index += 1) await load(site, path, rows)
    return (site.web.cpuMs() - before) / effort.asked
  }
  const cpu = await rounds(effort.rounds, async (round) => {
    const [list, bare] = [() => used(listOf(site), pageSize), () => used(barePath, null)]
    if (round % 2 === 0) return { one: await list(), other: await bare() }
    const other = await bare()
    return { one: await list(), other }
  })
  const sql = await withListSql(site.database, async (again) => {
    for (let index = 0; index < effort.asked; index += 1) await again()
    return p95s(effort, [loads(site, listOf(site), pageSize), again])
  })
  const cases = site.database.cases
  return [
    compared(
      {
        measure: 2,
        what: 'list page, 50 rows: CPU time / bare dynamic page',
        cases,
        target: { sign: '<=', value: 2.5 },
      },
      cpu,
    ),
    compared(
      {
        measure: 2,
        what: 'list page p95 / its SQL alone over the driver',
        cases,
        target: { sign: '<=', value: 12 },
      },
      sql,
    ),
  ]
}

/** Measure 3, first half: the same list in the largest and the smallest database. */
export async function measureGrowth(large: Site, small: Site, effort: Effort): Promise<Finding> {
  const pairs = await p95s(effort, [
    loads(large, listOf(large), pageSize),
    loads(small, listOf(small), pageSize),
  ])
  return compared(
    {
      measure: 3,
      what: `list p95 at ${large.database.cases.toLocaleString('en')} / at ${small.database.cases.toLocaleString('en')}`,
      cases: large.database.cases,
      target: { sign: '<=', value: 1.3 },
    },
    pairs,
  )
}

/** Measure 3, second half: page 1000, or the last whole one where there are fewer, beside the first. */
export async function measureDepth(site: Site, effort: Effort): Promise<Finding> {
  const page = Math.min(1000, Math.floor(site.database.largest.cases / pageSize))
  const deep = `${listOf(site)}?cursor=${await cursorBefore(site.database, page)}`
  await inTurns(effort.asked, burst, [loads(site, deep, pageSize)])
  const pairs = await p95s(effort, [loads(site, deep, pageSize), loads(site, listOf(site), pageSize)])
  return compared(
    {
      measure: 3,
      what: `list p95: page ${page} / page 1`,
      cases: site.database.cases,
      target: { sign: '<=', value: 1.2 },
    },
    pairs,
  )
}

async function cursorBefore(database: SizedDatabase, page: number): Promise<string> {
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  try {
    const [row] = await owner<{ id: string; created_at: Date }[]>`
      select id, created_at from cases where merchant_id = ${database.largest.id}
      order by created_at desc, id desc offset ${(page - 1) * pageSize - 1} limit 1`
    if (!row) throw new Error(`There is no page ${page}`)
    return writeCursor({ side: 'after', at: row.created_at, id: row.id })
  } finally {
    await owner.end()
  }
}

/** Measure 9: the scripts that a first visit fetches, each packed as it is sent. */
export async function measureScripts(site: Site): Promise<Finding[]> {
  const bare = await scriptBytes(site, barePath, true)
  const list = await scriptBytes(site, listOf(site), true)
  const signIn = await scriptBytes(site, '/sign-in', false)
  const facts = { measure: 9, cases: null }
  return [
    compared(
      { ...facts, what: 'JavaScript of a first load: list / bare page', target: { sign: '<=', value: 1.25 } },
      [{ one: list, other: bare }],
      'kB',
    ),
    compared(
      {
        ...facts,
        what: 'JavaScript of a first load: sign-in / bare page',
        target: { sign: '<=', value: 1.1 },
      },
      [{ one: signIn, other: bare }],
      'kB',
    ),
  ]
}

async function scriptBytes(site: Site, path: string, signedIn: boolean): Promise<number> {
  const headers = signedIn ? { cookie: `obratno.session=${site.database.session}` } : undefined
  const { status, body } = await site.web.ask(path, { headers })
  if (status !== 200) throw new Error(`${path} answered ${status}`)
  // Both what stands in script elements and what the streamed tree names; not what old browsers alone would take.
  const html = body.toString().replace(/<script[^>]*nomodule[^>]*>/gi, '')
  const names = new Set(html.match(/static\/chunks\/[\w./~()%[\]-]+?\.js/g))
  let bytes = 0
  for (const name of names) {
    const script = await site.web.ask(`/_next/${name}`)
    if (script.status !== 200) throw new Error(`${name} answered ${script.status}`)
    bytes += gzipSync(script.body).length
  }
  return bytes / 1000
}
