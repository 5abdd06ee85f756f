'use client'

import { useTranslations } from 'next-intl'
import { useFormContext } from 'react-hook-form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/section'
import { Select } from '@/components/ui/select'
import type { LocationSuggestions } from '@/lib/locations/queries'
import { locationKinds, type LocationKind } from '@/lib/locations/schemas'
import { useLocationForm } from './location-context'
import type { LocationForm } from './location-form'
import { MoneyInput } from './money-input'

type PlaceProps = {
  suggestions: LocationSuggestions
  /** Under which it is known so far; null for a new one. */
  codeBefore: string | null
  /** As they are typed now. */
  kind: LocationKind
  code: string
}

/** What the place is, and where. */
export function PlaceFields({ suggestions, codeBefore, kind, code }: PlaceProps) {
  const t = useTranslations('locations')
  const common = useTranslations('ui')
  const { register } = useFormContext<LocationForm>()
  const { errorAt } = useLocationForm()
  const renamed = codeBefore !== null && code.trim() !== codeBefore
  return (
    <Section id="location-what" title={t('form.what')}>
      <div className="grid max-w-3xl gap-x-5 gap-y-4 sm:grid-cols-2">
        <Field id="location-name" label={t('form.name')} required error={errorAt('name')}>
          {(aria) => (
            <Input
              {...aria}
              {...register('name')}
              maxLength={200}
              autoComplete="off"
              placeholder={t('form.namePlaceholder')}
            />
          )}
        </Field>
        <Field
          id="location-code"
          label={t('form.code')}
          required
          error={errorAt('code')}
          hint={renamed ? t('form.codeChange', { code: codeBefore }) : t('form.codeHint')}
        >
          {(aria) => (
            <Input
              {...aria}
              {...register('code')}
              maxLength={50}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              className="font-mono"
            />
          )}
        </Field>
        <Field
          id="location-kind"
          label={t('form.kind')}
          error={errorAt('kind')}
          hint={t(`kindHints.${kind}`)}
          className={kind === 'supplier' ? '' : 'sm:col-span-2 sm:max-w-[calc(50%-0.625rem)]'}
        >
          {(aria) => (
            <Select {...aria} {...register('kind')}>
              {locationKinds.map((one) => (
                <option key={one} value={one}>
                  {t(`kinds.${one}.one`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {kind === 'supplier' ? (
          <Field
            id="location-supplier"
            label={t('form.supplier')}
            optional={common('optional')}
            error={errorAt('supplier')}
            hint={t('form.supplierHint')}
          >
            {(aria) => (
              <Input
                {...aria}
                {...register('supplier')}
                maxLength={200}
                autoComplete="off"
                list="location-suppliers"
              />
            )}
          </Field>
        ) : null}
        <Field id="location-city" label={t('form.city')} required error={errorAt('city')}>
          {(aria) => (
            <Input
              {...aria}
              {...register('city')}
              maxLength={200}
              autoComplete="off"
              list="location-cities"
            />
          )}
        </Field>
        <Field
          id="location-address"
          label={t('form.address')}
          optional={common('optional')}
          error={errorAt('address')}
        >
          {(aria) => (
            <Input
              {...aria}
              {...register('address')}
              maxLength={500}
              autoComplete="off"
              placeholder={t('form.addressPlaceholder')}
            />
          )}
        </Field>
      </div>
      <Suggested id="location-suppliers" values={suggestions.suppliers} />
      <Suggested id="location-cities" values={suggestions.cities} />
    </Section>
  )
}

function Suggested({ id, values }: { id: string; values: readonly string[] }) {
  return (
    <datalist id={id}>
      {values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  )
}

/** What it costs to send goods there, and how many it takes. */
export function MoneyFields() {
  const t = useTranslations('locations.form')
  const common = useTranslations('ui')
  const { register } = useFormContext<LocationForm>()
  const { writing, errorAt } = useLocationForm()
  return (
    <Section id="location-money" title={t('money')}>
      <div className="grid max-w-3xl gap-x-5 gap-y-4 sm:grid-cols-3">
        {(['parcelCost', 'storageDayCost'] as const).map((field) => (
          <Field key={field} id={`location-${field}`} label={t(field)} error={errorAt(field)}>
            {(aria) => <MoneyInput {...aria} {...register(field)} writing={writing} placeholder="0" />}
          </Field>
        ))}
        <Field
          id="location-capacity"
          label={t('capacity')}
          optional={common('optional')}
          error={errorAt('capacity')}
          hint={t('capacityHint')}
        >
          {(aria) => (
            <Input
              {...aria}
              {...register('capacity')}
              inputMode="numeric"
              autoComplete="off"
              maxLength={9}
              className="tabular"
            />
          )}
        </Field>
      </div>
    </Section>
  )
}
