'use client'

import Form from 'next/form'
import { usePathname, useSearchParams } from 'next/navigation'
import type { Route } from 'next'
import { Icon } from '@/components/ui/icon'
import { Kbd } from '@/components/ui/kbd'

/** The one search on top. Works before any script has come; on the list it shows what is searched for. */
export function SearchField({
  returnsHref,
  label,
  placeholder,
}: {
  returnsHref: string
  label: string
  placeholder: string
}) {
  const pathname = usePathname()
  const search = useSearchParams()
  const asked = pathname === returnsHref ? (search.get('q') ?? '') : ''
  return (
    <Form action={returnsHref as Route} role="search" className="relative w-full max-w-md">
      <Icon name="search" className="pointer-events-none absolute inset-y-0 left-2.5 my-auto text-ink-3" />
      <input
        key={asked}
        id="shell-search"
        type="search"
        name="q"
        defaultValue={asked}
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        maxLength={120}
        className="field-control peer h-8 border-edge! pr-9! pl-8! text-ellipsis focus-visible:border-accent! pointer-coarse:h-10"
      />
      <span className="pointer-events-none absolute inset-y-0 right-1.5 flex items-center peer-focus:hidden max-sm:hidden">
        <Kbd>/</Kbd>
      </span>
    </Form>
  )
}
