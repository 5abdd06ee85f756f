'use client'

import { useTranslations } from 'next-intl'
import { useFormContext, useWatch } from 'react-hook-form'
import { Section } from '@/components/ui/section'
import { countFroms } from '@/lib/policies/schemas'
import { wholeOf } from '@/lib/typed-numbers'
import { ChoiceSelect, NumberInput, Sentence } from './editor-controls'
import type { PolicyForm } from './editor-form'

/** A number that only chooses the form of a word: what is no number reads as many. */
export function countOf(typed: string): number {
  const whole = wholeOf(typed)
  return whole === undefined || Number.isNaN(whole) ? 5 : Math.abs(whole)
}

/** The window that all goods have: how long, from which day, and what a day off does to its end. */
export function WindowSection() {
  const t = useTranslations('policies.window')
  const { setValue } = useFormContext<PolicyForm>()
  const [days, countFrom, shift, writtenTerms] = useWatch<
    PolicyForm,
    readonly ['days', 'countFrom', 'shift', 'writtenTerms']
  >({ name: ['days', 'countFrom', 'shift', 'writtenTerms'] })
  return (
    <Section id="window" title={t('title')}>
      <div className="space-y-3">
        <Sentence
          paths={['days', 'countFrom']}
          hint={countFrom === 'handover' ? null : t('fromHint')}
          onFix={(_, value) => setValue('days', String(value))}
        >
          {t.rich('usual', {
            count: countOf(days),
            days: () => <NumberInput name="days" path="days" label={t('days')} />,
            from: () => (
              <ChoiceSelect name="countFrom" path="countFrom" label={t('from')}>
                {countFroms.map((from) => (
                  <option key={from} value={from}>
                    {t(`froms.${from}`)}
                  </option>
                ))}
              </ChoiceSelect>
            ),
          })}
        </Sentence>
        <Sentence paths={['extendToWorkingDay']} hint={shift === 'no' ? t('shiftHint') : null}>
          {t.rich('shift', {
            shift: () => (
              <ChoiceSelect name="shift" path="extendToWorkingDay" label={t('shiftLabel')}>
                {(['yes', 'no'] as const).map((one) => (
                  <option key={one} value={one}>
                    {t(`shifts.${one}`)}
                  </option>
                ))}
              </ChoiceSelect>
            ),
          })}
        </Sentence>
        <Sentence paths={['writtenTerms']} hint={t(`termsHint.${writtenTerms}`)}>
          {t.rich('terms', {
            terms: () => (
              <ChoiceSelect name="writtenTerms" path="writtenTerms" label={t('termsLabel')}>
                {(['every_order', 'as_recorded'] as const).map((one) => (
                  <option key={one} value={one}>
                    {t(`termsOptions.${one}`)}
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
