import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { Refused } from '@/db/server/refused'
import { main, say } from './console'
import { demoFile } from './folders'
import { shops as demoShops } from '@/db/seed/shops/shops'
import { drive, jobs } from './simulate/carrier'
import { codeChoices } from './simulate/codes'
import type { Shop } from './simulate/http'
import { days } from './simulate/story'

const usage = `Usage: npm run simulate -- [options]
  A carrier that knows only the public HTTP contract: fetches what the open pickup tasks ask for, and brings the parcels
  that are on their way, of which some are refused at the door and go on by the shop's routes.
  Without --url it takes the address, keys and secrets of the running demo from .data/demo.json.

  --merchant SLUG   only this shop of the demo
  --url, --carrier, --secret, --key   another server: its address, the carrier's code and secret, a shop's API key
  --hub CODE        of another server: where the carrier's parcels lie
  --only JOB        only one of the two: ${jobs.join(', ')}
  --pickup ID       only this task
  --once            only what is there now, then end
  --day NAME        every pickup like this one: ${days.join(', ')}
  --codes SCHEME    in whose codes refusals are told: ${codeChoices.join(', ')} (mixed unless given)
  --speed N         hours of the story in a second (2 unless given)
  --seed N          another year of good and bad days`

const factsShape = z.object({
  url: z.string(),
  merchants: z.array(
    z.object({
      slug: z.string(),
      name: z.string(),
      apiKey: z.string(),
      carrier: z.object({ name: z.string(), secret: z.string() }),
    }),
  ),
})

const text = { type: 'string' } as const
const flag = { type: 'boolean', default: false } as const
const optionsShape = z.object({
  help: z.boolean(),
  once: z.boolean(),
  merchant: z.string().optional(),
  url: z.url().optional(),
  carrier: z.string().min(1).optional(),
  secret: z.string().min(1).optional(),
  key: z.string().min(1).optional(),
  pickup: z.uuid().optional(),
  day: z.enum(days).optional(),
  hub: z.string().min(1).optional(),
  only: z.enum(jobs).optional(),
  codes: z.enum(codeChoices).default('mixed'),
  speed: z.coerce.number().positive().max(100_000).default(2),
  seed: z.coerce.number().int().min(0).default(1),
})

type Options = z.infer<typeof optionsShape>

function readOptions(): Options {
  const names = Object.keys(optionsShape.shape)
  const options = { ...Object.fromEntries(names.map((name) => [name, text])), help: flag, once: flag }
  try {
    const { values } = parseArgs({ options })
    const parsed = optionsShape.safeParse(values)
    if (parsed.success) return parsed.data
    const [issue] = parsed.error.issues
    throw new Error(`--${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`)
  } catch (error) {
    throw new Refused(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  }
}

/** The shops to drive for: the one of the flags, or those of the demo. */
async function shopsOf(options: Options): Promise<Shop[]> {
  const { url, carrier, secret, key, merchant, pickup, hub } = options
  if (url) {
    if (!carrier || !secret || !key) throw new Refused('With --url give --carrier, --secret and --key, too')
    return [{ name: carrier, url: url.replace(/\/+$/, ''), carrier, secret, key, hub: hub ?? null }]
  }
  const file = await readFile(demoFile, 'utf8').catch(() => {
    throw new Refused(
      `There is no ${demoFile}: start the demo first (npm run demo), or give --url and the rest`,
    )
  })
  const facts = factsShape.parse(JSON.parse(file))
  const shops = facts.merchants
    .filter(({ slug }) => !merchant || slug === merchant)
    .map((one) => ({
      name: one.name,
      url: facts.url,
      carrier: one.carrier.name,
      secret: one.carrier.secret,
      key: one.apiKey,
      // A carrier knows its own sorting centres.
      hub: hub ?? demoShops.find(({ slug }) => slug === one.slug)?.hub ?? null,
    }))
  if (shops.length === 0) throw new Refused(`The demo has no shop "${merchant}"`)
  return pickup ? onlyWith(shops, pickup) : shops
}

/** The shop that has this task; another shop's key does not see it. */
async function onlyWith(shops: Shop[], pickup: string): Promise<Shop[]> {
  for (const shop of shops) {
    const answer = await fetch(`${shop.url}/api/v1/pickups/${pickup}`, {
      headers: { authorization: `Bearer ${shop.key}` },
    })
    if (answer.ok) return [shop]
  }
  throw new Refused(`No shop of the demo has the pickup task ${pickup}`)
}

await main(async () => {
  const options = readOptions()
  if (options.help) return console.log(usage)
  const shops = await shopsOf(options)
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort())
  say(
    `A carrier for ${shops.map(({ name }) => name).join(' and ')}, ${options.speed} h a second. Stop with Ctrl+C`,
  )
  try {
    const total = await drive({ ...options, shops, signal: stop.signal })
    say(`Done: ${total.accepted} events taken, ${total.duplicates} known already, ${total.parked} parked`)
  } catch (error) {
    if (!stop.signal.aborted) throw error
    say('Stopped; tasks and parcels stay where they are, and the next run goes on from there')
  }
})
