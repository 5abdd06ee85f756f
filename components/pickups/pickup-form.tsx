'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { v7 } from 'uuid'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { PickupSlots } from '@/lib/carriers/queries'
import { formatDateTime, formatPhone } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { ReasonChoice } from '@/lib/pickups/queries'
import type { PickupForm as Values } from '@/lib/pickups/rules'
import { createPickupInput, type CreatePickupInput } from '@/lib/pickups/schemas'
import type { CaseVerdict } from '@/lib/policies/verdict'
import type { Articles } from '@/lib/policies/words'
import { CourierSection } from './courier-section'
import type { DecisionNeeded } from './decision-part'
import { dropDraft, readDraft, writeDraft, type Draft } from './draft'
import { FixedItems } from './fixed-items'
import { ItemsSection } from './items-section'
import { PersonSection } from './person-section'
import { RefusalNotice } from './refusal-notice'
import { SlotSection } from './slot-section'
import { startOf } from './start'
import { pristineForm, type Subject } from './subject'
import { SubjectCard } from './subject-card'
import { Summary } from './summary'
import { useHydrated } from './use-hydrated'
import { useSending } from './use-sending'
import { useSlots } from './use-slots'
import { useVerdict } from './use-verdict'
import { GivenVerdict, VerdictPanel } from './verdict-panel'

export type PickupFormProps = {
  merchantSlug: string
  timeZone: string
  /** The merchant's zone as people write it, «UTC+3». */
  zoneName: string
  /** The merchant's date. */
  today: string
  subject: Subject
  reasons: readonly ReasonChoice[]
  /** For the city of the order. */
  slots: PickupSlots | null
  /** Where in the law a condition stands, in the screen's language. */
  articles: Articles
  /** The verdict of a return that is there already, and what its items are called. */
  given: { verdict: CaseVerdict; names: Record<string, string> } | null
  /** Whether who fills this in may approve a return. */
  mayDecide: boolean
}

/** A new pickup task on one page. What is typed survives a reload; one draft is one task, however often it is sent. */
export function PickupForm(props: PickupFormProps) {
  const { merchantSlug, subject } = props
  const name = subject.kind === 'order' ? `order:${subject.orderNumber}` : `case:${subject.caseNumber}`
  const [draft, setDraft] = useState(() => readDraft(merchantSlug, name))
  const restored = useHydrated() ? draft : null
  return (
    <FormBody
      {...props}
      key={restored ? 'draft' : 'fresh'}
      name={name}
      draft={restored}
      onDiscard={() => {
        dropDraft(merchantSlug, name)
        setDraft(null)
      }}
    />
  )
}

