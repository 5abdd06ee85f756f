import { z } from 'zod'
import { eventTypes } from '@/lib/cases/events'

/** Endpoints of one shop that are not taken away. */
export const mostEndpoints = 20
/** Characters of an address, as it is typed and as it is kept: letters of other alphabets become longer. */
export const longestUrl = 2000

const fields = {
  name: z.string().trim().min(1).max(100),
  /** Checked by the command: it must resolve to addresses that everybody may reach. */
  url: z.string().trim().min(1).max(longestUrl),
  eventTypes: z
    .array(z.enum(eventTypes))
    .min(1)
    .max(eventTypes.length)
    .transform((chosen) => eventTypes.filter((type) => chosen.includes(type))),
}
const commandId = z.uuid()
const held = { commandId, endpointId: z.uuid(), expectedVersion: z.int().positive() }

export const createEndpointInput = z.strictObject({ commandId, ...fields })
export const changeEndpointInput = z.strictObject({ ...held, ...fields })
export const switchEndpointInput = z.strictObject({ ...held, on: z.boolean() })
export const heldEndpointInput = z.strictObject(held)
export const resendInput = z.strictObject({ commandId, endpointId: z.uuid(), messageId: z.uuid() })
export const testInput = z.strictObject({ endpointId: z.uuid() })

export type CreateEndpointInput = z.infer<typeof createEndpointInput>
export type ChangeEndpointInput = z.infer<typeof changeEndpointInput>
export type SwitchEndpointInput = z.infer<typeof switchEndpointInput>
export type HeldEndpointInput = z.infer<typeof heldEndpointInput>
export type ResendInput = z.infer<typeof resendInput>
export type TestInput = z.infer<typeof testInput>
