import 'server-only'
import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { command, deny } from '@/lib/command'
import { addDays } from '@/lib/dates'
import { newId } from '@/lib/ids'
import { enqueueClosing } from '@/lib/refusals/closing'
import { enqueueUnrouted } from '@/lib/refusals/unrouted'
import type { Result } from '@/lib/result'
import { localDate, startOfDay } from '@/lib/time'
import { isOpenOn } from './rules'
import type {
  ChangeLocationInput,
  Closure,
  LocationFields,
  LocationKind,
  SaveCostsInput,
  SaveLocationInput,
} from './schemas'
import { readSenders } from './senders'

const permission = 'location.manage'

/**
 * Makes a place or changes what is said of one; of two who change it at once the second is told. The shop's first place
 * that takes goods in becomes its default one. When a closure has begun, or begins later, parcels on their way there are
 * seen to then.
 */
export function saveLocation(
  caller: Caller,
  input: SaveLocationInput,
  now: Date,
): Promise<Result<{ locationId: string; version: number }>> {
  return command(caller, { name: 'location.save', permission, commandId: input.commandId }, async (tx) => {
    const { fields, locationId, expectedVersion } = input
    if (fields.supplier !== null && fields.kind !== 'supplier') {
      denyField('supplier', 'not_supplier', 'Only a supplier’s warehouse has a supplier')
    }
    await inTurn(tx, caller)
    const before = locationId === null ? null : await hold(tx, caller, locationId, expectedVersion)
    if (before && fields.kind === 'hub') await denyHub(tx, caller, before, now)
    await denyTaken(tx, caller, fields.code, locationId)
    const saved = before
      ? await update(tx, caller, before, fields, now)
      : await insert(tx, caller, fields, now)
    await followClosures(tx, caller, { id: saved.locationId, before, closures: fields.closures }, now)
    return saved
  })
}

/** Closes a place for good, opens it again, or makes it the one where goods go when nothing says otherwise. */
export function changeLocation(
  caller: Caller,
  input: ChangeLocationInput,
  now: Date,
): Promise<Result<{ version: number }>> {
  return command(caller, { name: 'location.change', permission, commandId: input.commandId }, async (tx) => {
    const { id: merchantId } = caller.merchant
    await inTurn(tx, caller)
    const place = await hold(tx, caller, input.locationId, input.expectedVersion)
    const changed = changedBy(caller, now)
    const set = (what: SQL) =>
      tx.execute(sql`update locations set ${what}, ${changed}
        where merchant_id = ${merchantId} and id = ${place.id}`)
    const why = obstacle(input.change, place)
    if (why) deny('not_allowed_now', obstacles[why], { params: { why } })
    if (input.change === 'close') {
      await set(sql`closed_at = ${now.toISOString()}::timestamptz`)
      await enqueueClosing(tx, merchantId, place.id, now)
    } else if (input.change === 'reopen') {
      await set(sql`closed_at = null`)
      await enqueueUnrouted(tx, merchantId, now)
      // What was written of closures while it was closed was not followed: as if none of them were known.
      await followClosures(tx, caller, { id: place.id, before: null, closures: place.closures }, now)
    } else {
      await tx.execute(sql`update locations set is_default = false, ${changed}
        where merchant_id = ${merchantId} and is_default and id <> ${place.id}`)
      await set(sql`is_default = true`)
    }
    return { version: place.version + 1 }
  })
}

const obstacles = {
  default: 'Goods go here when nothing says otherwise: make another place the default one first',
  closed: 'The place is closed for good',
  open: 'The place is not closed',
  hub: 'Parcels only pass through a hub: it cannot be the default place',
} as const

function obstacle(change: ChangeLocationInput['change'], place: Held): keyof typeof obstacles | null {
  const closed = place.closed_at !== null
  if (change === 'reopen') return closed ? null : 'open'
  if (closed) return 'closed'
  if (change === 'close') return place.is_default ? 'default' : null
  return place.kind === 'hub' ? 'hub' : null
}

