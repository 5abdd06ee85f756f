import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Section } from '@/components/ui/section'
import { VersionNote } from './version-note'

type InForceProps = {
  id: string
  title: string
  pill: ReactNode
  /** Since when and until when it holds, and by whom. */
  facts: ReactNode
  note: string | null
  open: { href: string; label: string }
  children: ReactNode
}

/** The version that holds now, with all that it says. */
export function InForce({ id, title, pill, facts, note, open, children }: InForceProps) {
  return (
    <Section
      id={id}
      title={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {title}
          {pill}
        </span>
      }
      description={facts}
      aside={
        <Link href={open.href as Route} className="text-sm text-accent-ink underline underline-offset-2">
          {open.label}
        </Link>
      }
    >
      <VersionNote note={note} className="mb-4" />
      {children}
    </Section>
  )
}
