import { beforeAll, describe, expect, it } from 'vitest'
import { freshMerchant, type TestMerchant } from '@/db/factories/merchant'
import { actionsTo, freshPlace, freshRules, ruleOf } from '@/db/factories/refusal'
import { testDatabase } from '@/db/testing/database'
import { newId } from '@/lib/ids'
import type { Caller } from '@/lib/caller'
import { changeLocation, saveCosts, saveLocation } from './commands'
import { locationDetails, locationNow, locationsOverview, locationSuggestions } from './queries'
import type { ChangeLocationInput, LocationFields } from './schemas'

const { owner } = await testDatabase()
const now = new Date('2026-11-16T09:00:00Z')
let shop: TestMerchant

beforeAll(async () => {
  shop = await freshMerchant(owner)
})

const plain: LocationFields = {
  code: 'omsk-1',
  kind: 'storage',
  name: 'Склад хранения «Омск»',
  city: 'Омск',
  address: 'ул. 10 лет Октября, 199',
  supplier: null,
  hours: [{ days: ['mon', 'tue'], from: '09:00', to: '18:00' }],
  closures: [],
  parcelCost: 12_000,
  storageDayCost: 500,
  capacity: 200,
}
let codes = 0
const fieldsWith = (more: Partial<LocationFields> = {}): LocationFields => ({
  ...plain,
  code: `c-${(codes += 1)}`,
  ...more,
})

function save(
  caller: Caller,
  fields: LocationFields,
  at: { id: string; version: number } | null = null,
  commandId = newId(),
) {
  const place = { locationId: at?.id ?? null, expectedVersion: at?.version ?? 0 }
  return saveLocation(caller, { commandId, ...place, fields }, now)
}

async function made(fields: LocationFields, of = shop): Promise<{ id: string; version: number }> {
  const saved = await save(of.callers.manager, fields)
  if (!saved.ok) throw new Error(saved.error.detail)
  return { id: saved.data.locationId, version: saved.data.version }
}

function change(what: ChangeLocationInput['change'], place: { id: string; version: number }, of = shop) {
  return changeLocation(
    of.callers.manager,
    { commandId: newId(), locationId: place.id, expectedVersion: place.version, change: what },
    now,
  )
}

const refusedWith = (code: string, more: object = {}) => ({
  ok: false,
  error: expect.objectContaining({ code, ...more }),
})
const field = (path: string, code: string) => ({ fields: [expect.objectContaining({ path, code })] })

const byManager = { who: 'Сотрудник manager', at: now.toISOString() }

/** Places and when they are asked about again, as the worker has it. */
async function queued(locationId: string): Promise<string[]> {
  const rows = await owner<{ run_at: Date }[]>`
    select j.run_at from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'refusals:destination-closed' and j.payload->>'locationId' = ${locationId}
    order by j.run_at`
  return rows.map(({ run_at }) => run_at.toISOString())
}

