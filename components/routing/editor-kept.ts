import { useEffect, useEffectEvent } from 'react'
import { z } from 'zod'
import { keeper } from '@/components/ui/kept'
import { rulesFormShape } from './editor-form'

/** What was written and not saved yet, of one shop, of which state of the draft, and what the newest version was then. */
const keptShape = z.object({
  savedAt: z.number(),
  revision: z.int().min(0),
  version: z.int().min(0).optional(),
  form: rulesFormShape,
})
export type KeptRules = z.infer<typeof keptShape>

export const keptRules = keeper<KeptRules>('obratno:rules:', keptShape)

const pause = 400

/** Keeps what is written a moment after the last key, and at once when the page is left; null: there is nothing to keep. */
export function useKeeping(
  merchantSlug: string,
  what: Omit<KeptRules, 'savedAt'> | null,
  finished: () => boolean,
): void {
  const keep = useEffectEvent(() => {
    if (finished()) return
    if (what) keptRules.write(merchantSlug, { ...what, savedAt: Date.now() })
    else keptRules.drop(merchantSlug)
  })
  const [revision, version, form] = [what?.revision, what?.version, what?.form]

  useEffect(() => {
    const timer = setTimeout(keep, pause)
    return () => clearTimeout(timer)
  }, [revision, version, form])

  useEffect(() => {
    const leaving = () => keep()
    window.addEventListener('pagehide', leaving)
    return () => {
      window.removeEventListener('pagehide', leaving)
      leaving()
    }
  }, [])
}
