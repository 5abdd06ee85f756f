'use client'

import type { Route } from 'next'
import { useLocale, useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useHydrated } from '@/components/pickups/use-hydrated'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { endpointHref, webhooksHref } from '@/lib/webhooks/search'
import { EndpointConflictNotice } from './endpoint-conflict'
import { useEndpointEditing, type Opened, type Restored } from './endpoint-editing'
import { keptEndpoints } from './endpoint-kept'
import { EventChoice } from './event-choice'
import { fieldTexts, refusalText } from './refusal-text'
import { SecretPanel } from './secret-panel'

type EndpointFormProps = {
  merchantSlug: string
  timeZone: string
  /** Absent: a new one. */
  endpoint?: Opened
}

/** Makes or changes an endpoint; a new one's secret is shown in its place when it is made. */
export function EndpointForm(props: EndpointFormProps) {
  const { merchantSlug, endpoint } = props
  const keptName = `${merchantSlug}:${endpoint?.id ?? 'new'}`
  const [kept] = useState(() => keptEndpoints.read(keptName))
  // What was typed lies in the browser, so the server draws the form without it.
  const restored = useHydrated() ? kept : null
  return <Form key={restored ? 'kept' : 'fresh'} {...props} keptName={keptName} restored={restored} />
}

type FormProps = EndpointFormProps & { keptName: string; restored: Restored }

function Form({ merchantSlug, timeZone, endpoint, keptName, restored }: FormProps) {
  const t = useTranslations()
  const locale = parseLocale(useLocale())
  const router = useRouter()
  const toast = useToast()
  const form = useRef<HTMLFormElement>(null)
  const [made, setMade] = useState<{ id: string; secret: string } | null>(null)
  const [told, setTold] = useState(restored !== null)
  const back = endpoint ? endpointHref(merchantSlug, endpoint.id) : webhooksHref(merchantSlug)
  const editing = useEndpointEditing({
    merchantSlug,
    endpoint,
    keptName,
    restored,
    onDone: ({ id, secret }) => {
      if (secret !== null) return setMade({ id, secret })
      toast({ tone: 'green', text: t('webhooks.form.saved') })
      router.push(back as Route)
    },
  })
  const { draft, failed, conflict, pending, change } = editing
  const wrong = failed ? fieldTexts(t, failed) : {}

  // After the errors are drawn: the first thing that is wrong gets the focus.
  useEffect(() => {
    if (!failed) return
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong] input')?.focus()
  }, [failed])

  function submit(event: FormEvent) {
    event.preventDefault()
    setTold(false)
    editing.save()
  }

  if (made) {
    return (
      <section aria-labelledby="secret-title" className="max-w-2xl">
        <h2 id="secret-title" className="mb-3 text-lg font-semibold">
          {t('webhooks.secret.title')}
        </h2>
        <SecretPanel secret={made.secret} timeZone={timeZone} />
        <div className="mt-5">
          <LinkButton href={endpointHref(merchantSlug, made.id)} variant="primary">
            {t('webhooks.secret.done')}
          </LinkButton>
        </div>
      </section>
    )
  }

  return (
    <form ref={form} method="post" noValidate onSubmit={submit} className="max-w-3xl space-y-6">
      {told && !conflict ? (
        <Notice
          tone="blue"
          icon="pencil"
          action={
            <Button
              size="sm"
              onClick={() => {
                setTold(false)
                editing.reset()
              }}
            >
              {t('webhooks.form.startOver')}
            </Button>
          }
        >
          {t('webhooks.form.restored')}
        </Notice>
      ) : null}
      <Field id="endpoint-name" label={t('webhooks.form.name')} required error={wrong.name}>
        {(aria) => (
          <Input
            {...aria}
            value={draft.name}
            maxLength={100}
            autoComplete="off"
            placeholder={t('webhooks.form.namePlaceholder')}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field
        id="endpoint-url"
        label={t('webhooks.form.url')}
        hint={t('webhooks.form.urlHint')}
        required
        error={wrong.url}
      >
        {(aria) => (
          <Input
            {...aria}
            type="url"
            inputMode="url"
            value={draft.url}
            maxLength={2000}
            autoComplete="off"
            spellCheck={false}
            placeholder="https://"
            className="font-mono"
            onChange={(event) => change({ url: event.currentTarget.value })}
          />
        )}
      </Field>
      <EventChoice
        chosen={draft.eventTypes}
        onChange={(eventTypes) => change({ eventTypes })}
        error={wrong.eventTypes}
      />
      {conflict ? (
        <EndpointConflictNotice
          conflict={conflict}
          timeZone={timeZone}
          onTheirs={editing.takeTheirs}
          onMine={editing.keepMine}
        />
      ) : failed ? (
        <Notice tone="red" live="assertive">
          {refusalText(t, failed, (at) => formatDateTime(at, { locale, timeZone }))}
        </Notice>
      ) : null}
      <div className="flex flex-wrap gap-2 border-t border-hairline pt-4">
        <Button type="submit" variant="primary" pending={pending} disabled={conflict !== null}>
          {t(endpoint ? 'webhooks.form.save' : 'webhooks.form.create')}
        </Button>
        <LinkButton href={back} variant="ghost">
          {t('webhooks.form.cancel')}
        </LinkButton>
      </div>
    </form>
  )
}
