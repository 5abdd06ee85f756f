'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState, type FormEvent } from 'react'
import { Failure } from '@/components/pickups/item-row'
import { SlotPicker } from '@/components/pickups/slot-picker'
import { SlotAbsence } from '@/components/pickups/slot-section'
import { useSlots } from '@/components/pickups/use-slots'
import { DialogFoot } from '@/components/pickups/dialog-foot'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import { formatSlot } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { SlotInput } from '@/lib/pickups/schemas'
import { submitRedelivery } from '@/lib/refusals/actions'
import { proposedSlot } from '@/lib/refusals/rules'
import type { Destination } from '@/lib/routing/schemas'
import { useAnswer } from './use-answer'

export type Redelivery = {
  city: string
  /** What the route asks for, and the day of the refusal it counts from. */
  wanted: (Destination & { action: 'redeliver' }) | null
  refusedOn: string
  /** What is agreed now. */
  slot: SlotInput | null
}

export type ScheduleDialogProps = {
  merchantSlug: string
  caseId: string
  version: number
  /** The merchant's date. */
  today: string
  redelivery: Redelivery
  onClose: () => void
}

const slotId = 'redelivery-slot'

/** When the parcel goes to the door once more. Stands inside ClientMessages with `refusals`, `pickups` and `errors`. */
export default function ScheduleDialog({
  merchantSlug,
  caseId,
  version,
  today,
  redelivery,
  onClose,
}: ScheduleDialogProps) {
  const r = useTranslations('refusals.dialog')
  const locale = parseLocale(useLocale())
  const toast = useToast()
  const { city, wanted, refusedOn, slot: current } = redelivery
  const { slots, load, refresh } = useSlots(merchantSlug, city, null, { refusedCaseId: caseId })
  const { failure, pending, send, changed } = useAnswer()
  const [picked, setPicked] = useState<SlotInput | null>(null)
  const [missing, setMissing] = useState(false)
  const proposal = wanted && slots.state === 'ready' ? proposedSlot(slots.slots, wanted, refusedOn) : null
  const proposed = proposal ? { date: proposal.date, from: proposal.from, to: proposal.to } : null
  const chosen = picked ?? (current ? null : proposed)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!chosen) return setMissing(true)
    send(
      (commandId) =>
        submitRedelivery(merchantSlug, { commandId, caseId, expectedVersion: version, slot: chosen }),
      {
        done: () => {
          toast({ tone: 'green', text: r('schedule.done', { slot: formatSlot(chosen, locale) }) })
          onClose()
        },
        refused: ({ code }) => {
          if (code !== 'slot_full' && code !== 'slot_closed') return undefined
          setPicked(null)
          void refresh(city)
          return r(code === 'slot_full' ? 'slotFull' : 'slotClosed')
        },
      },
    )
  }

  return (
    <Dialog
      open
      onClose={onClose}
      size="lg"
      title={r('schedule.title')}
      description={city === '' ? r('schedule.leadNoCity') : r('schedule.lead', { city })}
      closeLabel={r('close')}
    >
      <form onSubmit={submit} noValidate>
        <h3 id={slotId} className="mb-1.5 text-sm font-medium">
          {r('schedule.slot')}
        </h3>
        {slots.state === 'ready' && slots.slots.length > 0 ? (
          <SlotPicker
            slots={slots.slots}
            value={chosen}
            onChange={({ date, from, to }) => {
              setPicked({ date, from, to })
              setMissing(false)
              changed()
            }}
            today={today}
            labelledBy={slotId}
            describedBy={missing ? `${slotId}-error` : undefined}
            invalid={missing}
            autoFocus
            foot={
              <>
                <Failure id={`${slotId}-error`} text={missing ? r('schedule.slotMissing') : undefined} />
                <p className="text-sm text-ink-2">
                  {current
                    ? r('schedule.current', { slot: formatSlot(current, locale) })
                    : proposed
                      ? r('schedule.proposed', { slot: formatSlot(proposed, locale) })
                      : ''}
                </p>
              </>
            }
          />
        ) : (
          <SlotAbsence slots={slots} onRetry={() => load(city)} />
        )}
        {failure ? (
          <Notice tone="red" live="assertive" className="mt-4">
            {failure}
          </Notice>
        ) : null}
        <DialogFoot>
          <Button onClick={onClose}>{r('cancel')}</Button>
          <Button type="submit" variant="primary" pending={pending}>
            {r('schedule.submit')}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
