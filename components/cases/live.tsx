'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useState } from 'react'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'

export type LiveTexts = { lost: string; back: string; signedOut: string }
type State = 'live' | 'lost' | 'signedOut'

/** What the address answers: where things stand now, and in words what is new since `seen`. */
export type LiveAnswer = { seen: string; news: string | null }

const patienceMs = 4000

/**
 * Asks every moment, while the page is looked at, whether what it shows has changed, and then draws it anew. Says when
 * the server does not answer, goes on asking, and catches up. Works behind any balancer: each question stands alone.
 */
export function Live({
  url,
  seen,
  everyMs,
  texts,
}: {
  url: string
  /** What the page shows now. */
  seen: string
  everyMs: number
  texts: LiveTexts
}) {
  const router = useRouter()
  const toast = useToast()
  const [state, setState] = useState<State>('live')
  const [asked, setAsked] = useState(seen)

  const learn = useEffectEvent((answer: LiveAnswer) => {
    const returned = state === 'lost'
    setState('live')
    if (returned) toast({ tone: 'green', text: texts.back })
    if (answer.seen === seen || (answer.seen === asked && !returned)) return
    setAsked(answer.seen)
    if (answer.news) toast({ tone: 'grey', text: answer.news })
    router.refresh()
  })
  const shown = useEffectEvent(() => seen)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let failures = 0
    let ended = false
    const again = () => {
      clearTimeout(timer)
      if (!ended && !document.hidden) timer = setTimeout(() => void ask(), everyMs)
    }
    async function ask() {
      try {
        const response = await fetch(`${url}?seen=${encodeURIComponent(shown())}`, {
          cache: 'no-store',
          redirect: 'manual',
          signal: AbortSignal.timeout(patienceMs),
        })
        if (ended) return
        if (response.type === 'opaqueredirect' || response.status === 401) return setState('signedOut')
        if (!response.ok) throw new Error(`status ${response.status}`)
        const answer = (await response.json()) as LiveAnswer
        failures = 0
        if (!ended) learn(answer)
      } catch {
        failures += 1
        if (!ended && failures >= 2) setState('lost')
      }
      again()
    }
    const onVisible = () => {
      clearTimeout(timer)
      if (!document.hidden) void ask()
    }
    again()
    document.addEventListener('visibilitychange', onVisible)
    window.addEventListener('online', onVisible)
    return () => {
      ended = true
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onVisible)
      window.removeEventListener('online', onVisible)
    }
  }, [url, everyMs])

  if (state === 'live') return null
  return (
    <Notice
      tone="amber"
      icon={state === 'lost' ? 'wifi-off' : 'lock'}
      live="polite"
      className="sticky top-15 z-10 mb-4"
    >
      {texts[state]}
    </Notice>
  )
}
