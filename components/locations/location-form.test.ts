import { describe, expect, it } from 'vitest'
import type { LocationFields } from '@/lib/locations/schemas'
import type { Writing } from '@/lib/typed-numbers'
import { changedFields, checkLocation, daysOf, emptyForm, formOf, type LocationForm } from './location-form'

const writing: Writing = { currency: 'RUB', locale: 'ru' }
const fields: LocationFields = {
  code: 'podolsk-1',
  kind: 'supplier',
  name: 'Склад «Подольск»',
  city: 'Подольск',
  address: 'ул. Поклонная, 7',
  supplier: 'Луч',
  hours: [
    { days: ['mon', 'tue'], from: '09:00', to: '18:00' },
    { days: ['sat'], from: '00:00', to: '24:00' },
  ],
  closures: [{ from: '2026-12-31', to: '2027-01-08', note: 'Каникулы' }],
  parcelCost: 12_050,
  storageDayCost: 0,
  capacity: 200,
}
const typed = (more: Partial<LocationForm>): LocationForm => ({ ...formOf(fields, writing), ...more })
const faultsOf = (more: Partial<LocationForm>) => checkLocation(typed(more), writing).faults

describe('checkLocation', () => {
  it('gives back what the form was made of', () => {
    expect(formOf(fields, writing)).toMatchObject({ parcelCost: '120,5', capacity: '200' })
    expect(checkLocation(formOf(fields, writing), writing)).toEqual({ fields, faults: [] })
  })

  it('puts days with the same hours together and drops what is off', () => {
    const days = daysOf(['mon', 'wed', 'sun'], { from: '10:00', to: '20:00' })
    const { fields: read } = checkLocation(typed({ days }), writing)
    expect(read?.hours).toEqual([{ days: ['mon', 'wed', 'sun'], from: '10:00', to: '20:00' }])
  })

  it('names every empty field of a new form', () => {
    const { fields: none, faults } = checkLocation(emptyForm, writing)
    expect(none).toBeNull()
    expect(faults).toEqual([
      { path: 'code', code: 'required' },
      { path: 'name', code: 'required' },
      { path: 'city', code: 'required' },
    ])
  })

  it.each<[Partial<LocationForm>, string, string]>([
    [{ code: 'Подольск' }, 'code', 'code'],
    [{ code: '-x' }, 'code', 'code'],
    [{ name: '   ' }, 'name', 'required'],
    [{ parcelCost: 'дорого' }, 'parcelCost', 'sum'],
    [{ storageDayCost: '-1' }, 'storageDayCost', 'sumLeast'],
    [{ storageDayCost: '1,005' }, 'storageDayCost', 'sum'],
    [{ parcelCost: '99 999 999 999 999 999 999' }, 'parcelCost', 'sumMost'],
    [{ parcelCost: '10 000 000,01' }, 'parcelCost', 'sumMost'],
    [{ capacity: '0' }, 'capacity', 'capacity'],
    [{ capacity: '2,5' }, 'capacity', 'capacity'],
    [{ capacity: '2000000' }, 'capacity', 'capacity'],
    [{ days: daysOf(['tue'], { from: '18:00', to: '09:00' }) }, 'days.tue', 'hours'],
    [{ days: daysOf(['tue'], { from: '', to: '09:00' }) }, 'days.tue', 'hoursNeeded'],
    [{ closures: [{ from: '', to: '2026-12-01', note: '' }] }, 'closures.0.from', 'dayNeeded'],
    [{ closures: [{ from: '2026-12-02', to: '2026-12-01', note: '' }] }, 'closures.0.to', 'closure'],
    [{ closures: [{ from: '2026-02-30', to: '2026-03-01', note: '' }] }, 'closures.0.from', 'dayWrong'],
    [{ closures: [{ from: '2026-02-28', to: '9999-12-31', note: '' }] }, 'closures.0.to', 'dayFar'],
  ])('%j is wrong at %s: %s', (more, path, code) => {
    expect(faultsOf(more)).toEqual([{ path, code }])
  })

  it('says how much is too much', () => {
    expect(faultsOf({ name: 'я'.repeat(201) })).toEqual([
      { path: 'name', code: 'tooLong', params: { most: 200 } },
    ])
    const closures = Array.from({ length: 101 }, () => ({ from: '2026-12-01', to: '', note: '' }))
    expect(faultsOf({ closures })).toEqual([
      { path: 'closures', code: 'closuresMany', params: { most: 100 } },
    ])
  })

  it('takes a closure without a last day for one day, and none that says nothing', () => {
    const blank = { from: '', to: '', note: ' ' }
    const { fields: read } = checkLocation(
      typed({ closures: [blank, { from: '2026-12-01', to: '', note: '' }] }),
      writing,
    )
    expect(read?.closures).toEqual([{ from: '2026-12-01', to: '2026-12-01', note: '' }])
    const faults = faultsOf({ closures: [blank, { from: '2026-12-01', to: '2026-11-01', note: '' }] })
    expect(faults).toEqual([{ path: 'closures.1.to', code: 'closure' }])
  })

  it('forgets the supplier of what is no supplier’s', () => {
    expect(checkLocation(typed({ kind: 'store' }), writing).fields?.supplier).toBeNull()
    expect(checkLocation(typed({ supplier: ' ' }), writing).fields?.supplier).toBeNull()
  })
})

it('names the fields that changed', () => {
  expect(changedFields(fields, { ...fields, name: 'Другой', hours: [] })).toEqual(['name', 'hours'])
})
