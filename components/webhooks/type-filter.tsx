'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Select } from '@/components/ui/select'

type TypeFilterProps = {
  label: string
  /** The choice of none. */
  any: string
  value: string
  options: { value: string; label: string }[]
  /** The address without a type. */
  base: string
}

/** Narrows the log to one type of event. */
export function TypeFilter({ label, any, value, options, base }: TypeFilterProps) {
  const router = useRouter()
  const [pending, start] = useTransition()
  return (
    <Select
      aria-label={label}
      aria-busy={pending || undefined}
      value={value}
      onChange={(event) => {
        const type = event.currentTarget.value
        const join = base.includes('?') ? '&' : '?'
        start(() => router.push((type ? `${base}${join}type=${type}` : base) as Route, { scroll: false }))
      }}
    >
      <option value="">{any}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Select>
  )
}
