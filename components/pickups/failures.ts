'use client'

import { useTranslations } from 'next-intl'
import { get, useFormContext, useFormState, type FieldError } from 'react-hook-form'
import { parsePhone } from '@/lib/phone'
import type { PickupForm } from '@/lib/pickups/rules'

/** What the server answered about a field; its sentence is ready. */
export const refusedByServer = 'refused'

type Translate = ReturnType<typeof useTranslations<'pickups.failures'>>

/** A sentence for what is wrong with a field, by its path (`items.0.reason`); undefined while nothing is. */
export function useFailures(): (path: string) => string | undefined {
  const t = useTranslations('pickups.failures')
  const { getValues } = useFormContext<PickupForm>()
  const { errors } = useFormState<PickupForm>()
  return (path) => {
    const error: Partial<FieldError> | undefined = get(errors, path)
    if (typeof error?.type !== 'string') return undefined
    if (error.type === refusedByServer) return error.message
    if (path === 'recipient.phone') return phoneFailure(t, getValues('recipient.phone'))
    return sentence(t, path, error.type)
  }
}

function phoneFailure(t: Translate, typed: string): string {
  const parsed = parsePhone(typed ?? '')
  return t(`phone.${parsed.ok ? 'not_a_phone' : parsed.issue}`)
}

function sentence(t: Translate, path: string, type: string): string {
  const name = path.replace(/^items\.\d+\./, 'item.')
  switch (name) {
    case 'items':
      return t('items')
    case 'item.reason':
      return t('reason')
    case 'item.quantity':
    case 'item.orderLineId':
      return t('quantity')
    case 'decision.comment':
      return type === 'too_big' ? t('tooLong') : t('decision')
    case 'recipient.name':
      return type === 'too_big' ? t('tooLong') : t('name')
    case 'address.city':
      return type === 'too_big' ? t('tooLong') : t('city')
    case 'address.line':
      return type === 'too_big' ? t('tooLong') : t('line')
    case 'slot.date':
    case 'slot':
      return t('slot')
    default:
      return t('tooLong')
  }
}
