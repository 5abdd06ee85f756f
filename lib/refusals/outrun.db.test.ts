import { expect, it } from 'vitest'
import { freshMerchant } from '@/db/factories/merchant'
import { actionsTo, freshRules, parcelOf, refusalOf, tell } from '@/db/factories/refusal'
import { testDatabase } from '@/db/testing/database'
import { newId } from '@/lib/ids'
import { overrideRoute, scheduleRedelivery } from './commands'

const { owner } = await testDatabase()
const at = (time: string) => new Date(`2026-11-16T${time}:00Z`)
const slot = { date: '2026-11-18', from: '10:00', to: '14:00' }

it('an override that came too late leaves an agreed redelivery its slot, one in time gives it back', async () => {
  const shop = await freshMerchant(owner)
  const again = actionsTo({ action: 'redeliver', afterDays: 1, window: null })
  await freshRules(shop, { rules: [], otherwise: again }, at('05:00'))
  const { number: orderNumber } = await parcelOf(shop)
  const moved = (type: string, when: string, told: string) =>
    tell(shop, [{ id: newId(), type, occurredAt: at(when).toISOString(), orderNumber }], at(told))
  const now = async () => {
    const [row] = await owner<{ id: string; version: number; flags: string[]; stage: string }[]>`
      select id, version, flags, stage from cases where merchant_id = ${shop.id}`
    if (!row) throw new Error('There is no such refusal')
    return row
  }
  const agreed = async () => {
    const [row] = await owner`
      select s.booked, s.capacity >= s.booked as fits, f.redelivery_date::text as date,
        f.redelivery_carrier_id = s.carrier_id as held
      from refusals f join carrier_slots s on s.merchant_id = f.merchant_id where f.merchant_id = ${shop.id}`
    return row
  }
  const kept = { booked: 1, fits: true, date: slot.date, held: true }
  const free = { booked: 0, fits: true, date: null, held: null }

  await tell(shop, [refusalOf(orderNumber, at('07:00'))], at('08:00'))
  const { id: caseId, version } = await now()
  const wish = { commandId: newId(), caseId, expectedVersion: version, slot }
  expect(await scheduleRedelivery(shop.callers.staff, wish, at('08:10'))).toMatchObject({ ok: true })
  expect(await agreed()).toEqual(kept)
  const away = {
    commandId: newId(),
    caseId,
    expectedVersion: (await now()).version,
    to: { action: 'deliver' as const, locationId: shop.locationId },
    comment: 'Заберут сами',
  }
  expect(await overrideRoute(shop.callers.support, away, at('09:00'))).toMatchObject({ ok: true })
  expect(await agreed()).toEqual(free)

  // It had left when it was sent elsewhere, and is at the hub again.
  await moved('parcel.in_transit', '08:30', '09:25')
  await moved('parcel.at_hub', '09:20', '09:25')
  expect(await now()).toMatchObject({ stage: 'redelivery', flags: ['override_too_late'] })
  expect(await agreed()).toEqual(kept)
  // It had come back before it was sent elsewhere.
  await moved('parcel.at_hub', '08:45', '09:30')
  expect(await now()).toMatchObject({ stage: 'in_transit', flags: [] })
  expect(await agreed()).toEqual(free)
  // And had left once more. The last place was given away meanwhile: what was promised stays promised.
  const [full] = await owner<{ booked: number }[]>`
    update carrier_slots set booked = capacity where merchant_id = ${shop.id} returning booked`
  await moved('parcel.in_transit', '08:50', '09:35')
  expect(await agreed()).toEqual({ ...kept, booked: (full?.booked ?? 0) + 1 })
})
