'use client'

import type { Route } from 'next'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { newPickupHref } from '@/lib/pickups/search'
import { allDrafts, dropDraft } from './draft'
import { useHydrated } from './use-hydrated'

function hrefOf(merchantSlug: string, subject: string): string {
  const [kind, ...rest] = subject.split(':')
  const name = rest.join(':')
  return newPickupHref(merchantSlug, kind === 'case' ? { caseNumber: Number(name) } : { order: name })
}

type DraftListProps = { merchantSlug: string; timeZone: string; hidden: boolean }

/** Tasks that were begun in this tab and not sent. */
export function DraftList({ merchantSlug, timeZone, hidden }: DraftListProps) {
  const t = useTranslations('pickups.drafts')
  const locale = parseLocale(useLocale())
  const hydrated = useHydrated()
  const [drafts, setDrafts] = useState(() => allDrafts(merchantSlug))

  if (!hydrated || hidden || drafts.length === 0) return null
  return (
    <section aria-labelledby="drafts" className="mt-6">
      <h2 id="drafts" className="mb-1.5 text-sm font-medium text-ink-2">
        {t('title')}
      </h2>
      <ul className="border-y border-hairline">
        {drafts.map((draft) => (
          <li
            key={draft.subject}
            className="flex items-center gap-2 border-hairline pr-1 not-first:border-t hover:bg-hover"
          >
            <Link
              href={hrefOf(merchantSlug, draft.subject) as Route}
              className="flex min-w-0 flex-1 items-center gap-3 px-3 py-2.5 -outline-offset-2"
            >
              <Icon name="pencil" className="text-amber" />
              <span className="min-w-0 flex-1 truncate">{draft.title}</span>
              <time className="shrink-0 text-sm text-ink-3">
                {formatDateTime(draft.savedAt, { locale, timeZone })}
              </time>
            </Link>
            <Button
              variant="ghost"
              size="sm"
              icon="trash"
              iconOnly
              onClick={() => {
                dropDraft(merchantSlug, draft.subject)
                setDrafts((all) => all.filter((one) => one.subject !== draft.subject))
              }}
            >
              {t('discard', { title: draft.title })}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
