'use client'

import { useTranslations } from 'next-intl'
import { useId, useState, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import type { MapCodeInput } from '@/lib/carriers/schemas'
import type { MeaningGroup } from './meanings'
import { useMapping } from './use-mapping'

type MeaningFormProps = {
  merchantSlug: string
  word: Pick<MapCodeInput, 'carrierId' | 'kind' | 'code'>
  /** As the carrier writes it. */
  told: string
  groups: MeaningGroup[]
  /** What it means until now. */
  meaning?: string
  submit: string
  cancel?: ReactNode
  autoFocus?: boolean
  onDone: () => void
}

export function MeaningForm(props: MeaningFormProps) {
  const { merchantSlug, word, told, groups, meaning: before = '', submit, cancel, autoFocus, onDone } = props
  const t = useTranslations('carriers.meaning')
  const id = useId()
  const known = groups.some(({ options }) => options.some(({ value }) => value === before))
  const [meaning, setMeaning] = useState(known ? before : '')
  const mapping = useMapping(merchantSlug, word, onDone)
  return (
    <form
      noValidate
      className="flex flex-wrap items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void mapping.send(meaning)
      }}
    >
      <Field
        id={id}
        label={
          <>
            <span aria-hidden>{t('label')}</span>
            <span className="sr-only">{t('labelOf', { word: told })}</span>
          </>
        }
        error={mapping.error}
        className="flex-1 basis-44"
      >
        {(aria) => (
          <Select
            {...aria}
            value={meaning}
            autoFocus={autoFocus}
            onChange={(event) => {
              setMeaning(event.target.value)
              mapping.clear()
            }}
          >
            <option value="">{t('choose')}</option>
            {groups.map(({ label, options }) => (
              <optgroup key={label} label={label}>
                {options.map((option) => (
                  <option key={option.value} value={option.value}>
                    {option.label}
                  </option>
                ))}
              </optgroup>
            ))}
          </Select>
        )}
      </Field>
      <div className="flex gap-2 max-sm:w-full sm:pt-6">
        <Button type="submit" variant="primary" pending={mapping.pending}>
          {submit}
        </Button>
        {cancel}
      </div>
    </form>
  )
}