/** Keeps what the steps of a route cost; of two who change it at once the second is told who was first. */
export function saveCosts(
  caller: Caller,
  input: SaveCostsInput,
  now: Date,
): Promise<Result<{ version: number }>> {
  return command(caller, { name: 'location.costs', permission, commandId: input.commandId }, async (tx) => {
    const { id: merchantId } = caller.merchant
    const { redelivery, sorting, repack, storageDays } = input.costs
    const at = sql`${now.toISOString()}::timestamptz`
    const author = authorOf(caller)
    const rows =
      input.expectedVersion === 0
        ? await tx.execute<{ version: number }>(sql`
            insert into routing_settings (merchant_id, redelivery_cost, sorting_cost, repack_cost, storage_days, version,
              updated_by, updated_at)
            values (${merchantId}, ${redelivery}, ${sorting}, ${repack}, ${storageDays}, 1, ${author}, ${at})
            on conflict (merchant_id) do nothing returning version`)
        : await tx.execute<{ version: number }>(sql`
            update routing_settings set redelivery_cost = ${redelivery}, sorting_cost = ${sorting},
              repack_cost = ${repack}, storage_days = ${storageDays}, version = version + 1, updated_by = ${author},
              updated_at = ${at}
            where merchant_id = ${merchantId} and version = ${input.expectedVersion} returning version`)
    return rows[0] ?? denyCosts(tx, merchantId)
  })
}

async function denyCosts(tx: Tx, merchantId: string): Promise<never> {
  const [now] = await tx.execute<{ version: number; updated_at: string; who: string }>(sql`
    select s.version, s.updated_at, u.name as who from routing_settings s
    join members m on m.merchant_id = s.merchant_id and m.id = s.updated_by
    join users u on u.id = m.user_id
    where s.merchant_id = ${merchantId}`)
  return deny('conflict', 'The costs were changed by somebody else meanwhile', {
    params: {
      what: 'costs',
      version: now?.version ?? 0,
      ...(now && { who: now.who, at: new Date(now.updated_at).toISOString() }),
    },
  })
}

type Held = {
  id: string
  kind: LocationKind
  name: string
  version: number
  is_default: boolean
  closed_at: string | null
  closures: Closure[]
}

