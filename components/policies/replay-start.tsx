'use client'

import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { v7 } from 'uuid'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { PolicyTerms } from '@/lib/policies/schemas'
import { submitReplay } from '@/lib/replays/actions'
import { replayHref, replaysHref } from '@/lib/replays/search'
import type { Refusal } from '@/lib/result'

type Trouble = Refusal | 'broken' | 'unreachable'

function useStart(merchantSlug: string, terms: () => PolicyTerms | null) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const [trouble, setTrouble] = useState<Trouble | null>(null)

  function start() {
    const wanted = terms()
    if (!wanted) return setTrouble('broken')
    setTrouble(null)
    startTransition(async () => {
      try {
        const result = await submitReplay(merchantSlug, { commandId: v7(), terms: wanted })
        if (result.ok) router.push(replayHref(merchantSlug, result.data.id) as Route)
        else setTrouble(result.error)
      } catch {
        setTrouble('unreachable')
      }
    })
  }

  return { pending, trouble, start }
}

function TroubleNotice({ merchantSlug, trouble }: { merchantSlug: string; trouble: Trouble }) {
  const t = useTranslations()
  const running = typeof trouble === 'object' ? trouble.params?.running : undefined
  return (
    <Notice tone={running === undefined ? 'red' : 'blue'} live="assertive" className="text-left">
      {trouble === 'broken' || trouble === 'unreachable' ? (
        t(`replays.start.${trouble}`)
      ) : running === undefined ? (
        t(`errors.${trouble.code}`)
      ) : (
        <>
          {t('replays.start.running')}{' '}
          <Link
            href={replayHref(merchantSlug, String(running)) as Route}
            className="font-medium whitespace-nowrap underline underline-offset-4"
          >
            {t('replays.start.open')}
          </Link>
        </>
      )}
    </Notice>
  )
}

type ReplayStartProps = {
  merchantSlug: string
  /** The form's terms as they stand; null while something is wrong with them. */
  terms: () => PolicyTerms | null
}

/**
 * Judges the form's present terms over the shop's past returns and goes to what comes of it. Needs the messages
 * `replays` and `errors`.
 */
export function ReplayStart({ merchantSlug, terms }: ReplayStartProps) {
  const t = useTranslations('replays.start')
  const { pending, trouble, start } = useStart(merchantSlug, terms)
  return (
    <div className="space-y-2">
      <Button icon="rotate-ccw-clock" pending={pending} onClick={start} className="w-full">
        {t('button')}
      </Button>
      {trouble ? <TroubleNotice merchantSlug={merchantSlug} trouble={trouble} /> : null}
      <p className="text-sm text-pretty text-ink-3">
        {t('hint')}{' '}
        <Link
          href={replaysHref(merchantSlug) as Route}
          className="whitespace-nowrap text-ink-2 underline decoration-edge underline-offset-4 hover:decoration-accent"
        >
          {t('past')}
        </Link>
      </p>
    </div>
  )
}

/** The same terms once more, after a replay that did not come to its end. */
export function ReplayAgain({ merchantSlug, terms }: { merchantSlug: string; terms: PolicyTerms }) {
  const t = useTranslations('replays.start')
  const { pending, trouble, start } = useStart(merchantSlug, () => terms)
  return (
    <div className="flex flex-col items-center gap-2">
      <Button icon="refresh-cw" pending={pending} onClick={start}>
        {t('again')}
      </Button>
      {trouble ? <TroubleNotice merchantSlug={merchantSlug} trouble={trouble} /> : null}
    </div>
  )
}
