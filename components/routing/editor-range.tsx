'use client'

import { useTranslations } from 'next-intl'
import { Input } from '@/components/ui/input'
import { formatMoney } from '@/lib/i18n/format'
import type { RangeField } from '@/lib/routing/schemas'
import { kilogramsText, sumText } from '@/lib/typed-numbers'
import { useEditor } from './editor-context'
import type { Fault } from './editor-faults'
import { boundOf } from './editor-form'

type RangeProps = {
  id: string
  field: RangeField
  /** Of the condition. */
  name: string
  from: string
  to: string
  faults: readonly Fault[]
  describedBy: string | undefined
  onChange: (more: { from: string } | { to: string }) => void
}

/** «от 5 000 и меньше 10 000 ₽»: sums, kilograms or numbers of attempts, either end of which may be open. */
export function RangeInputs({ id, field, name, from, to, faults, describedBy, onChange }: RangeProps) {
  const t = useTranslations('ruleEditor.range')
  const { writing } = useEditor()
  const sign = formatMoney(0, writing.currency, writing.locale).replace(/[\d\s.,]/g, '')
  const unit = field === 'attempt' ? null : field === 'weight' ? t('kilograms') : sign
  const kind = field === 'attempt' ? 'attempt' : 'amount'

  /** Put into its usual writing when it is left. */
  function tidy(typed: string, isTo: boolean): string {
    const bound = boundOf(field, typed, isTo, writing)
    if (bound === null || !Number.isSafeInteger(bound) || bound < 0) return typed
    if (field === 'attempt') return String(isTo ? bound - 1 : bound)
    return field === 'weight' ? kilogramsText(bound, writing.locale) : sumText(bound, writing)
  }

  function input(end: 'from' | 'to') {
    const typed = end === 'from' ? from : to
    const wrong = faults.some(({ path }) => path.endsWith(`.${end}`))
    const set = (text: string) => onChange(end === 'from' ? { from: text } : { to: text })
    return (
      <Input
        id={end === 'from' ? id : undefined}
        aria-label={t(`${end}Of`, { name })}
        aria-invalid={wrong || undefined}
        aria-describedby={describedBy}
        inputMode={field === 'attempt' ? 'numeric' : 'decimal'}
        autoComplete="off"
        maxLength={24}
        value={typed}
        placeholder={t('any')}
        onChange={(event) => set(event.target.value)}
        onBlur={() => {
          const tidied = tidy(typed, end === 'to')
          if (tidied !== typed) set(tidied)
        }}
        className={`tabular px-2! text-center leading-5 font-medium placeholder:font-normal ${field === 'attempt' ? 'w-18!' : 'w-24!'}`}
      />
    )
  }

  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-1.5">
      {t(`${kind}.from`)}
      {input('from')}
      {t(`${kind}.to`)}
      <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
        {input('to')}
        {unit}
      </span>
    </span>
  )
}
