'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { v7 } from 'uuid'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { Textarea } from '@/components/ui/textarea'
import { useToast } from '@/components/ui/toast'
import { formatSlot } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { submitCancellation } from '@/lib/pickups/actions'
import { pickupAllows } from '@/lib/pickups/machine'
import { cancelPickupInput, type CancelPickupInput } from '@/lib/pickups/schemas'
import { ChangeNotice, useChange } from './change-notice'
import { DialogFoot } from './dialog-foot'
import type { PickupDialogProps } from './reschedule-dialog'
import { useReturnFocus } from './use-return-focus'

/** Calls a task off; the return stays. Stands inside ClientMessages with `pickups` and `errors`. */
export function CancelDialog(props: Omit<PickupDialogProps, 'today'>) {
  const t = useTranslations('pickups')
  const locale = parseLocale(useLocale())
  const { number, slot } = props.pickup
  useReturnFocus(props.open)
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={t('cancel.title')}
      description={t('cancel.lead', { number, when: formatSlot(slot, locale) })}
      closeLabel={t('dialog.close')}
    >
      <Body {...props} />
    </Dialog>
  )
}

function Body({ merchantSlug, timeZone, pickup: opened, onClose }: Omit<PickupDialogProps, 'today'>) {
  const t = useTranslations('pickups')
  const toast = useToast()
  const { failure, pickup, fail, clear } = useChange(merchantSlug, opened)
  const [commandId] = useState(() => v7())
  const form = useForm<CancelPickupInput>({
    resolver: zodResolver(cancelPickupInput),
    defaultValues: { commandId, pickupId: pickup.id, expectedVersion: pickup.version, reason: '' },
  })
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState
  const allowed = pickupAllows('cancel', pickup.status)

  async function send(input: CancelPickupInput) {
    clear()
    const body = { ...input, expectedVersion: pickup.version }
    const result = await submitCancellation(merchantSlug, body).catch(() => null)
    if (result?.ok) {
      toast({ tone: 'green', text: t('cancel.done', { number: pickup.number }) })
      return onClose()
    }
    form.setError('root.server', { type: 'refused' })
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
      {pickup.status === 'on_way' ? (
        <Notice tone="amber" icon="truck" className="mb-4">
          {t('cancel.onWay')}
        </Notice>
      ) : null}
      <Field
        id="cancel-reason"
        label={t('cancel.reason')}
        required
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
            rows={3}
            maxLength={1000}
            placeholder={t('cancel.reasonPlaceholder')}
            autoFocus
          />
        )}
      </Field>
      {failure ? <ChangeNotice failure={failure} command="cancel" timeZone={timeZone} /> : null}
      <DialogFoot>
        <Button onClick={onClose}>{t('cancel.keep')}</Button>
        <Button
          type="submit"
          variant="danger"
          pending={isSubmitting || isSubmitSuccessful}
          disabled={!allowed}
        >
          {t('cancel.submit')}
        </Button>
      </DialogFoot>
    </form>
  )
}
