/** What a shop says of a place where goods may go, and of what its steps cost. */
import { z } from 'zod'
import { weekdays } from '@/lib/dates'

export const locationKinds = ['warehouse', 'fulfilment', 'supplier', 'storage', 'store', 'hub'] as const
export type LocationKind = (typeof locationKinds)[number]

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
const minor = z.int().min(0).max(1_000_000_000)

/** One entry is the same hours on some days; a day that no entry names is a day off. In the merchant's zone. */
export const openingHours = z
  .array(
    z
      .strictObject({ days: z.array(z.enum(weekdays)).min(1).max(7), from: timeOfDay, to: timeOfDay })
      .refine(({ from, to }) => from < to, {
        path: ['to'],
        error: 'It closes before it opens',
        params: { code: 'empty_range' },
      }),
  )
  .max(14)
  .refine(
    (entries) =>
      new Set(entries.flatMap(({ days }) => days)).size === entries.flatMap(({ days }) => days).length,
    {
      error: 'One day has two opening hours',
      params: { code: 'twice' },
    },
  )
export type OpeningHours = z.infer<typeof openingHours>

/** Until when a closure may last: what has no end is closed for good instead. */
const lastDay = '2199-12-31'

/** Days, both included, on which nothing is taken in, in the merchant's zone. */
const closure = z
  .strictObject({ from: z.iso.date(), to: z.iso.date(), note: z.string().trim().max(200) })
  .refine(({ from, to }) => from <= to, {
    path: ['to'],
    error: 'The last day lies before the first',
    params: { code: 'empty_range' },
  })
  .refine(({ to }) => to <= lastDay, {
    path: ['to'],
    error: `A closure ends by ${lastDay}`,
    params: { code: 'too_late' },
  })
export type Closure = z.infer<typeof closure>

export const locationFields = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$/, { error: 'Latin letters, digits, - and _, up to 50' }),
  kind: z.enum(locationKinds),
  name: z.string().trim().min(1).max(200),
  city: z.string().trim().min(1).max(200),
  address: z.string().trim().max(500),
  /** Whose warehouse it is, by the supplier's name on the articles; only of kind `supplier`. */
  supplier: z.string().trim().min(1).max(200).nullable(),
  /** Empty: not known, or always. */
  hours: openingHours,
  closures: z.array(closure).max(100),
  /** Minor units: for taking in one parcel, and for each day it lies there. */
  parcelCost: minor,
  storageDayCost: minor,
  /** Parcels that may be on their way there or wait there to be inspected; null: no limit is known. */
  capacity: z.int().min(1).max(1_000_000).nullable(),
})
export type LocationFields = z.infer<typeof locationFields>

export const saveLocationInput = z.strictObject({
  commandId: z.uuid(),
  /** Null: a new one. */
  locationId: z.uuid().nullable(),
  /** As the author saw it; 0 for a new one. */
  expectedVersion: z.int().min(0),
  fields: locationFields,
})
export type SaveLocationInput = z.infer<typeof saveLocationInput>

/** Closes for good, opens again, or makes it the one where goods go when nothing says otherwise. */
export const changeLocationInput = z.strictObject({
  commandId: z.uuid(),
  locationId: z.uuid(),
  expectedVersion: z.int().min(1),
  change: z.enum(['close', 'reopen', 'make_default']),
})
export type ChangeLocationInput = z.infer<typeof changeLocationInput>

/** What the steps of a route cost, minor units, and how long a parcel may lie when its route does not say. */
export const routingCosts = z.strictObject({
  redelivery: minor,
  sorting: minor,
  repack: minor,
  storageDays: z.int().min(1).max(90),
})
export type RoutingCosts = z.infer<typeof routingCosts>

export const defaultCosts: RoutingCosts = { redelivery: 0, sorting: 0, repack: 0, storageDays: 7 }

export const saveCostsInput = z.strictObject({
  commandId: z.uuid(),
  expectedVersion: z.int().min(0),
  costs: routingCosts,
})
export type SaveCostsInput = z.infer<typeof saveCostsInput>
