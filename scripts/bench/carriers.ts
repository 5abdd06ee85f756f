import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { signedHeaders } from '@/lib/carriers/signature'
import type { SizedDatabase } from './database'
import { rounds, sampleOf, timed, type Finding } from './measuring'
import type { Web } from './web'

type Pickup = { id: string; case_id: string }
type Row = Record<string, unknown>

const batchSize = 500
const types = ['pickup.accepted', 'pickup.agreed', 'pickup.on_way', 'pickup.collected', 'parcel.at_hub']

/**
 * Measure 7: what a carrier reports over HTTP, 500 events of as many pickups in a signed request, against a plain
 * multi-row INSERT of the very rows that this made, for other pickups of the same merchant: messages and events, one
 * durable transaction for each 500. Moving the cases and pickups on is only done by the first.
 */
export async function measureCarrierEvents(database: SizedDatabase, web: Web): Promise<Finding> {
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  try {
    const pickups = await owner<Pickup[]>`
      select id, case_id from pickup_tasks where merchant_id = ${database.waiting.id} and status = 'created' order by id`
    const half = pickups.length / 2
    const groups = Math.floor(half / batchSize)
    const started = Date.now() - 3_600_000
    const results = await rounds(types.length, async (round) => {
      const type = types[round] ?? ''
      let http = 0
      let insert = 0
      for (let group = 0; group < groups; group += 1) {
        const own = pickups.slice(group * batchSize, (group + 1) * batchSize)
        const others = pickups.slice(half + group * batchSize, half + (group + 1) * batchSize)
        const events = own.map((pickup) => ({
          id: randomUUID(),
          type,
          pickupId: pickup.id,
          occurredAt: new Date(started + round * 60_000).toISOString(),
        }))
        http += await report(database, web, events)
        const rows = await rowsOf(owner, database, events, own, others)
        insert += await timed(() =>
          owner.begin(async (tx) => {
            await tx`insert into carrier_messages ${tx(rows.messages)}`
            await tx`insert into case_events ${tx(rows.events)}`
          }),
        )
      }
      const count = groups * batchSize
      return { http: (count / http) * 1000, insert: (count / insert) * 1000 }
    })
    const middle = (key: 'http' | 'insert') => Math.round(sampleOf(results.map((one) => one[key])).median)
    return {
      measure: 7,
      what: 'carrier events per second over HTTP / multi-row INSERT of the same rows',
      cases: database.cases,
      unit: 'ratio',
      value: sampleOf(results.map((one) => one.http / one.insert)),
      target: { sign: '>=', value: 0.25 },
      detail: `${middle('http')}/s / ${middle('insert')}/s`,
    }
  } finally {
    await owner.end()
  }
}

/** Sends a signed request, and answers how long it took. */
export async function report(database: SizedDatabase, web: Web, events: { id: string }[]): Promise<number> {
  const { carrierCode, carrierSecret } = database.waiting
  const body = JSON.stringify({ events })
  const message = { id: randomUUID(), timestamp: Math.floor(Date.now() / 1000), rawBody: body }
  const headers = { 'content-type': 'application/json', ...signedHeaders(message, [carrierSecret]) }
  const {
    status,
    body: answer,
    ms,
  } = await web.ask(`/api/v1/carriers/${carrierCode}/events`, {
    method: 'POST',
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    body,
  })
  const said = answer.toString()
  if (status !== 202 || JSON.parse(said).accepted !== events.length) {
    throw new Error(`The events were not taken: ${status} ${said.slice(0, 500)}`)
  }
  return ms
}

/** The rows that these events became, for other pickups. */
async function rowsOf(
  owner: postgres.Sql,
  database: SizedDatabase,
  events: { id: string }[],
  own: Pickup[],
  others: Pickup[],
): Promise<{ messages: Row[]; events: Row[] }> {
  const swapped = new Map(
    own.flatMap((pickup, index) => {
      const other = others[index]
      return other ? [[pickup.id, other.id] as const, [pickup.case_id, other.case_id] as const] : []
    }),
  )
  const items = await owner<{ case_id: string; ids: string[] }[]>`
    select case_id, array_agg(id order by id) as ids from case_items
    where merchant_id = ${database.waiting.id} and case_id = any(${[...swapped].flat()}::uuid[]) group by case_id`
  const byCase = new Map(items.map((row) => [row.case_id, row.ids]))
  for (const [from, to] of [...swapped]) {
    const wanted = byCase.get(to) ?? []
    byCase.get(from)?.forEach((id, index) => swapped.set(id, wanted[index] ?? wanted[0] ?? id))
  }
  const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
  const swap = (value: unknown) =>
    JSON.parse(JSON.stringify(value).replace(uuid, (id) => swapped.get(id) ?? id)) as postgres.JSONValue
  const messages = await owner<Row[]>`
    select * from carrier_messages
    where merchant_id = ${database.waiting.id} and event_id = any(${events.map(({ id }) => id)}::text[])`
  const recorded = await owner<Row[]>`
    select * from case_events
    where merchant_id = ${database.waiting.id} and case_id = any(${own.map((pickup) => pickup.case_id)}::uuid[])
      and recorded_at = ${messages[0]?.received_at as Date}`
  if (messages.length !== events.length || recorded.length !== events.length) {
    throw new Error('The events did not become as many rows')
  }
  return {
    messages: messages.map((row) => ({
      ...row,
      event_id: randomUUID(),
      raw: owner.json(swap(row.raw)),
      case_id: swapped.get(String(row.case_id)),
    })),
    events: recorded.map((row) => ({
      ...row,
      id: randomUUID(),
      data: owner.json(swap(row.data)),
      case_id: swapped.get(String(row.case_id)),
    })),
  }
}
