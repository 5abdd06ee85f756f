'use client'

import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Notice } from '@/components/ui/notice'
import type { Failed } from './saving'

/** Why nothing was written, and what to do. What was typed stands where it stood. */
export function DraftRefusal({ failed, className }: { failed: Failed; className?: string }) {
  const t = useTranslations()
  const here = usePathname()
  const code = failed === 'unreachable' ? failed : failed.code

  function text() {
    if (code === 'unreachable' || code === 'invalid') return t(`drafts.refusals.${code}`)
    if (code !== 'unauthenticated') return t(`errors.${code}`)
    return t.rich('drafts.refusals.unauthenticated', {
      link: (chunks) => (
        <Link
          href={`/sign-in?next=${encodeURIComponent(here)}` as Route}
          className="font-medium underline underline-offset-2"
        >
          {chunks}
        </Link>
      ),
    })
  }

  return (
    <Notice tone="red" live="assertive" className={className}>
      {text()}
    </Notice>
  )
}
