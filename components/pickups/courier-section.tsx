'use client'

import { useTranslations } from 'next-intl'
import { useFormContext } from 'react-hook-form'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Section } from '@/components/ui/section'
import { Textarea } from '@/components/ui/textarea'
import type { PickupForm } from '@/lib/pickups/rules'
import { useFailures } from './failures'

const tasks = ['packagingCheck', 'photos', 'act'] as const

/** What the courier must do besides fetching. */
export function CourierSection() {
  const t = useTranslations('pickups.courier')
  const { register } = useFormContext<PickupForm>()
  const failureOf = useFailures()
  return (
    <Section id="courier" title={t('title')}>
      <fieldset className="grid gap-x-6 gap-y-2 sm:grid-cols-3">
        <legend className="sr-only">{t('title')}</legend>
        {tasks.map((task) => (
          <Checkbox
            key={task}
            label={t(`${task}.label`)}
            hint={t(`${task}.hint`)}
            {...register(`requirements.${task}`)}
          />
        ))}
      </fieldset>
      <div className="mt-4">
        <Field id="comment" label={t('comment')} optional={t('optional')} error={failureOf('comment')}>
          {(aria) => (
            <Textarea
              {...aria}
              {...register('comment')}
              rows={2}
              maxLength={1000}
              placeholder={t('commentPlaceholder')}
            />
          )}
        </Field>
      </div>
    </Section>
  )
}
