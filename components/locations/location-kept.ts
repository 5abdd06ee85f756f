import { z } from 'zod'
import { keeper } from '@/components/ui/kept'
import { locationFields } from '@/lib/locations/schemas'
import { locationFormShape } from './location-form'

/** What was typed of a place and not saved yet, of which version of it, and how that one was. */
const keptShape = z.object({
  version: z.int().min(0),
  base: locationFields.nullable(),
  form: locationFormShape,
})

export const keptLocation = keeper('obratno:location:', keptShape)
