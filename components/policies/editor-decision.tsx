'use client'

import { useTranslations } from 'next-intl'
import { useFormContext, useWatch } from 'react-hook-form'
import { Section } from '@/components/ui/section'
import { roles } from '@/lib/permissions'
import { outsides } from '@/lib/policies/schemas'
import { controlId, useEditor } from './editor-context'
import { ChoiceSelect, NumberInput, Sentence, SumInput } from './editor-controls'
import { approvals, type PolicyForm } from './editor-form'
import { countOf } from './editor-window'

/** What is approved without a person, and what happens when the window is over. */
export function DecisionSection() {
  const t = useTranslations('policies.decision')
  const [approval, outside] = useWatch<PolicyForm, readonly ['approval', 'outside']>({
    name: ['approval', 'outside'],
  })
  const how = () => (
    <ChoiceSelect name="approval" path="autoApprove" label={t('approvalLabel')}>
      {approvals.map((one) => (
        <option key={one} value={one}>
          {t(`approvals.${one}`)}
        </option>
      ))}
    </ChoiceSelect>
  )
  return (
    <Section id="decision" title={t('title')}>
      <div className="space-y-3">
        <Sentence paths={['autoApprove', 'autoApprove.upTo']}>
          {approval === 'up_to'
            ? t.rich('approvalUpTo', {
                how,
                sum: () => <SumInput name="upTo" path="autoApprove.upTo" label={t('upTo')} />,
              })
            : t.rich('approval', { how })}
        </Sentence>
        <Sentence
          paths={['outside']}
          hint={outside === 'accept' && approval === 'any' ? null : t(`outsideHint.${outside}`)}
        >
          {t.rich('outside', {
            outside: () => (
              <ChoiceSelect name="outside" path="outside" label={t('outsideLabel')}>
                {outsides.map((one) => (
                  <option key={one} value={one}>
                    {t(`outsides.${one}`)}
                  </option>
                ))}
              </ChoiceSelect>
            ),
          })}
        </Sentence>
      </div>
    </Section>
  )
}

/** How often the courier tries, and who is told before a window ends. */
export function WorkSection() {
  const t = useTranslations('policies.work')
  const { issueAt } = useEditor()
  const { register } = useFormContext<PolicyForm>()
  const [attempts, warnDays] = useWatch<PolicyForm, readonly ['pickupAttempts', 'warnDays']>({
    name: ['pickupAttempts', 'warnDays'],
  })
  const rolesPath = 'warning.roles'
  const wrong = issueAt(rolesPath)
  return (
    <Section id="work" title={t('title')}>
      <div className="space-y-3">
        <Sentence paths={['pickupAttempts']}>
          {t.rich('attempts', {
            count: countOf(attempts),
            times: () => (
              <NumberInput name="pickupAttempts" path="pickupAttempts" label={t('attemptsLabel')} />
            ),
          })}
        </Sentence>
        <Sentence paths={['warning.daysBefore', rolesPath]}>
          {t.rich(countOf(warnDays) === 0 ? 'warningToday' : 'warning', {
            count: countOf(warnDays),
            days: () => <NumberInput name="warnDays" path="warning.daysBefore" label={t('warningLabel')} />,
          })}{' '}
          <span
            role="group"
            id={controlId(rolesPath)}
            aria-label={t('rolesLabel')}
            aria-describedby={wrong ? `${controlId(rolesPath)}-error` : undefined}
            data-wrong={wrong ? '' : undefined}
            className="inline-flex flex-wrap items-center gap-x-4"
          >
            {roles.map((role) => (
              <label key={role} className="inline-flex items-center gap-2">
                <input type="checkbox" className="check" value={role} {...register('warnRoles')} />
                {t(`roles.${role}`)}
              </label>
            ))}
          </span>
        </Sentence>
      </div>
    </Section>
  )
}