describe('saveLocation', () => {
  it('makes a place and changes it, as it was written', async () => {
    const fields = fieldsWith()
    const place = await made(fields)
    expect(await locationNow(shop.callers.staff, place.id)).toEqual({
      ...fields,
      id: place.id,
      version: 1,
      isDefault: false,
      closedAt: null,
      updatedBy: null,
      updatedAt: null,
    })
    const next = {
      ...fields,
      name: 'Склад «Иртыш»',
      hours: [],
      closures: [{ from: '2026-12-31', to: '2027-01-08', note: 'Каникулы' }],
      capacity: null,
    }
    expect(await save(shop.callers.manager, next, place)).toEqual({
      ok: true,
      data: { locationId: place.id, version: 2 },
    })
    expect(await locationNow(shop.callers.staff, place.id)).toMatchObject({ ...next, version: 2 })
  })

  it('tells the second of two who change it, and writes nothing of theirs', async () => {
    const fields = fieldsWith()
    const place = await made(fields)
    await save(shop.callers.manager, { ...fields, name: 'Первый' }, place)
    expect(await save(shop.callers.admin, { ...fields, name: 'Второй' }, place)).toEqual(
      refusedWith('conflict', {
        params: { ...byManager, what: 'location', name: 'Первый', version: 2 },
      }),
    )
    expect(await locationNow(shop.callers.staff, place.id)).toMatchObject({
      name: 'Первый',
      version: 2,
      updatedBy: 'Сотрудник manager',
      updatedAt: now,
    })
  })

  it('gives a code once, in whatever case, and says whose it is; another shop’s is free', async () => {
    const place = await made(fieldsWith({ code: 'Tula-7', name: 'Тула' }))
    expect(await save(shop.callers.manager, fieldsWith({ code: 'tula-7' }))).toEqual(
      refusedWith('invalid', {
        fields: [expect.objectContaining({ path: 'fields.code', code: 'taken', params: { name: 'Тула' } })],
      }),
    )
    const other = await made(fieldsWith())
    expect(await save(shop.callers.manager, fieldsWith({ code: 'TULA-7' }), other)).toEqual(
      refusedWith('invalid', field('fields.code', 'taken')),
    )
    expect(await save(shop.callers.manager, fieldsWith({ code: 'tula-7' }), place)).toMatchObject({
      ok: true,
    })
    await made(fieldsWith({ code: 'tula-7' }), await freshMerchant(owner))
  })

  it('gives one of two who take a code at once the refusal, not an error', async () => {
    const fields = fieldsWith()
    const both = await Promise.all([
      save(shop.callers.manager, fields),
      save(shop.callers.admin, { ...fields, name: 'Другой' }),
    ])
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(both.find(({ ok }) => !ok)).toEqual(refusedWith('invalid', field('fields.code', 'taken')))
  })

  it('is done once for one command', async () => {
    const [fields, commandId] = [fieldsWith(), newId()]
    const first = await save(shop.callers.manager, fields, null, commandId)
    expect(await save(shop.callers.manager, fields, null, commandId)).toEqual(first)
    const rows = await owner`select from locations where merchant_id = ${shop.id} and code = ${fields.code}`
    expect(rows).toHaveLength(1)
  })

  it('has a supplier only where it is one’s warehouse', async () => {
    expect(await save(shop.callers.manager, fieldsWith({ supplier: 'Луч' }))).toEqual(
      refusedWith('invalid', field('fields.supplier', 'not_supplier')),
    )
    await made(fieldsWith({ kind: 'supplier', supplier: 'Луч' }))
  })

  it('makes the first place that takes goods in the default one', async () => {
    const bare = await freshMerchant(owner)
    await owner`delete from locations where merchant_id = ${bare.id}`
    const hub = await made(fieldsWith({ kind: 'hub' }), bare)
    const first = await made(fieldsWith(), bare)
    const second = await made(fieldsWith(), bare)
    const { locations } = await locationsOverview(bare.callers.staff, now)
    expect(locations.filter(({ isDefault }) => isDefault).map(({ id }) => id)).toEqual([first.id])
    expect(locations[0]?.id).toBe(first.id)
    expect(locations.map(({ id }) => id)).toEqual(expect.arrayContaining([hub.id, second.id]))
  })

  it('makes no hub of where goods are sent', async () => {
    const own = await freshMerchant(owner)
    const target = await freshPlace(own)
    const rule = ruleOf(
      { match: 'all', of: [{ field: 'reason', op: 'in', values: ['defective'] }] },
      actionsTo({ action: 'deliver', locationId: target }),
    )
    await freshRules(own, { rules: [rule], otherwise: actionsTo({ action: 'ask' }) }, now)
    const asHub = (id: string) => save(own.callers.manager, fieldsWith({ kind: 'hub' }), { id, version: 1 })
    expect(await asHub(target)).toEqual(refusedWith('invalid', field('fields.kind', 'rules_send')))
    expect(await asHub(own.locationId)).toEqual(refusedWith('invalid', field('fields.kind', 'default_hub')))
  })

  it('asks about parcels on their way when a closure has begun, and on the morning of one that comes', async () => {
    const fields = fieldsWith()
    const place = await made(fields)
    const coming = { from: '2026-12-31', to: '2027-01-08', note: '' }
    await save(shop.callers.manager, { ...fields, closures: [coming] }, place)
    const morning = ['2026-12-30T21:00:00.000Z', '2026-12-30T21:01:00.000Z']
    expect(await queued(place.id)).toEqual(morning)
    const longer = { ...coming, to: '2027-01-10' }
    await save(shop.callers.manager, { ...fields, closures: [longer] }, { ...place, version: 2 })
    expect(await queued(place.id)).toEqual(morning)
    const today = { from: '2026-11-16', to: '2026-11-16', note: '' }
    await save(shop.callers.manager, { ...fields, closures: [longer, today] }, { ...place, version: 3 })
    expect(await queued(place.id)).toEqual([
      '2026-11-16T09:00:00.000Z',
      '2026-11-16T09:01:00.000Z',
      ...morning,
    ])
  })
})

