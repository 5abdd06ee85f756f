'use client'

import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { FormProvider } from 'react-hook-form'
import { useHydrated } from '@/components/pickups/use-hydrated'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import type { LocalDate } from '@/lib/dates'
import type { Location, LocationSuggestions } from '@/lib/locations/queries'
import { locationsHref } from '@/lib/locations/search'
import type { Writing } from '@/lib/typed-numbers'
import { ClosureFields } from './closure-fields'
import { FailureNotice } from './failure-text'
import { HoursFields } from './hours-fields'
import { ConflictNotice } from './location-conflict'
import { LocationFormContext } from './location-context'
import { useLocationEditing } from './location-editing'
import { MoneyFields, PlaceFields } from './location-fields'
import { keptLocation } from './location-kept'

type EditorProps = {
  merchantSlug: string
  timeZone: string
  writing: Writing
  /** Null: a new one. */
  location: Location | null
  suggestions: LocationSuggestions
  /** The merchant's date. */
  today: LocalDate
}

/** A place as a form. What is typed survives a reload, and nobody overwrites anybody unasked. */
export function LocationEditor(props: EditorProps) {
  const name = `${props.merchantSlug}:${props.location?.id ?? 'new'}`
  const [kept] = useState(() => keptLocation.read(name))
  const restored = useHydrated() ? kept : null
  return <Board {...props} key={restored ? 'kept' : 'fresh'} restored={restored} />
}

function Board(props: EditorProps & { restored: ReturnType<typeof keptLocation.read> }) {
  const { merchantSlug, timeZone, writing, location, suggestions, today, restored } = props
  const t = useTranslations('locations.form')
  const router = useRouter()
  const toast = useToast()
  const element = useRef<HTMLFormElement>(null)
  const [refusals, setRefusals] = useState(0)
  const editing = useLocationEditing({ merchantSlug, writing, location, restored })
  const { faults, conflict, dirty, failed, pending } = editing

  // What is wrong is marked by now.
  useEffect(() => {
    if (refusals > 0) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [refusals])

  function leave(id: string | null) {
    if (!id) return setRefusals((times) => times + 1)
    const { name } = editing.form.getValues()
    toast({ tone: 'green', text: t(location ? 'saved' : 'created', { name: name.trim() }) })
    router.push(locationsHref(merchantSlug) as Route)
  }

  async function onSubmit(event: FormEvent) {
    event.preventDefault()
    leave(await editing.save())
  }

  return (
    <LocationFormContext value={{ writing, faults }}>
      <FormProvider {...editing.form}>
        <form ref={element} method="post" noValidate aria-label={t('label')} onSubmit={onSubmit}>
          {restored && dirty && !conflict ? (
            <Notice
              tone="blue"
              icon="pencil"
              className="mb-5"
              action={
                <Button size="sm" onClick={editing.reset}>
                  {t('startOver')}
                </Button>
              }
            >
              {t('restored')}
            </Notice>
          ) : null}
          <PlaceFields
            suggestions={suggestions}
            codeBefore={location?.code ?? null}
            kind={editing.values.kind}
            code={editing.values.code}
          />
          <MoneyFields />
          <HoursFields days={editing.values.days} />
          <ClosureFields today={today} />
          <div className="border-t border-hairline pt-4">
            {conflict ? (
              <ConflictNotice
                conflict={conflict}
                writing={writing}
                timeZone={timeZone}
                onTheirs={editing.takeTheirs}
                onMine={async (theirs) => leave(await editing.keepMine(theirs))}
              />
            ) : failed ? (
              <FailureNotice failed={failed} className="mb-4" />
            ) : null}
            <div className="flex flex-wrap items-center gap-2">
              <Button type="submit" variant="primary" pending={pending} disabled={conflict !== undefined}>
                {t(location ? 'save' : 'create')}
              </Button>
              <LinkButton href={locationsHref(merchantSlug)} variant="ghost">
                {t('cancel')}
              </LinkButton>
              {faults.length > 0 ? (
                <p role="status" className="text-sm text-red-ink">
                  {t('wrong', { count: faults.length })}
                </p>
              ) : null}
            </div>
          </div>
        </form>
      </FormProvider>
    </LocationFormContext>
  )
}
