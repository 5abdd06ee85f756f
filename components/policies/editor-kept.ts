import { z } from 'zod'
import { keeper } from '@/components/ui/kept'
import { policyFormShape } from './editor-form'

/** What was written and not saved yet, of one shop, and of which state of the draft it was written. */
const keptShape = z.object({ savedAt: z.number(), revision: z.int().min(0), form: policyFormShape })
export type KeptEdits = z.infer<typeof keptShape>

export const keptEdits = keeper<KeptEdits>('obratno:policy:', keptShape)
