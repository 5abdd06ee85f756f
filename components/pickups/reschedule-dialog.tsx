'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { v7 } from 'uuid'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { useToast } from '@/components/ui/toast'
import { formatSlot } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { submitReschedule } from '@/lib/pickups/actions'
import { pickupAllows } from '@/lib/pickups/machine'
import { reschedulePickupInput, type ReschedulePickupInput, type SlotInput } from '@/lib/pickups/schemas'
import { ChangeNotice, useChange, type ChangeablePickup } from './change-notice'
import { DialogFoot } from './dialog-foot'
import { Failure } from './item-row'
import { SlotPicker } from './slot-picker'
import { SlotAbsence } from './slot-section'
import { useReturnFocus } from './use-return-focus'
import { useSlots } from './use-slots'

export type PickupDialogProps = {
  merchantSlug: string
  timeZone: string
  /** The merchant's date. */
  today: string
  pickup: ChangeablePickup
  open: boolean
  onClose: () => void
}

/** Moves a task to another slot. Stands inside ClientMessages with `pickups` and `errors`. */
export function RescheduleDialog(props: PickupDialogProps) {
  const t = useTranslations('pickups')
  const locale = parseLocale(useLocale())
  const { number, slot } = props.pickup
  useReturnFocus(props.open)
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      size="lg"
      title={t('reschedule.title')}
      description={t('reschedule.lead', { number, when: formatSlot(slot, locale) })}
      closeLabel={t('dialog.close')}
    >
      <Body {...props} />
    </Dialog>
  )
}

function Body({ merchantSlug, timeZone, today, pickup: opened, onClose }: PickupDialogProps) {
  const t = useTranslations('pickups')
  const locale = parseLocale(useLocale())
  const toast = useToast()
  const { failure, pickup, fail, clear } = useChange(merchantSlug, opened)
  const { slots, load, refresh } = useSlots(merchantSlug, pickup.city, null, { pickupId: pickup.id })
  const [commandId] = useState(() => v7())
  const form = useForm<ReschedulePickupInput>({
    resolver: zodResolver(reschedulePickupInput),
    defaultValues: {
      commandId,
      pickupId: pickup.id,
      expectedVersion: pickup.version,
      slot: { date: '', from: '', to: '' },
      reason: '',
    },
  })
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState
  const chosen = useWatch({ control: form.control, name: 'slot' })
  const allowed = pickupAllows('reschedule', pickup.status)
  const slotFailure = errors.slot?.message ?? (errors.slot?.date ? t('failures.slot') : undefined)

  function choose(slot: SlotInput) {
    form.setValue('slot', slot)
    form.clearErrors('slot')
  }

  async function send(input: ReschedulePickupInput) {
    clear()
    const { date, from, to } = input.slot
    if (date === pickup.slot.date && from === pickup.slot.from && to === pickup.slot.to) {
      return form.setError('slot', { type: 'same', message: t('reschedule.same') })
    }
    const body = { ...input, expectedVersion: pickup.version }
    const result = await submitReschedule(merchantSlug, body).catch(() => null)
    if (result?.ok) {
      toast({ tone: 'green', text: t('reschedule.done', { when: formatSlot(input.slot, locale) }) })
      return onClose()
    }
    form.setError('root.server', { type: 'refused' })
    if (result && (result.error.code === 'slot_full' || result.error.code === 'slot_closed')) {
      const full = result.error.code === 'slot_full'
      form.setValue('slot', { date: '', from: '', to: '' })
      form.setError('slot', { type: 'refused', message: t(`refusals.slot.${full ? 'full' : 'closed'}`) })
      return refresh(pickup.city)
    }
    await fail(result?.error ?? null)
  }

  return (
    <form
      method="post"
      noValidate
      onSubmit={(event) => {
        if (isSubmitting || isSubmitSuccessful) event.preventDefault()
        else void form.handleSubmit(send)(event)
      }}
    >
      <h3 id="reschedule-slot" className="mb-1.5 text-sm font-medium">
        {t('reschedule.slot')}
      </h3>
      {slots.state === 'ready' && slots.slots.length > 0 ? (
        <SlotPicker
          slots={slots.slots}
          value={chosen.date === '' ? null : chosen}
          onChange={choose}
          today={today}
          labelledBy="reschedule-slot"
          describedBy={slotFailure ? 'reschedule-slot-error' : undefined}
          invalid={slotFailure !== undefined}
          disabled={!allowed}
          autoFocus
          foot={<Failure id="reschedule-slot-error" text={slotFailure} />}
        />
      ) : (
        <SlotAbsence slots={slots} onRetry={() => load(pickup.city)} />
      )}
      <Field
        id="reschedule-reason"
        label={t('reschedule.reason')}
        required
        className="mt-2"
        error={
          errors.reason
            ? t(errors.reason.type === 'too_big' ? 'failures.tooLong' : 'failures.why')
            : undefined
        }
      >
        {(aria) => (
          <Textarea
            {...aria}
            {...form.register('reason')}
            rows={2}
            maxLength={1000}
            placeholder={t('reschedule.reasonPlaceholder')}
          />
        )}
      </Field>
      {failure ? <ChangeNotice failure={failure} command="reschedule" timeZone={timeZone} /> : null}
      <DialogFoot>
        <Button onClick={onClose}>{t('dialog.back')}</Button>
        <Button
          type="submit"
          variant="primary"
          pending={isSubmitting || isSubmitSuccessful}
          disabled={!allowed}
        >
          {t('reschedule.submit')}
        </Button>
      </DialogFoot>
    </form>
  )
}
