import { z } from 'zod'
import { keeper } from '@/components/ui/kept'
import { eventTypes } from '@/lib/cases/events'

const shape = z.object({ name: z.string(), url: z.string(), eventTypes: z.array(z.enum(eventTypes)) })
export type EndpointDraft = z.infer<typeof shape>

/** What was typed into the form of an endpoint and not saved yet, by shop and endpoint. */
export const keptEndpoints = keeper('obratno:webhook:', shape)
