'use client'

import { useTranslations } from 'next-intl'
import { useFormContext } from 'react-hook-form'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { Textarea } from '@/components/ui/textarea'
import type { CaseVerdict } from '@/lib/policies/verdict'
import type { PickupForm } from '@/lib/pickups/rules'
import { useFailures } from './failures'

export type DecisionNeeded = {
  verdict: CaseVerdict
  /** Whether who fills in the form may decide: then the task is the decision. */
  mayDecide: boolean
}

/** What stands between this task and a courier: somebody has to decide, or is about to by making it. */
export function DecisionPart({ verdict, mayDecide }: DecisionNeeded) {
  const t = useTranslations('pickups.decision')
  const { register } = useFormContext<PickupForm>()
  const failure = useFailures()('decision.comment')
  const { next, outcome } = verdict
  return (
    <div className="mb-3 space-y-3">
      <Notice tone="amber" icon="gavel" title={t(`why.${outcome}`)}>
        <p className="text-sm">{t(mayDecide ? 'approves' : next === 'decline' ? 'declines' : 'first')}</p>
      </Notice>
      {mayDecide && next !== 'wait' ? (
        <Field id="decision-comment" label={t('comment')} required error={failure} hint={t('commentHint')}>
          {(aria) => <Textarea {...aria} {...register('decision.comment')} rows={2} maxLength={4000} />}
        </Field>
      ) : null}
    </div>
  )
}
