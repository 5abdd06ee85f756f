import { cpus, loadavg, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { Refused } from '@/db/server/refused'
import { measureCarrierEvents } from './bench/carriers'
import { buildWithBench } from './bench/build'
import { prepareDatabases, type SizedDatabase } from './bench/database'
import { measureImports } from './bench/imports'
import { isMet, tableOf, type Finding } from './bench/measuring'
import {
  measureDepth,
  measureGrowth,
  measurePage,
  measureRows,
  measureScripts,
  warmUp,
  type Site,
} from './bench/pages'
import { measureRefusals } from './bench/refusals'
import { measureReplay } from './bench/replays'
import { measureRoute, measureRuleCheck } from './bench/routing'
import { measureRoutingReplay } from './bench/routing-replays'
import { measureScope } from './bench/scoped'
import { measureSearch } from './bench/search'
import { measureVerdict } from './bench/verdicts'
import { startWeb } from './bench/web'
import { main, say, step } from './console'

await main(async () => {
  const { quick, only } = options()
  const effort = quick ? { rounds: 5, asked: 60, lines: 8_000 } : { rounds: 5, asked: 150, lines: 20_000 }
  const wanted = (measure: number) => only.length === 0 || only.includes(measure)
  const tree = [1, 2, 3, 4, 7, 9, 16].some(wanted) ? await buildWithBench() : null
  const { databases, stop } = await prepareDatabases(quick ? [10_000] : [10_000, 100_000, 1_000_000])
  const sites: Site[] = []
  const findings: Finding[] = []
  const run = async (measure: number, title: string, work: () => Promise<Finding | Finding[]>) => {
    if (wanted(measure)) findings.push(...[await step(title, work)].flat())
  }
  try {
    const largest = lastOf(databases)
    if (tree)
      for (const database of databases) sites.push({ database, web: await startWeb(tree, database.appUrl) })
    const site = sites.at(-1)
    if (site && [1, 2, 3, 4].some(wanted)) {
      await step('Warming up', async () => {
        for (const one of sites) await warmUp(one, quick ? 100 : 300)
      })
      await run(1, 'List page and constant rows', () => measureRows(site, effort))
      await run(2, 'List page, bare page and SQL', () => measurePage(site, effort))
      const [smallest] = sites
      if (smallest && smallest !== site) {
        await run(3, 'List page large and small', () => measureGrowth(site, smallest, effort))
        await run(4, 'Search large and small', () => measureSearch(site, smallest, effort))
      }
      await run(3, 'List page deep down', () => measureDepth(site, effort))
    }
    await run(6, 'Scoped transactions', () => measureScope(largest, { ...effort, asked: effort.asked * 5 }))
    if (site) {
      await run(7, 'Carrier events', () => measureCarrierEvents(largest, site.web))
      await run(9, 'JavaScript of first loads', () => measureScripts(site))
      await run(16, 'Refusals', () => measureRefusals(largest, site.web, effort))
    }
    await run(8, 'Imports', () => measureImports(largest, effort))
    await run(11, 'Verdicts', () => measureVerdict(effort))
    await run(13, 'Routes', () => measureRoute(effort))
    await run(14, 'Checks of routing rules', () => measureRuleCheck(effort))
    await run(12, 'Replays of a return policy', () => measureReplay(largest, effort))
    await run(15, 'Replays of routing rules', () => measureRoutingReplay(largest, effort))
  } finally {
    for (const { web } of sites) await web.stop()
    await stop()
  }
  report(findings)
})

function report(findings: Finding[]): void {
  findings.sort((a, b) => a.measure - b.measure)
  const [cpu] = cpus()
  const machine = {
    processors: cpus().length,
    model: cpu?.model ?? '',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    load: loadavg().map((load) => Number(load.toFixed(1))),
  }
  console.log(`\n${tableOf(findings)}\n`)
  say(
    `${machine.processors} processors (${machine.model}), ${machine.memoryGb} GB, Node ${machine.node}, load ${machine.load.join(' ')}`,
  )
  console.log(JSON.stringify({ machine, findings: findings.map((one) => ({ ...one, met: isMet(one) })) }))
}

function lastOf(databases: SizedDatabase[]): SizedDatabase {
  const last = databases.at(-1)
  if (!last) throw new Error('There is no database')
  return last
}

function options(): { quick: boolean; only: number[] } {
  try {
    const { values } = parseArgs({
      options: { quick: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
    })
    return { quick: values.quick, only: values.only.split(',').filter(Boolean).map(Number) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Refused(`${reason}\nUsage: npm run bench [-- [--quick] [--only 6,8]]`)
  }
}
