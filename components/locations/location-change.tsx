'use client'

import type { Route } from 'next'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useReturnFocus } from '@/components/pickups/use-return-focus'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { submitLocationChange } from '@/lib/locations/actions'
import type { LocationDetails } from '@/lib/locations/queries'
import type { ChangeLocationInput } from '@/lib/locations/schemas'
import { locationsHref } from '@/lib/locations/search'
import { useCommandId } from './command-id'
import { FailureNotice, type Failed } from './failure-text'
import { SenderList } from './sender-list'

type ChangeProps = { merchantSlug: string; timeZone: string; details: LocationDetails; now: Date }
type Change = ChangeLocationInput['change']

const done = { close: 'closed', reopen: 'reopened', make_default: 'defaulted' } as const

/** Makes a place the default one, closes it for good or opens it again. */
export function LocationChange({ merchantSlug, timeZone, details, now }: ChangeProps) {
  const t = useTranslations('locations')
  const router = useRouter()
  const toast = useToast()
  const commandId = useCommandId()
  const [asking, setAsking] = useState(false)
  const [pending, setPending] = useState<Change | null>(null)
  const [failed, setFailed] = useState<Failed>()
  const { location } = details
  useReturnFocus(asking)

  async function change(what: Change) {
    if (pending) return
    setPending(what)
    setFailed(undefined)
    const said = { locationId: location.id, expectedVersion: location.version, change: what }
    const result = await submitLocationChange(merchantSlug, { ...said, commandId: commandId(said) }).catch(
      () => null,
    )
    setPending(null)
    if (result?.ok) {
      toast({ tone: 'green', text: t(`closing.${done[what]}`, { name: location.name }) })
      setAsking(false)
    } else setFailed(result?.error ?? 'unreachable')
    // What stands beside the buttons is by now another.
    router.refresh()
  }

  const failure = failed ? <Failure failed={failed} timeZone={timeZone} /> : null
  if (location.closedAt) {
    return (
      <>
        <Button icon="rotate-ccw" pending={pending === 'reopen'} onClick={() => change('reopen')}>
          {t('side.reopen')}
        </Button>
        {failure}
      </>
    )
  }
  if (location.isDefault) {
    return (
      <p className="text-ink-2">
        {t.rich('side.isDefault', {
          link: (chunks) => (
            <Link
              href={locationsHref(merchantSlug) as Route}
              className="text-accent-ink underline underline-offset-2"
            >
              {chunks}
            </Link>
          ),
        })}
      </p>
    )
  }
  return (
    <>
      {location.kind === 'hub' ? null : (
        <div className="mb-4">
          <Button
            icon="badge-check"
            pending={pending === 'make_default'}
            onClick={() => change('make_default')}
          >
            {t('side.makeDefault')}
          </Button>
          <p className="mt-1 text-sm text-ink-3">{t('side.makeDefaultHint')}</p>
        </div>
      )}
      <Button
        variant="danger"
        icon="ban"
        onClick={() => {
          setFailed(undefined)
          setAsking(true)
        }}
      >
        {t('side.close')}
      </Button>
      {asking ? null : failure}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('closing.title', { name: location.name })}
        description={t('closing.lead')}
        closeLabel={t('closing.cancel')}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{t('closing.cancel')}</Button>
            <Button variant="danger" pending={pending === 'close'} onClick={() => change('close')}>
              {t('closing.submit')}
            </Button>
          </>
        }
      >
        <Consequences slug={merchantSlug} timeZone={timeZone} details={details} now={now} />
        {failure}
      </Dialog>
    </>
  )
}

/** What will be different once it is closed. */
function Consequences({
  slug,
  timeZone,
  details,
  now,
}: Omit<ChangeProps, 'merchantSlug'> & { slug: string }) {
  const t = useTranslations('locations.closing')
  const { senders, headed } = details
  const { waiting, onTheWay } = headed
  if (senders.length === 0 && waiting + onTheWay === 0) return <p>{t('nothing')}</p>
  return (
    <div className="space-y-3">
      {senders.length > 0 ? (
        <>
          <p>{t('rules')}</p>
          <SenderList senders={senders} slug={slug} timeZone={timeZone} now={now} />
        </>
      ) : null}
      {senders.some(({ otherwise, state }) => otherwise && state !== 'draft') ? (
        <Notice tone="amber">{t('otherwise')}</Notice>
      ) : null}
      {waiting > 0 ? <p>{t('waiting', { count: waiting })}</p> : null}
      {onTheWay > 0 ? <p>{t('onTheWay', { count: onTheWay })}</p> : null}
    </div>
  )
}

function Failure({ failed, timeZone }: { failed: Failed; timeZone: string }) {
  const t = useTranslations('locations.closing')
  const locale = parseLocale(useLocale())
  if (failed !== 'unreachable' && failed.code === 'conflict') {
    const { who, at } = failed.params ?? {}
    return (
      <Notice tone="amber" icon="users" live="assertive" className="mt-3">
        {who && at
          ? t('conflictBy', { who: String(who), when: formatDateTime(at, { locale, timeZone }) })
          : t('conflict')}
      </Notice>
    )
  }
  const why = failed !== 'unreachable' && failed.code === 'not_allowed_now' ? failed.params?.why : undefined
  if (why === 'default' || why === 'closed' || why === 'open' || why === 'hub') {
    return (
      <Notice tone="amber" live="assertive" className="mt-3">
        {t(`why.${why}`)}
      </Notice>
    )
  }
  return <FailureNotice failed={failed} className="mt-3" />
}
