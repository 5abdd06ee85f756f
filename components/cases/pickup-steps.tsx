'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { ChangeablePickup } from '@/components/pickups/change-notice'
import { Button } from '@/components/ui/button'

const RescheduleDialog = dynamic(
  () => import('@/components/pickups/reschedule-dialog').then((file) => file.RescheduleDialog),
  { ssr: false },
)
const CancelDialog = dynamic(
  () => import('@/components/pickups/cancel-dialog').then((file) => file.CancelDialog),
  { ssr: false },
)

type PickupStepsProps = {
  merchantSlug: string
  timeZone: string
  /** The merchant's date. */
  today: string
  pickup: ChangeablePickup
  /** The labels of the steps that work now. */
  reschedule: { label: string; main: boolean } | null
  cancel: { label: string } | null
}

/** Moving and calling off the pickup; the dialogs are fetched when they are first opened. */
export function PickupSteps({ reschedule, cancel, ...dialog }: PickupStepsProps) {
  const [open, setOpen] = useState<'reschedule' | 'cancel' | null>(null)
  const shared = { ...dialog, open: true, onClose: () => setOpen(null) }
  return (
    <>
      {reschedule ? (
        <Button
          variant={reschedule.main ? 'primary' : 'secondary'}
          icon="calendar-clock"
          onClick={() => setOpen('reschedule')}
        >
          {reschedule.label}
        </Button>
      ) : null}
      {cancel ? (
        <Button icon="package-x" onClick={() => setOpen('cancel')}>
          {cancel.label}
        </Button>
      ) : null}
      {open === 'reschedule' ? <RescheduleDialog {...shared} /> : null}
      {open === 'cancel' ? <CancelDialog {...shared} /> : null}
    </>
  )
}
