'use client'

import { useTranslations } from 'next-intl'
import { createContext, use } from 'react'
import type { Writing } from '@/lib/typed-numbers'
import type { Fault } from './location-form'

type FormContext = { writing: Writing; faults: readonly Fault[] }

export const LocationFormContext = createContext<FormContext | null>(null)

/** How sums are written, and what is wrong at a place of the form, in words. */
export function useLocationForm() {
  const t = useTranslations('locations.issues')
  const context = use(LocationFormContext)
  if (!context) throw new Error('Stands inside a LocationFormContext')
  const { writing, faults } = context

  function sentence({ code, params }: Fault): string {
    if (code === 'taken') return params?.name ? t('taken', { name: String(params.name) }) : t('takenAny')
    return t.has(code as 'tooLong') ? t(code as 'tooLong', { most: Number(params?.most) }) : t('other')
  }

  return {
    writing,
    errorAt: (path: string): string | undefined => {
      const fault = faults.find((one) => one.path === path)
      return fault && sentence(fault)
    },
  }
}
