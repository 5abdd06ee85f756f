import { useEffect, useState } from 'react'
import { z } from 'zod/mini'

const answer = z.object({
  groups: z.array(
    z.object({
      kind: z.string(),
      items: z.array(z.object({ title: z.string(), subtitle: z.optional(z.string()), href: z.string() })),
    }),
  ),
})

export type PaletteGroup = z.infer<typeof answer>['groups'][number]
type Found = { query: string; groups: PaletteGroup[]; failed: boolean }

const pause = 120

/** Asks `url?q=` a moment after the last key; what was found stays on the screen until the next answer is here. */
export function usePaletteSearch(url: string, typed: string) {
  const query = typed.trim()
  const [found, setFound] = useState<Found>({ query: '', groups: [], failed: false })

  useEffect(() => {
    if (query === '') return
    const abort = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`${url}?q=${encodeURIComponent(query)}`, { signal: abort.signal })
        if (!response.ok) throw new Error(`search answered ${response.status}`)
        const { groups } = answer.parse(await response.json())
        setFound({ query, groups, failed: false })
      } catch {
        if (!abort.signal.aborted) setFound({ query, groups: [], failed: true })
      }
    }, pause)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [query, url])

  if (query === '') return { groups: [], state: 'idle' as const }
  if (found.query !== query) return { groups: found.groups, state: 'searching' as const }
  return { groups: found.groups, state: found.failed ? ('failed' as const) : ('done' as const) }
}
