'use client'

import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Refusal, Result } from '@/lib/result'
import type { ReplayMessages } from './replay-progress'

type Trouble = Refusal | 'broken' | 'unreachable'

type Starting = {
  /** Starts the replay; null while something is wrong with what would be tried. */
  begin: () => Promise<Result<{ id: string }> | null> | null
  hrefOf: (replayId: string) => string
}

/** Starts a replay and goes to what comes of it. */
export function useStarting({ begin, hrefOf }: Starting) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const [trouble, setTrouble] = useState<Trouble | null>(null)

  function start() {
    setTrouble(null)
    startTransition(async () => {
      try {
        const result = await begin()
        if (result === null) setTrouble('broken')
        else if (result.ok) router.push(hrefOf(result.data.id) as Route)
        else setTrouble(result.error)
      } catch {
        setTrouble('unreachable')
      }
    })
  }

  return { pending, trouble, start }
}

type TroubleProps = { messages: ReplayMessages; trouble: Trouble; hrefOf: Starting['hrefOf'] }

export function StartTrouble({ messages, trouble, hrefOf }: TroubleProps) {
  const t = useTranslations()
  const running = typeof trouble === 'object' ? trouble.params?.running : undefined
  return (
    <Notice tone={running === undefined ? 'red' : 'blue'} live="assertive" className="text-left">
      {trouble === 'broken' || trouble === 'unreachable' ? (
        t(`${messages}.start.${trouble}`)
      ) : running === undefined ? (
        t(`errors.${trouble.code}`)
      ) : (
        <>
          {t(`${messages}.start.running`)}{' '}
          <Link
            href={hrefOf(String(running)) as Route}
            className="font-medium whitespace-nowrap underline underline-offset-4"
          >
            {t(`${messages}.start.open`)}
          </Link>
        </>
      )}
    </Notice>
  )
}

/** The same once more, after a replay that did not come to its end. */
export function StartAgain({ messages, begin, hrefOf }: Starting & { messages: ReplayMessages }) {
  const t = useTranslations(messages)
  const { pending, trouble, start } = useStarting({ begin, hrefOf })
  return (
    <div className="flex flex-col items-center gap-2">
      <Button icon="refresh-cw" pending={pending} onClick={start}>
        {t('start.again')}
      </Button>
      {trouble ? <StartTrouble messages={messages} trouble={trouble} hrefOf={hrefOf} /> : null}
    </div>
  )
}