describe('changeLocation', () => {
  it('closes for good and opens again, and asks about what is on its way', async () => {
    const place = await made(fieldsWith())
    expect(await change('close', place)).toEqual({ ok: true, data: { version: 2 } })
    expect(await locationNow(shop.callers.staff, place.id)).toMatchObject({ closedAt: now, version: 2 })
    expect(await queued(place.id)).toHaveLength(2)
    const closed = { ...place, version: 2 }
    expect(await change('close', closed)).toEqual(
      refusedWith('not_allowed_now', { params: { why: 'closed' } }),
    )
    expect(await change('make_default', closed)).toEqual(
      refusedWith('not_allowed_now', { params: { why: 'closed' } }),
    )
    expect(await change('reopen', closed)).toEqual({ ok: true, data: { version: 3 } })
    expect(await change('reopen', { ...place, version: 3 })).toEqual(
      refusedWith('not_allowed_now', { params: { why: 'open' } }),
    )
    expect(await locationNow(shop.callers.staff, place.id)).toMatchObject({ closedAt: null })
  })

  it('follows, once it is open again, the closures that were written while it was closed', async () => {
    const fields = fieldsWith()
    const place = await made(fields)
    await change('close', place)
    const asked = await queued(place.id)
    const coming = { from: '2026-12-31', to: '2027-01-08', note: '' }
    const today = { from: '2026-11-10', to: '2026-11-16', note: '' }
    const closed = { ...place, version: 2 }
    await save(shop.callers.manager, { ...fields, closures: [today, coming] }, closed)
    expect(await queued(place.id)).toEqual(asked)
    const reopened = await changeLocation(
      shop.callers.manager,
      { commandId: newId(), locationId: place.id, expectedVersion: 3, change: 'reopen' },
      new Date('2026-11-16T15:00:00Z'),
    )
    expect(reopened).toEqual({ ok: true, data: { version: 4 } })
    expect(await queued(place.id)).toEqual([
      ...asked,
      '2026-11-16T15:00:00.000Z',
      '2026-11-16T15:01:00.000Z',
      '2026-12-30T21:00:00.000Z',
      '2026-12-30T21:01:00.000Z',
    ])
  })

  it('does not close the default place; another made the default one frees it', async () => {
    const own = await freshMerchant(owner)
    const old = { id: own.locationId, version: 1 }
    expect(await change('close', old, own)).toEqual(
      refusedWith('not_allowed_now', { params: { why: 'default' } }),
    )
    const next = await made(fieldsWith(), own)
    expect(await change('make_default', next, own)).toEqual({ ok: true, data: { version: 2 } })
    // It has changed with that: who saw it before has not seen all of it.
    expect(await change('close', old, own)).toEqual(
      refusedWith('conflict', {
        params: { ...byManager, what: 'location', name: 'Основной склад', version: 2 },
      }),
    )
    expect(await change('close', { ...old, version: 2 }, own)).toEqual({ ok: true, data: { version: 3 } })
    const { locations } = await locationsOverview(own.callers.staff, now)
    expect(locations.map(({ id, isDefault }) => [id, isDefault])).toEqual([
      [next.id, true],
      [old.id, false],
    ])
  })

  it('says who closed a place, opened it again and made it the default one', async () => {
    const own = await freshMerchant(owner)
    const place = await made(fieldsWith(), own)
    const changedBy = async () => {
      const found = await locationDetails(own.callers.staff, place.id, now)
      return [found?.location.updatedBy, found?.location.updatedAt]
    }
    for (const [version, what] of (['close', 'reopen', 'make_default'] as const).entries()) {
      await owner`update locations set updated_by = null, updated_at = null where merchant_id = ${own.id}`
      expect(await change(what, { ...place, version: version + 1 }, own)).toMatchObject({ ok: true })
      expect([what, ...(await changedBy())]).toEqual([what, 'Сотрудник manager', now])
    }
  })

  it('keeps one default place when two are chosen at once', async () => {
    const own = await freshMerchant(owner)
    const places = [await made(fieldsWith(), own), await made(fieldsWith(), own)]
    const both = await Promise.all(places.map((place) => change('make_default', place, own)))
    expect(both.filter(({ ok }) => ok).length).toBeGreaterThan(0)
    const rows = await owner`select from locations where merchant_id = ${own.id} and is_default`
    expect(rows).toHaveLength(1)
  })

  it('makes no hub the default place', async () => {
    const hub = await made(fieldsWith({ kind: 'hub' }))
    expect(await change('make_default', hub)).toEqual(
      refusedWith('not_allowed_now', { params: { why: 'hub' } }),
    )
  })
})

