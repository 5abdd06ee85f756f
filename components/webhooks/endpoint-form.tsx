'use client'

import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useTransition, type FormEvent } from 'react'
import { v7 } from 'uuid'
import { useHydrated } from '@/components/pickups/use-hydrated'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import { submitEndpoint, submitEndpointChange } from '@/lib/webhooks/actions'
import { usualTypes } from '@/lib/webhooks/groups'
import { endpointHref, webhooksHref } from '@/lib/webhooks/search'
import { keptEndpoints, type EndpointDraft } from './endpoint-kept'
import { EventChoice } from './event-choice'
import { fieldTexts, refusalText, type Failed } from './refusal-text'
import { SecretPanel } from './secret-panel'

type EndpointFormProps = {
  merchantSlug: string
  timeZone: string
  /** Absent: a new one. */
  endpoint?: EndpointDraft & { id: string; version: number }
}

const fresh: EndpointDraft = { name: '', url: '', eventTypes: [...usualTypes] }

/** Makes or changes an endpoint; a new one's secret is shown in its place when it is made. */
export function EndpointForm(props: EndpointFormProps) {
  const { merchantSlug, endpoint } = props
  const hydrated = useHydrated()
  const keptName = `${merchantSlug}:${endpoint ? `${endpoint.id}:${endpoint.version}` : 'new'}`
  const kept = hydrated ? keptEndpoints.read(keptName) : null
  // What was typed lies in the browser, so the server draws the form without it.
  return <Form key={String(hydrated)} {...props} keptName={keptName} begin={kept ?? endpoint ?? fresh} />
}

type FormProps = EndpointFormProps & { keptName: string; begin: EndpointDraft }

function Form({ merchantSlug, timeZone, endpoint, keptName, begin }: FormProps) {
  const t = useTranslations()
  const router = useRouter()
  const toast = useToast()
  const form = useRef<HTMLFormElement>(null)
  const commandId = useRef('')
  const [draft, setDraft] = useState(begin)
  const [failed, setFailed] = useState<Failed | null>(null)
  const [made, setMade] = useState<{ id: string; secret: string } | null>(null)
  const [pending, start] = useTransition()
  const wrong = failed ? fieldTexts(t, failed) : {}
  const back = endpoint ? endpointHref(merchantSlug, endpoint.id) : webhooksHref(merchantSlug)

  // After the errors are drawn: the first thing that is wrong gets the focus.
  useEffect(() => {
    if (!failed) return
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong] input')?.focus()
  }, [failed])

  function change(part: Partial<EndpointDraft>) {
    const next = { name: draft.name, url: draft.url, eventTypes: draft.eventTypes, ...part }
    // Another input is another command.
    commandId.current = ''
    setDraft(next)
    keptEndpoints.write(keptName, next)
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (pending) return
    commandId.current ||= v7()
    const input = {
      commandId: commandId.current,
      name: draft.name,
      url: draft.url,
      eventTypes: draft.eventTypes,
    }
    start(async () => {
      setFailed(null)
      if (endpoint) {
        const held = { ...input, endpointId: endpoint.id, expectedVersion: endpoint.version }
        const answer = await submitEndpointChange(merchantSlug, held).catch(() => null)
        if (!answer?.ok) return setFailed(answer?.error ?? 'unreachable')
        keptEndpoints.drop(keptName)
        toast({ tone: 'green', text: t('webhooks.form.saved') })
        return router.push(back as Route)
      }
      const answer = await submitEndpoint(merchantSlug, input).catch(() => null)
      if (!answer?.ok) return setFailed(answer?.error ?? 'unreachable')
      keptEndpoints.drop(keptName)
      setMade(answer.data)
    })
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
      {failed ? (
        <Notice tone="red" live="assertive">
          {refusalText(t, failed)}
        </Notice>
      ) : null}
      <div className="flex flex-wrap gap-2 border-t border-hairline pt-4">
        <Button type="submit" variant="primary" pending={pending}>
          {t(endpoint ? 'webhooks.form.save' : 'webhooks.form.create')}
        </Button>
        <LinkButton href={back} variant="ghost">
          {t('webhooks.form.cancel')}
        </LinkButton>
      </div>
    </form>
  )
}
