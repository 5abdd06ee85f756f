'use client'

import { useLocale, useTranslations } from 'next-intl'
import { CopyButton } from '@/components/ui/copy-button'
import { Notice } from '@/components/ui/notice'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { verifySample } from '@/lib/webhooks/sample'

type SecretPanelProps = {
  secret: string
  timeZone: string
  /** Until when the secret before works as well. */
  previousUntil?: string
}

/** The secret, for the only time, and what the shop's programmer does with it. */
export function SecretPanel({ secret, timeZone, previousUntil }: SecretPanelProps) {
  const t = useTranslations('webhooks.secret')
  const locale = parseLocale(useLocale())
  return (
    <div className="space-y-4">
      <Notice tone="amber" icon="key-round" live="polite">
        {t('once')}
      </Notice>
      <p className="rounded-md bg-sunken px-3 py-2 font-mono text-sm break-all">
        <CopyButton
          value={secret}
          label={t('copy')}
          copiedLabel={t('copied')}
          className="w-full justify-between"
        >
          <span className="break-all whitespace-normal">{secret}</span>
        </CopyButton>
      </p>
      {previousUntil ? (
        <p className="text-ink-2">
          {t('both', { when: formatDateTime(previousUntil, { locale, timeZone }) })}
        </p>
      ) : null}
      <VerifyHelp />
    </div>
  )
}

/** How a receiver checks that a message is ours. */
export function VerifyHelp() {
  const t = useTranslations('webhooks.secret')
  return (
    <details>
      <summary className="w-fit font-medium text-ink-2 hover:text-ink">{t('verify')}</summary>
      <p className="mt-2 text-ink-2">{t('verifyText', { raw: 'rawBody' })}</p>
      <div className="relative mt-2">
        <pre className="overflow-x-auto rounded-md bg-sunken p-3 pr-10 font-mono text-xs" tabIndex={0}>
          {verifySample}
        </pre>
        <CopyButton
          value={verifySample}
          label={t('copyCode')}
          copiedLabel={t('copiedCode')}
          className="absolute top-2.5 right-2.5"
        />
      </div>
    </details>
  )
}