describe('saveCosts', () => {
  const costs = { redelivery: 35_000, sorting: 5_000, repack: 7_500, storageDays: 10 }
  const keep = (of: TestMerchant, expectedVersion: number, more: Partial<typeof costs> = {}) =>
    saveCosts(of.callers.manager, { commandId: newId(), expectedVersion, costs: { ...costs, ...more } }, now)

  it('keeps them, and tells the second of two who was first', async () => {
    const own = await freshMerchant(owner)
    expect((await locationsOverview(own.callers.staff, now)).costs).toEqual({
      redelivery: 0,
      sorting: 0,
      repack: 0,
      storageDays: 7,
      version: 0,
      updatedBy: null,
      updatedAt: null,
    })
    expect(await keep(own, 0)).toEqual({ ok: true, data: { version: 1 } })
    expect(await keep(own, 1, { repack: 0 })).toEqual({ ok: true, data: { version: 2 } })
    expect((await locationsOverview(own.callers.staff, now)).costs).toEqual({
      ...costs,
      repack: 0,
      version: 2,
      updatedBy: 'Сотрудник manager',
      updatedAt: now,
    })
    const late = refusedWith('conflict', {
      params: { what: 'costs', version: 2, who: 'Сотрудник manager', at: now.toISOString() },
    })
    expect(await keep(own, 0)).toEqual(late)
    expect(await keep(own, 1)).toEqual(late)
  })
})

describe('who may', () => {
  it('lets managers and administrators change places, and everybody look', async () => {
    const place = await made(fieldsWith())
    for (const role of ['staff', 'support'] as const) {
      const caller = shop.callers[role]
      const input = { commandId: newId(), locationId: place.id, expectedVersion: 1 }
      expect(await save(caller, fieldsWith())).toEqual(refusedWith('forbidden'))
      expect(await changeLocation(caller, { ...input, change: 'close' }, now)).toEqual(
        refusedWith('forbidden'),
      )
      const costs = { redelivery: 1, sorting: 1, repack: 1, storageDays: 1 }
      expect(await saveCosts(caller, { commandId: newId(), expectedVersion: 0, costs }, now)).toEqual(
        refusedWith('forbidden'),
      )
      expect((await locationsOverview(caller, now)).locations.map(({ id }) => id)).toContain(place.id)
    }
  })

  it('shows and gives nothing of another shop', async () => {
    const other = await freshMerchant(owner)
    const place = await made(fieldsWith())
    expect(await save(other.callers.manager, fieldsWith(), place)).toEqual(refusedWith('not_found'))
    expect(await change('close', place, other)).toEqual(refusedWith('not_found'))
    expect(await locationNow(other.callers.manager, place.id)).toBeNull()
    expect(await locationDetails(other.callers.manager, place.id, now)).toBeNull()
    const { locations } = await locationsOverview(other.callers.manager, now)
    expect(locations.map(({ id }) => id)).toEqual([other.locationId])
    expect(await locationSuggestions(other.callers.manager)).toEqual({ suppliers: [], cities: ['Москва'] })
  })
})