function FormBody(props: PickupFormProps & { name: string; draft: Draft | null; onDiscard: () => void }) {
  const { merchantSlug, timeZone, subject, reasons, name, draft } = props
  const t = useTranslations('pickups')
  const locale = parseLocale(useLocale())
  const element = useRef<HTMLFormElement>(null)
  const [pristine] = useState(() =>
    pristineForm(subject, v7(), subject.customer.phone ? formatPhone(subject.customer.phone) : ''),
  )
  const [initial] = useState(() => startOf(props, pristine, draft))
  const [saved, setSaved] = useState(draft !== null)
  const form = useForm<Values, unknown, CreatePickupInput>({
    resolver: zodResolver(createPickupInput),
    defaultValues: initial.values,
    shouldFocusError: false,
  })
  const { slots, load, refresh } = useSlots(merchantSlug, initial.values.address.city, {
    city: subject.address?.city ?? '',
    found: props.slots,
  })
  const live = useVerdict(merchantSlug, subject.kind === 'order' ? subject.id : null, form)
  const decision: DecisionNeeded | null =
    live.verdict && live.verdict.next !== 'approve'
      ? { verdict: live.verdict, mayDecide: props.mayDecide }
      : null
  const { failed, pending, finished, onSubmit } = useSending({
    form,
    element,
    merchantSlug,
    subject,
    name,
    pristine,
    decision,
    refreshSlots: (city) => void refresh(city),
    refreshVerdict: live.refresh,
  })
  const names = Object.fromEntries(subject.lines.map((line) => [line.id, line.name]))

  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ values }) => {
          if (finished.current) return
          const touched = JSON.stringify(values) !== JSON.stringify(pristine)
          setSaved(touched)
          if (!touched) return dropDraft(merchantSlug, name)
          const title = [t('drafts.of', { number: subject.orderNumber }), values.recipient.name].filter(
            Boolean,
          )
          writeDraft(merchantSlug, { savedAt: Date.now(), subject: name, title: title.join(' · '), values })
        },
      }),
    [form, finished, merchantSlug, name, pristine, subject.orderNumber, t],
  )

  useEffect(() => {
    if (matchMedia('(pointer: coarse)').matches) return
    const first = element.current?.querySelector<HTMLElement>(
      'ul[data-lines] select, ul[data-lines] input[type=checkbox]:enabled, #recipient-name',
    )
    first?.focus({ preventScroll: true })
  }, [])

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>) {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault()
      if (!pending) element.current?.requestSubmit()
      return
    }
    // Half a task is not sent by an Enter in one of its fields.
    if (event.target instanceof HTMLInputElement) event.preventDefault()
  }

  return (
    <FormProvider {...form}>
      <SubjectCard subject={subject} merchantSlug={merchantSlug} timeZone={timeZone} />
      {draft ? (
        <Notice
          tone={initial.changed ? 'amber' : 'blue'}
          icon="pencil"
          className="mb-6"
          title={t('drafts.restored', { when: formatDateTime(draft.savedAt, { locale, timeZone }) })}
          action={
            <Button size="sm" icon="rotate-ccw" onClick={props.onDiscard}>
              {t('drafts.again')}
            </Button>
          }
        >
          {initial.changed ? t('drafts.changed') : null}
        </Notice>
      ) : null}
      <form
        ref={element}
        method="post"
        noValidate
        aria-label={t('title')}
        onSubmit={onSubmit}
        onKeyDown={onKeyDown}
        className="grid grid-cols-[minmax(0,1fr)] gap-x-8 xl:grid-cols-[minmax(0,1fr)_21rem]"
      >
        <div className="min-w-0">
          {subject.kind === 'order' ? (
            <ItemsSection
              subject={subject}
              reasons={reasons}
              merchantSlug={merchantSlug}
              timeZone={timeZone}
              verdict={
                <VerdictPanel live={live} names={names} articles={props.articles} onRetry={live.refresh} />
              }
            />
          ) : (
            <FixedItems
              subject={subject}
              reasons={reasons}
              verdict={props.given ? <GivenVerdict {...props.given} articles={props.articles} /> : null}
            />
          )}
          <PersonSection
            known={subject.address !== null}
            onCity={(city) => {
              if (!('city' in slots) || slots.city !== city) load(city)
            }}
          />
          <SlotSection
            slots={slots}
            today={props.today}
            timeZone={timeZone}
            zoneName={props.zoneName}
            onRetry={() => load(form.getValues('address.city').trim())}
          />
          <CourierSection />
        </div>
        <div className="xl:sticky xl:top-18 xl:self-start">
          <Summary
            subject={subject}
            carrier={slots.state === 'ready' ? slots.carrier : (props.slots?.carrier.name ?? null)}
            pending={pending}
            saved={saved}
            verdict={live.verdict ?? props.given?.verdict ?? null}
            decision={decision}
            notice={
              failed ? (
                <RefusalNotice
                  failed={failed}
                  merchantSlug={merchantSlug}
                  timeZone={timeZone}
                  nameOf={(sku) => subject.lines.find((line) => line.sku === sku)?.name ?? sku}
                />
              ) : null
            }
          />
        </div>
      </form>
    </FormProvider>
  )
}
