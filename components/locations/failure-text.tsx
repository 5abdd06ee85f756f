'use client'

import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Notice } from '@/components/ui/notice'
import type { Refusal } from '@/lib/result'

/** What the server said, or that it could not be asked at all. */
export type Failed = Refusal | 'unreachable'

/** Why nothing was written, and what to do. What was typed stands where it stood. */
export function FailureNotice({ failed, className }: { failed: Failed; className?: string }) {
  const t = useTranslations()
  const here = usePathname()

  function text() {
    if (failed === 'unreachable') return t('locations.failures.unreachable')
    if (failed.code !== 'unauthenticated') return t(`errors.${failed.code}`)
    return t.rich('locations.failures.unauthenticated', {
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
