'use client'

import { useTranslations } from 'next-intl'
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/section'
import { Badge } from '@/components/ui/status-pill'
import type { LocalDate } from '@/lib/dates'
import { useLocationForm } from './location-context'
import type { LocationForm } from './location-form'

/** Days on which nothing is taken in, as ranges. */
export function ClosureFields({ today }: { today: LocalDate }) {
  const t = useTranslations('locations.form')
  const { control, register } = useFormContext<LocationForm>()
  const { errorAt } = useLocationForm()
  const list = useFieldArray({ control, name: 'closures' })
  const values = useWatch({ control, name: 'closures' })
  const over = (index: number) => {
    const last = values[index]?.to || values[index]?.from
    return last !== undefined && last !== '' && last < today
  }
  return (
    <Section id="location-closures" title={t('closures')} description={t('closureHint')}>
      {list.fields.length === 0 ? <p className="mb-3 text-ink-2">{t('closuresNone')}</p> : null}
      <ul className="max-w-3xl">
        {list.fields.map((field, index) => {
          const path = `closures.${index}` as const
          return (
            <li
              key={field.id}
              className="mb-3 grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-2 border-b border-hairline pb-3 sm:grid-cols-[10rem_10rem_minmax(0,1fr)_auto]"
            >
              <Field id={`${path}.from`} label={t('closureFrom')} error={errorAt(`${path}.from`)}>
                {(aria) => <Input {...aria} {...register(`${path}.from`)} type="date" className="tabular" />}
              </Field>
              <Field id={`${path}.to`} label={t('closureTo')} error={errorAt(`${path}.to`)}>
                {(aria) => (
                  <Input
                    {...aria}
                    {...register(`${path}.to`)}
                    type="date"
                    min={values[index]?.from || undefined}
                    className="tabular"
                  />
                )}
              </Field>
              <Field
                id={`${path}.note`}
                label={t('closureNote')}
                error={errorAt(`${path}.note`)}
                action={over(index) ? <Badge>{t('closurePast')}</Badge> : null}
                className="max-sm:col-span-2 max-sm:row-start-2"
              >
                {(aria) => (
                  <Input
                    {...aria}
                    {...register(`${path}.note`)}
                    maxLength={200}
                    autoComplete="off"
                    placeholder={t('closureNotePlaceholder')}
                  />
                )}
              </Field>
              <Button
                variant="ghost"
                icon="trash"
                iconOnly
                className="mt-6"
                onClick={() => list.remove(index)}
              >
                {t('closureRemove', { number: index + 1 })}
              </Button>
            </li>
          )
        })}
      </ul>
      {errorAt('closures') ? <p className="mb-2 text-sm text-red-ink">{errorAt('closures')}</p> : null}
      <Button
        icon="plus"
        size="sm"
        onClick={() =>
          list.append({ from: '', to: '', note: '' }, { focusName: `closures.${list.fields.length}.from` })
        }
      >
        {t('closureAdd')}
      </Button>
    </Section>
  )
}