/** One change of a shop's places after the other: codes and the default one are a matter of all of them. */
async function inTurn(tx: Tx, caller: Caller): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`locations:${caller.merchant.id}`}, 0))`,
  )
}

/** Locks a place, if it is still as the caller saw it. */
async function hold(tx: Tx, caller: Caller, locationId: string, expectedVersion: number): Promise<Held> {
  const [place] = await tx.execute<Held & Changed>(sql`
    select l.id, l.kind, l.name, l.version, l.is_default, l.closed_at, l.closures, l.updated_at, u.name as who
    from locations l
    left join members m on m.merchant_id = l.merchant_id and m.id = l.updated_by
    left join users u on u.id = m.user_id
    where l.merchant_id = ${caller.merchant.id} and l.id = ${locationId} for no key update of l`)
  if (!place) deny('not_found', 'There is no such place')
  if (place.version !== expectedVersion) {
    const { name, version, who, updated_at: at } = place
    deny('conflict', `“${name}” was changed by somebody else meanwhile`, {
      params: {
        what: 'location',
        name,
        version,
        ...(who && { who }),
        ...(at && { at: new Date(at).toISOString() }),
      },
    })
  }
  return place
}

/** Who changed it last, by name, and when; null where nobody has, or no person. */
type Changed = { who: string | null; updated_at: string | null }

/** What every change of a place leaves beside what it changes. */
function changedBy({ actor }: Caller, now: Date): SQL {
  return sql`version = version + 1, updated_at = ${now.toISOString()}::timestamptz,
    updated_by = ${actor.kind === 'member' ? actor.id : null}::uuid`
}

function denyField(field: keyof LocationFields, code: string, message: string): never {
  return deny('invalid', message, { fields: [{ path: `fields.${field}`, code, message }] })
}

/** Carriers name places by their codes, in whatever case: no two may be told apart by it alone. */
async function denyTaken(tx: Tx, caller: Caller, code: string, locationId: string | null): Promise<void> {
  const [other] = await tx.execute<{ name: string }>(sql`
    select name from locations
    where merchant_id = ${caller.merchant.id} and lower(code) = lower(${code})
      and id is distinct from ${locationId}::uuid limit 1`)
  if (!other) return
  const message = `The code ${code} is that of “${other.name}”`
  deny('invalid', message, {
    fields: [{ path: 'fields.code', code: 'taken', message, params: { name: other.name } }],
  })
}

/** Where goods are sent cannot become a place that they only pass through. */
async function denyHub(tx: Tx, caller: Caller, before: Held, now: Date): Promise<void> {
  if (before.kind === 'hub') return
  if (before.is_default) denyField('kind', 'default_hub', obstacles.hub)
  const [sender] = await readSenders(tx, caller.merchant.id, before.id, now)
  if (sender) denyField('kind', 'rules_send', 'Routing rules send goods there')
}

async function insert(tx: Tx, caller: Caller, fields: LocationFields, now: Date) {
  const { id: merchantId } = caller.merchant
  const id = newId()
  await tx.execute(sql`
    insert into locations (merchant_id, id, code, kind, name, city, address, supplier, hours, closures, parcel_cost,
      storage_day_cost, capacity, is_default, created_at)
    values (${merchantId}, ${id}, ${fields.code}, ${fields.kind}, ${fields.name}, ${fields.city}, ${fields.address},
      ${fields.supplier}, ${JSON.stringify(fields.hours)}::jsonb, ${JSON.stringify(fields.closures)}::jsonb,
      ${fields.parcelCost}, ${fields.storageDayCost}, ${fields.capacity},
      ${fields.kind !== 'hub'} and not exists (select from locations where merchant_id = ${merchantId} and is_default),
      ${now.toISOString()}::timestamptz)`)
  return { locationId: id, version: 1 }
}

async function update(tx: Tx, caller: Caller, { id, version }: Held, fields: LocationFields, now: Date) {
  await tx.execute(sql`
    update locations set code = ${fields.code}, kind = ${fields.kind}, name = ${fields.name}, city = ${fields.city},
      address = ${fields.address}, supplier = ${fields.supplier}, hours = ${JSON.stringify(fields.hours)}::jsonb,
      closures = ${JSON.stringify(fields.closures)}::jsonb, parcel_cost = ${fields.parcelCost},
      storage_day_cost = ${fields.storageDayCost}, capacity = ${fields.capacity}, ${changedBy(caller, now)}
    where merchant_id = ${caller.merchant.id} and id = ${id}`)
  return { locationId: id, version: version + 1 }
}

type Followed = { id: string; before: Held | null; closures: readonly Closure[] }

/** A closure that has begun is followed at once, one that comes on the morning of its first day. */
async function followClosures(
  tx: Tx,
  caller: Caller,
  { id, before, closures }: Followed,
  now: Date,
): Promise<void> {
  if (before?.closed_at) return
  const { id: merchantId, timeZone: zone } = caller.merchant
  const today = localDate(now, zone)
  const known = before?.closures ?? []
  const open = (given: readonly Closure[]) => isOpenOn({ closedAt: null, closures: given }, today)
  if (open(known) && !open(closures)) await enqueueClosing(tx, merchantId, id, now)
  if (!open(known) && open(closures)) await enqueueUnrouted(tx, merchantId, now)
  const days = new Set(closures.map(({ from }) => from).filter((from) => from > today))
  for (const from of days) {
    if (known.some((closure) => closure.from === from)) continue
    await enqueueClosing(tx, merchantId, id, startOfDay(from, zone))
  }
  // What could go nowhere else waits until the place takes goods in again.
  const ends = new Set(closures.map(({ to }) => to).filter((to) => to >= today))
  for (const to of ends) {
    if (known.some((closure) => closure.to === to)) continue
    await enqueueUnrouted(tx, merchantId, startOfDay(addDays(to, 1), zone))
  }
}

function authorOf({ actor }: Caller): string {
  if (actor.kind !== 'member' || !actor.id) throw new Error('Only members set what routes cost')
  return actor.id
}
