'use client'

import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/state'
import en from '@/lib/i18n/messages/en/failure.json'
import ru from '@/lib/i18n/messages/ru/failure.json'

const never = () => () => undefined
const askEveryMs = 3_000

/** Comes back by itself when the connection does. */
function useOnline(onBack: () => void): boolean {
  useEffect(() => {
    window.addEventListener('online', onBack)
    return () => window.removeEventListener('online', onBack)
  }, [onBack])
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener('offline', changed)
      window.addEventListener('online', changed)
      return () => {
        window.removeEventListener('offline', changed)
        window.removeEventListener('online', changed)
      }
    },
    () => navigator.onLine,
    () => true,
  )
}

/** Tries again by itself when a server that was not able to serve is able to again; any other failure waits for a person. */
function useRecovery(onBack: () => void) {
  const back = useEffectEvent(onBack)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let ended = false
    let wasAway = false
    const ask = async () => {
      const able = await fetch('/readyz', { cache: 'no-store' }).then(
        ({ ok }) => ok,
        () => false,
      )
      if (ended) return
      if (!able) {
        wasAway = true
        timer = setTimeout(ask, askEveryMs)
      } else if (wasAway) back()
    }
    void ask()
    return () => {
      ended = true
      clearTimeout(timer)
    }
  }, [])
}

/** What an error boundary shows. It has both languages with it: the dictionary may be what failed. */
export function FailureScreen({ error, retry }: { error: unknown; retry: () => void }) {
  const language = useSyncExternalStore(
    never,
    () => document.documentElement.lang,
    () => 'ru',
  )
  const online = useOnline(retry)
  useRecovery(retry)
  const t = language === 'en' ? en : ru
  const digest =
    error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : undefined

  return (
    <div className="grid min-h-[60dvh] place-items-center">
      <ErrorState
        heading="h1"
        icon={online ? undefined : 'wifi-off'}
        title={online ? t.errorTitle : t.offlineTitle}
        action={
          <>
            <Button variant="primary" icon="refresh-cw" onClick={retry}>
              {t.retry}
            </Button>
            <Button onClick={() => window.location.reload()}>{t.reload}</Button>
          </>
        }
      >
        <p>{online ? t.errorText : t.offlineText}</p>
        {digest ? (
          <p className="tabular mt-3 text-sm text-ink-3">
            {t.code}: <span className="font-mono select-all">{digest}</span>
          </p>
        ) : null}
      </ErrorState>
    </div>
  )
}
