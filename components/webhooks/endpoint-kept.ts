import { z } from 'zod'
import { keeper } from '@/components/ui/kept'
import { eventTypes } from '@/lib/cases/events'

const draft = z.object({ name: z.string(), url: z.string(), eventTypes: z.array(z.enum(eventTypes)) })
export type EndpointDraft = z.infer<typeof draft>

/** What was typed of an endpoint and not saved yet, of which version of it, and how that one was (null: a new one). */
export const keptEndpoints = keeper(
  'obratno:webhook:',
  z.object({ version: z.int().min(0), base: draft.nullable(), draft }),
)

/** What is said of an endpoint differently in two drafts. */
export function changedParts(before: EndpointDraft, after: EndpointDraft): (keyof EndpointDraft)[] {
  return (['name', 'url', 'eventTypes'] as const).filter(
    (part) => String(before[part]) !== String(after[part]),
  )
}
