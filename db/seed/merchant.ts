import { randomBytes } from 'node:crypto'
import type postgres from 'postgres'
import type { MerchantContext } from '@/lib/caller'
import { scheduleSchema, type Schedule } from '@/lib/carriers/schedule'
import { baseReasons } from '@/lib/cases/reasons'
import { newId } from '@/lib/ids'
import type { LocationKind, OpeningHours } from '@/lib/locations/schemas'
import type { Role } from '@/lib/permissions'

export type MerchantSeed = {
  slug: string
  name: string
  timeZone: string
  currency: string
  members: { role: Role; email: string; name: string; passwordHash: string; locale?: 'ru' | 'en' }[]
  carrier?: { code: string; name: string; schedule?: Schedule; secret?: string }
  locations?: {
    code: string
    kind: LocationKind
    name: string
    city: string
    address?: string
    isDefault?: boolean
    supplier?: string
    hours?: OpeningHours
    parcelCost?: number
    storageDayCost?: number
    capacity?: number
  }[]
}

export type SeededMerchant = {
  merchant: MerchantContext
  members: { id: string; userId: string; role: Role; email: string }[]
  carrierId: string
  carrierCode: string
  carrierSecret: string
  /** The default one. */
  locationId: string
}

/** Day slots on working days, evenings too, weekends by day; bookings close at 18:00 the day before. */
export const everydaySchedule: Schedule = scheduleSchema.parse({
  calendar: 'ru',
  leadDays: 0,
  horizonDays: 30,
  cutoff: { hour: '18:00', daysBefore: 1 },
  windows: [
    { from: '10:00', to: '14:00', days: ['working'], capacity: 20 },
    { from: '14:00', to: '18:00', days: ['working'], capacity: 20 },
    { from: '18:00', to: '22:00', days: ['working'], capacity: 12, kind: 'evening' },
    { from: '10:00', to: '15:00', days: ['weekend'], capacity: 8 },
    { from: '15:00', to: '20:00', days: ['weekend'], capacity: 8, kind: 'evening' },
  ],
})

/**
 * A merchant with what it cannot begin without: members, reasons, locations, a carrier with a schedule and a secret.
 * Runs as the owner of the tables; users are found by email, so that a person may work in several merchants.
 */
export async function insertMerchant(owner: postgres.Sql, seed: MerchantSeed): Promise<SeededMerchant> {
  const id = newId()
  const now = new Date()
  const carrierId = newId()
  const code = seed.carrier?.code ?? 'obratno-express'
  const secret = seed.carrier?.secret ?? `whsec_${randomBytes(24).toString('base64')}`
  const schedule = seed.carrier?.schedule ?? everydaySchedule
  const locations = seed.locations ?? [
    { code: 'main', kind: 'warehouse' as const, name: 'Основной склад', city: 'Москва', isDefault: true },
  ]
  return owner.begin(async (tx) => {
    await tx`select set_config('app.merchant_id', ${id}, true)`
    await tx`insert into merchants (id, slug, name, time_zone, currency, created_at)
      values (${id}, ${seed.slug}, ${seed.name}, ${seed.timeZone}, ${seed.currency}, ${now})`
    const members: SeededMerchant['members'] = []
    for (const one of seed.members) {
      const memberId = newId()
      await tx`insert into users (id, email, name, password_hash, locale, created_at)
        values (${newId()}, ${one.email}, ${one.name}, ${one.passwordHash}, ${one.locale ?? 'ru'}, ${now})
        on conflict (lower(email)) do nothing`
      const [user] = await tx<{ id: string }[]>`select id from users where lower(email) = lower(${one.email})`
      if (!user) throw new Error('The user could not be made')
      await tx`insert into members (merchant_id, id, user_id, role, created_at)
        values (${id}, ${memberId}, ${user.id}, ${one.role}, ${now})`
      members.push({ id: memberId, userId: user.id, role: one.role, email: one.email })
    }
    await tx`insert into reasons ${tx(
      baseReasons.map((reason, position) => ({
        merchant_id: id,
        code: reason.code,
        parent_code: reason.parent,
        name_ru: reason.ru,
        name_en: reason.en,
        position,
      })),
    )}`
    const rows = locations.map((location) => ({
      merchant_id: id,
      id: newId(),
      code: location.code,
      kind: location.kind,
      name: location.name,
      city: location.city,
      address: location.address ?? '',
      supplier: location.supplier ?? null,
      hours: tx.json(location.hours ?? []),
      parcel_cost: location.parcelCost ?? 0,
      storage_day_cost: location.storageDayCost ?? 0,
      capacity: location.capacity ?? null,
      is_default: location.isDefault ?? false,
      created_at: now,
    }))
    await tx`insert into locations ${tx(rows)}`
    await tx`insert into carriers (merchant_id, id, code, name, secrets, schedule, is_default, created_at)
      values (${id}, ${carrierId}, ${code}, ${seed.carrier?.name ?? 'Обратно Экспресс'}, ${[secret]},
        ${JSON.stringify(schedule)}::text::jsonb, true, ${now})`
    const main = rows.find((row) => row.is_default) ?? rows[0]
    if (!main) throw new Error('A merchant needs a location')
    return {
      merchant: { id, slug: seed.slug, name: seed.name, timeZone: seed.timeZone, currency: seed.currency },
      members,
      carrierId,
      carrierCode: code,
      carrierSecret: secret,
      locationId: main.id,
    }
  })
}
