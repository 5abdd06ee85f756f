'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useState } from 'react'

const everyMs = 700

/**
 * How far some work of the server is: `initial`, then what `url` answers as JSON of the same shape, asked again and
 * again while the page is open. `lost` while it does not answer. The page is drawn anew each time that `ended` says so
 * of an answer.
 */
export function useProgress<T>(
  url: string,
  initial: T,
  ended: (progress: T) => boolean,
): { progress: T; lost: boolean } {
  const router = useRouter()
  const [progress, setProgress] = useState(initial)
  const [lost, setLost] = useState(false)
  const show = useEffectEvent((next: T) => {
    setLost(false)
    setProgress(next)
    if (ended(next)) router.refresh()
  })

  useEffect(() => {
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      try {
        const answer = await fetch(url, { signal: stop.signal, headers: { accept: 'application/json' } })
        if (!answer.ok) throw new Error(`Answered with ${answer.status}`)
        show((await answer.json()) as T)
      } catch {
        if (stop.signal.aborted) return
        setLost(true)
      }
      if (!stop.signal.aborted) timer = setTimeout(ask, everyMs)
    }
    timer = setTimeout(ask, everyMs)
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [url])

  return { progress, lost }
}
