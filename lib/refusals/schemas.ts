/** What the commands on refused parcels take. */
import { z } from 'zod'
import { slotInput } from '@/lib/pickups/schemas'
import { settlements } from './refusal'

const comment = z.string().trim().min(1).max(4000)
const target = { commandId: z.uuid(), caseId: z.uuid(), expectedVersion: z.int().min(1) }

/** Where a person sends a parcel: to a location, or once more to the door. */
export const chosenWay = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('deliver'), locationId: z.uuid() }),
  z.strictObject({ action: z.literal('redeliver') }),
])
export type ChosenWay = z.infer<typeof chosenWay>

export const overrideInput = z.strictObject({ ...target, to: chosenWay, comment })
export type OverrideInput = z.infer<typeof overrideInput>

/** Many at once: each is done or told why not, and stands in no other's way. `routeId`: the route it was seen with. */
export const overrideManyInput = z.strictObject({
  commandId: z.uuid(),
  cases: z
    .array(z.strictObject({ caseId: z.uuid(), routeId: z.uuid().nullable() }))
    .min(1)
    .max(200)
    .refine((cases) => new Set(cases.map(({ caseId }) => caseId)).size === cases.length, {
      error: 'The same parcel is named twice',
      params: { code: 'twice' },
    }),
  to: chosenWay,
  comment,
})
export type OverrideManyInput = z.infer<typeof overrideManyInput>

export const scheduleRedeliveryInput = z.strictObject({ ...target, slot: slotInput })
export type ScheduleRedeliveryInput = z.infer<typeof scheduleRedeliveryInput>

/** What the customer says of the refusal. */
export const disputeInput = z.strictObject({ ...target, comment })
export type DisputeInput = z.infer<typeof disputeInput>

export const settleInput = z.strictObject({ ...target, as: z.enum(settlements), comment })
export type SettleInput = z.infer<typeof settleInput>
