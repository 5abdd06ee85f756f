'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'

type NavLinkProps = {
  href: string
  /** Also current on the pages below it. */
  nested?: boolean
  className?: string
  children: ReactNode
}

/** A link that knows whether one is there; an address with a query must match that too. */
export function NavLink({ href, nested, className, children }: NavLinkProps) {
  const pathname = usePathname()
  const search = useSearchParams()
  const [path = '', query] = href.split('?')
  const here = pathname === path || (nested === true && pathname.startsWith(`${path}/`))
  const asked = new URLSearchParams(query)
  const current = here && [...asked].every(([name, value]) => search.get(name) === value)
  return (
    <Link href={href as Route} aria-current={current ? 'page' : undefined} className={className}>
      {children}
    </Link>
  )
}
