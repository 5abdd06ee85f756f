'use client'

import type { Route } from 'next'
import { useLocale, useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useRef, useState, useTransition } from 'react'
import { v7 } from 'uuid'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { Result } from '@/lib/result'
import { submitEndpointRemoval, submitEndpointSwitch, submitRotation } from '@/lib/webhooks/actions'
import { editEndpointHref, webhooksHref } from '@/lib/webhooks/search'
import { refusalText, type Failed } from './refusal-text'
import { SecretPanel } from './secret-panel'

type EndpointActionsProps = {
  merchantSlug: string
  timeZone: string
  endpoint: { id: string; version: number; name: string; on: boolean; previousUntil: string | null }
}

/** What can be done with an endpoint. */
export function EndpointActions({ merchantSlug, timeZone, endpoint }: EndpointActionsProps) {
  const t = useTranslations('webhooks.actions')
  const toast = useToast()
  const [dialog, setDialog] = useState<'rotate' | 'remove' | null>(null)
  const { pending, failed, send, clear } = useSend()
  const held = { endpointId: endpoint.id, expectedVersion: endpoint.version }

  function open(which: 'rotate' | 'remove') {
    clear()
    setDialog(which)
  }

  return (
    <>
      {endpoint.on ? (
        <LinkButton href={editEndpointHref(merchantSlug, endpoint.id)} icon="pencil">
          {t('edit')}
        </LinkButton>
      ) : null}
      <Button icon="key-round" onClick={() => open('rotate')}>
        {t('rotate')}
      </Button>
      <Button
        variant={endpoint.on ? 'secondary' : 'primary'}
        pending={pending && dialog === null}
        onClick={() =>
          send(
            (commandId) => submitEndpointSwitch(merchantSlug, { ...held, commandId, on: !endpoint.on }),
            () => toast({ tone: 'green', text: t(endpoint.on ? 'switchedOff' : 'switchedOn') }),
          )
        }
      >
        {t(endpoint.on ? 'switchOff' : 'switchOn')}
      </Button>
      {endpoint.on ? null : (
        <LinkButton href={editEndpointHref(merchantSlug, endpoint.id)} icon="pencil">
          {t('edit')}
        </LinkButton>
      )}
      <Button variant="danger" icon="trash" iconOnly onClick={() => open('remove')}>
        {t('remove')}
      </Button>
      {failed && dialog === null ? <Failure failed={failed} timeZone={timeZone} /> : null}
      <RotateDialog
        merchantSlug={merchantSlug}
        timeZone={timeZone}
        held={held}
        previousUntil={endpoint.previousUntil}
        open={dialog === 'rotate'}
        onClose={() => setDialog(null)}
      />
      <RemoveDialog
        merchantSlug={merchantSlug}
        timeZone={timeZone}
        held={held}
        name={endpoint.name}
        open={dialog === 'remove'}
        onClose={() => setDialog(null)}
      />
    </>
  )
}

type Held = { endpointId: string; expectedVersion: number }
type DialogProps = {
  merchantSlug: string
  timeZone: string
  held: Held
  open: boolean
  onClose: () => void
}

function RotateDialog({
  merchantSlug,
  held,
  timeZone,
  previousUntil,
  open,
  onClose,
}: DialogProps & { previousUntil: string | null }) {
  const t = useTranslations('webhooks')
  const locale = parseLocale(useLocale())
  const router = useRouter()
  const { pending, failed, send } = useSend()
  const [made, setMade] = useState<{ secret: string; previousUntil: string } | null>(null)

  function close() {
    onClose()
    if (made) router.refresh()
    setMade(null)
  }

  return (
    <Dialog
      open={open}
      onClose={close}
      title={t(made ? 'secret.title' : 'rotate.title')}
      closeLabel={t('actions.close')}
      footer={
        made ? (
          <Button variant="primary" onClick={close}>
            {t('secret.done')}
          </Button>
        ) : (
          <>
            <Button onClick={close}>{t('actions.keep')}</Button>
            <Button
              variant="primary"
              pending={pending}
              onClick={() =>
                send((commandId) => submitRotation(merchantSlug, { ...held, commandId }), setMade)
              }
            >
              {t('rotate.submit')}
            </Button>
          </>
        )
      }
    >
      {made ? (
        <SecretPanel secret={made.secret} previousUntil={made.previousUntil} timeZone={timeZone} />
      ) : (
        <>
          <p>{t('rotate.lead')}</p>
          {previousUntil ? (
            <Notice tone="blue" className="mt-3">
              {t('rotate.again', { when: formatDateTime(previousUntil, { locale, timeZone }) })}
            </Notice>
          ) : null}
          {failed ? <Failure failed={failed} timeZone={timeZone} /> : null}
        </>
      )}
    </Dialog>
  )
}

function RemoveDialog({ merchantSlug, timeZone, held, name, open, onClose }: DialogProps & { name: string }) {
  const t = useTranslations('webhooks')
  const router = useRouter()
  const toast = useToast()
  const { pending, failed, send } = useSend()
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('remove.title', { name })}
      closeLabel={t('actions.close')}
      footer={
        <>
          <Button onClick={onClose}>{t('actions.keep')}</Button>
          <Button
            variant="danger"
            pending={pending}
            onClick={() =>
              send(
                (commandId) => submitEndpointRemoval(merchantSlug, { ...held, commandId }),
                () => {
                  toast({ tone: 'green', text: t('actions.removed', { name }) })
                  router.push(webhooksHref(merchantSlug) as Route)
                },
              )
            }
          >
            {t('remove.submit')}
          </Button>
        </>
      }
    >
      <p>{t('remove.lead')}</p>
      {failed ? <Failure failed={failed} timeZone={timeZone} /> : null}
    </Dialog>
  )
}

function Failure({ failed, timeZone }: { failed: Failed; timeZone: string }) {
  const t = useTranslations()
  const locale = parseLocale(useLocale())
  const conflict = failed !== 'unreachable' && failed.code === 'conflict'
  return (
    <Notice
      tone={conflict ? 'amber' : 'red'}
      icon={conflict ? 'users' : undefined}
      live="assertive"
      className="mt-3 basis-full"
    >
      {refusalText(t, failed, (at) => formatDateTime(at, { locale, timeZone }))}
    </Notice>
  )
}

/** Sends a command; the same press sent again after a lost answer is the same command. */
function useSend() {
  const router = useRouter()
  const [failed, setFailed] = useState<Failed | null>(null)
  const [pending, start] = useTransition()
  const commandId = useRef('')

  function send<T>(submit: (commandId: string) => Promise<Result<T>>, done: (data: T) => void) {
    commandId.current ||= v7()
    start(async () => {
      setFailed(null)
      const answer = await submit(commandId.current).catch(() => null)
      if (!answer) return setFailed('unreachable')
      commandId.current = ''
      if (answer.ok) return done(answer.data)
      setFailed(answer.error)
      // The next press is about the endpoint as it became.
      if (answer.error.code === 'conflict') router.refresh()
    })
  }

  return { pending, failed, send, clear: () => setFailed(null) }
}
