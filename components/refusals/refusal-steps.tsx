'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { IconName } from '@/components/ui/icon-names'
import type { RefusalCommand } from '@/lib/refusals/machine'
import type { Redelivery } from './schedule-dialog'
import type { Way } from './ways'

const OverrideDialog = dynamic(() => import('./override-dialog'), { ssr: false })
const ScheduleDialog = dynamic(() => import('./schedule-dialog'), { ssr: false })
const WordsDialog = dynamic(() => import('./words-dialog'), { ssr: false })

export type RefusalStep = { command: RefusalCommand; label: string; main: boolean }

type RefusalStepsProps = {
  merchantSlug: string
  caseId: string
  /** The version of the case that the person sees. */
  version: number
  today: string
  steps: RefusalStep[]
  ways: readonly Way[]
  redelivery: Redelivery
}

const icons: Record<RefusalCommand, IconName> = {
  override: 'route',
  schedule: 'calendar-clock',
  dispute: 'message-square',
  settle: 'gavel',
}

/** What may be done with a refused parcel now; the dialogs are fetched when they are first opened. */
export function RefusalSteps({ steps, ways, redelivery, today, ...target }: RefusalStepsProps) {
  const [open, setOpen] = useState<RefusalCommand | null>(null)
  const title = steps.find(({ command }) => command === open)?.label ?? ''
  const dialog = { ...target, onClose: () => setOpen(null) }
  return (
    <>
      {steps.map(({ command, label, main }) => (
        <Button
          key={command}
          variant={main ? 'primary' : 'secondary'}
          icon={icons[command]}
          onClick={() => setOpen(command)}
        >
          {label}
        </Button>
      ))}
      {open === 'override' ? <OverrideDialog {...dialog} title={title} ways={ways} /> : null}
      {open === 'schedule' ? <ScheduleDialog {...dialog} today={today} redelivery={redelivery} /> : null}
      {open === 'dispute' || open === 'settle' ? (
        <WordsDialog {...dialog} key={open} title={title} command={open} />
      ) : null}
    </>
  )
}
