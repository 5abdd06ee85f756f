'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/section'
import { formatPhone } from '@/lib/i18n/format'
import { parsePhone } from '@/lib/phone'
import type { PickupForm } from '@/lib/pickups/rules'
import { useFailures } from './failures'

const details = [
  { name: 'address.apartment', key: 'apartment', max: 20 },
  { name: 'address.entrance', key: 'entrance', max: 20 },
  { name: 'address.floor', key: 'floor', max: 20 },
  { name: 'address.postalCode', key: 'postalCode', max: 20 },
] as const

type PersonSectionProps = {
  /** Whether the order knew an address. */
  known: boolean
  /** The slots are those of the city, so they are asked for again when it was changed. */
  onCity: (city: string) => void
}

/** From whom and where: filled in from the order, and everything may be changed. */
export function PersonSection({ known, onCity }: PersonSectionProps) {
  const t = useTranslations('pickups.person')
  const { register, getValues, setValue } = useFormContext<PickupForm>()
  const failureOf = useFailures()
  const [more, setMore] = useState(() => Boolean(getValues('address.region') || getValues('address.comment')))
  const phone = register('recipient.phone')
  const city = register('address.city')

  return (
    <Section id="person" title={t('title')} description={t(known ? 'lead' : 'leadUnknown')}>
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        <Field id="recipient-name" label={t('name')} required error={failureOf('recipient.name')}>
          {(aria) => (
            <Input
              {...aria}
              {...register('recipient.name')}
              defaultValue={getValues('recipient.name')}
              maxLength={300}
              autoComplete="off"
            />
          )}
        </Field>
        <Field id="recipient-phone" label={t('phone')} required error={failureOf('recipient.phone')}>
          {(aria) => (
            <Input
              {...aria}
              {...phone}
              defaultValue={getValues('recipient.phone')}
              type="tel"
              inputMode="tel"
              maxLength={40}
              autoComplete="off"
              placeholder="+7 912 345-67-89"
              onBlur={(event) => {
                const parsed = parsePhone(event.target.value)
                if (parsed.ok) setValue('recipient.phone', formatPhone(parsed.phone))
                return phone.onBlur(event)
              }}
            />
          )}
        </Field>
      </div>
      <div className="mt-3 grid gap-x-4 gap-y-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
        <Field id="address-city" label={t('city')} required error={failureOf('address.city')}>
          {(aria) => (
            <Input
              {...aria}
              {...city}
              defaultValue={getValues('address.city')}
              maxLength={200}
              autoComplete="off"
              onBlur={(event) => {
                onCity(event.target.value.trim())
                return city.onBlur(event)
              }}
            />
          )}
        </Field>
        <Field id="address-line" label={t('line')} required error={failureOf('address.line')}>
          {(aria) => (
            <Input
              {...aria}
              {...register('address.line')}
              defaultValue={getValues('address.line')}
              maxLength={500}
              autoComplete="off"
            />
          )}
        </Field>
      </div>
      <div className="mt-3 grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
        {details.map(({ name, key, max }) => (
          <Field key={key} id={`address-${key}`} label={t(key)} error={failureOf(name)}>
            {(aria) => (
              <Input
                {...aria}
                {...register(name)}
                defaultValue={getValues(name)}
                maxLength={max}
                autoComplete="off"
              />
            )}
          </Field>
        ))}
      </div>
      {more ? (
        <div className="mt-3 grid gap-x-4 gap-y-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
          <Field id="address-region" label={t('region')} error={failureOf('address.region')}>
            {(aria) => <Input {...aria} {...register('address.region')} maxLength={200} autoComplete="off" />}
          </Field>
          <Field id="address-comment" label={t('addressComment')} error={failureOf('address.comment')}>
            {(aria) => (
              <Input
                {...aria}
                {...register('address.comment')}
                maxLength={1000}
                autoComplete="off"
                placeholder={t('addressCommentPlaceholder')}
              />
            )}
          </Field>
        </div>
      ) : (
        <Button variant="ghost" size="sm" icon="plus" className="mt-2 -ml-2" onClick={() => setMore(true)}>
          {t('more')}
        </Button>
      )}
    </Section>
  )
}
