'use client'

import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { v7 } from 'uuid'
import { StartAgain, StartTrouble, useStarting } from '@/components/replays/replay-starting'
import { Button } from '@/components/ui/button'
import type { PolicyTerms } from '@/lib/policies/schemas'
import { submitReplay } from '@/lib/replays/actions'
import { replayHref, replaysHref } from '@/lib/replays/search'

type ReplayStartProps = {
  merchantSlug: string
  /** The form's terms as they stand; null while something is wrong with them, a throw when nobody can tell. */
  terms: () => Promise<PolicyTerms | null>
}

/**
 * Judges the form's present terms over the shop's past returns and goes to what comes of it. Needs the messages
 * `replays` and `errors`.
 */
export function ReplayStart({ merchantSlug, terms }: ReplayStartProps) {
  const t = useTranslations('replays.start')
  const hrefOf = (id: string) => replayHref(merchantSlug, id)
  const { pending, trouble, start } = useStarting({
    begin: async () => {
      const wanted = await terms()
      return wanted && submitReplay(merchantSlug, { commandId: v7(), terms: wanted })
    },
    hrefOf,
  })
  return (
    <div className="space-y-2">
      <Button icon="rotate-ccw-clock" pending={pending} onClick={start} className="w-full">
        {t('button')}
      </Button>
      {trouble ? <StartTrouble messages="replays" trouble={trouble} hrefOf={hrefOf} /> : null}
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
  return (
    <StartAgain
      messages="replays"
      begin={() => submitReplay(merchantSlug, { commandId: v7(), terms })}
      hrefOf={(id) => replayHref(merchantSlug, id)}
    />
  )
}
