'use client'

import type { Route } from 'next'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useTransition, type FormEvent } from 'react'

export type FilterGroup = {
  title: string
} & (
  | {
      kind: 'options'
      /** The parameter that lists the chosen values. */
      param: string
      options: { value: string; label: string; inner?: boolean }[]
      chosen: readonly string[]
    }
  | { kind: 'days'; from: DayField; to: DayField }
)
type DayField = { param: string; label: string; value: string }

/** Every change is applied at once, by a change of the address. */
export default function FilterPanel({
  groups,
  keep = {},
}: {
  groups: FilterGroup[]
  keep?: Record<string, string>
}) {
  const router = useRouter()
  const pathname = usePathname()
  const search = useSearchParams()
  const [pending, start] = useTransition()

  function apply(event: FormEvent<HTMLFormElement>) {
    const form = new FormData(event.currentTarget)
    const next = new URLSearchParams(search)
    for (const name of ['cursor', 'peek']) next.delete(name)
    for (const [name, value] of Object.entries(keep)) next.set(name, value)
    for (const group of groups) {
      const names = group.kind === 'options' ? [group.param] : [group.from.param, group.to.param]
      for (const name of names) {
        const value = form.getAll(name).join()
        if (value === '') next.delete(name)
        else next.set(name, value)
      }
    }
    const text = next.toString().replaceAll('%2C', ',')
    start(() => router.push(`${pathname}${text === '' ? '' : `?${text}`}` as Route, { scroll: false }))
  }

  return (
    <form
      aria-busy={pending || undefined}
      onChange={apply}
      onSubmit={(event) => event.preventDefault()}
      className={`grid gap-x-6 gap-y-4 p-4 ${groups.length > 1 ? 'sm:w-136 sm:grid-cols-2' : 'sm:w-56'}`}
    >
      {groups.map((group) => (
        <fieldset key={group.title} className="min-w-0">
          <legend className="mb-1 text-xs text-ink-3">{group.title}</legend>
          {group.kind === 'days' ? (
            <div className="grid grid-cols-2 gap-2">
              {[group.from, group.to].map(({ param, label, value }) => (
                <label key={param} className="text-sm text-ink-2">
                  {label}
                  <input
                    type="date"
                    name={param}
                    defaultValue={value}
                    className="field-control h-8 px-2! pointer-coarse:h-10"
                  />
                </label>
              ))}
            </div>
          ) : (
            <div className="max-h-72 overflow-y-auto">
              {group.options.map(({ value, label, inner }) => (
                <label
                  key={value}
                  className={`flex min-h-7 items-center gap-2 rounded px-1 hover:bg-hover pointer-coarse:min-h-10 ${inner ? 'pl-6' : ''}`}
                >
                  <input
                    type="checkbox"
                    className="check"
                    name={group.param}
                    value={value}
                    defaultChecked={group.chosen.includes(value)}
                  />
                  <span className="min-w-0 truncate">{label}</span>
                </label>
              ))}
            </div>
          )}
        </fieldset>
      ))}
    </form>
  )
}
