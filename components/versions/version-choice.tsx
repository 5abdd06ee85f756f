'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useId, useTransition } from 'react'
import { Select } from '@/components/ui/select'

type VersionChoiceProps = {
  label: string
  value: string
  options: readonly { key: string; label: string; href: string }[]
}

/** What a version is compared with: a choice that goes into the address. */
export function VersionChoice({ label, value, options }: VersionChoiceProps) {
  const router = useRouter()
  const id = useId()
  const [pending, start] = useTransition()
  return (
    <span className="flex max-w-full min-w-0 items-center gap-2" aria-busy={pending}>
      <label htmlFor={id} className="text-sm text-ink-2">
        {label}
      </label>
      <span className="min-w-0">
        <Select
          id={id}
          key={value}
          defaultValue={value}
          onChange={(event) => {
            const chosen = options.find(({ key }) => key === event.target.value)
            if (chosen) start(() => router.push(chosen.href as Route, { scroll: false }))
          }}
        >
          {options.map((option) => (
            <option key={option.key} value={option.key}>
              {option.label}
            </option>
          ))}
        </Select>
      </span>
    </span>
  )
}
