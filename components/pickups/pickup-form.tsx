'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import type { Route } from 'next'
import { useLocale, useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { v7 } from 'uuid'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import type { PickupSlots } from '@/lib/carriers/queries'
import { formatDateTime, formatPhone, formatSlot } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { submitPickup } from '@/lib/pickups/actions'
import type { ReasonChoice } from '@/lib/pickups/queries'
import { chooseItem, stillPossible, withoutEmpty, type PickupForm as Values } from '@/lib/pickups/rules'
import { createPickupInput, type CreatePickupInput } from '@/lib/pickups/schemas'
import type { Refusal } from '@/lib/result'
import { CourierSection } from './courier-section'
import { dropDraft, readDraft, writeDraft, type Draft } from './draft'
import { refusedByServer } from './failures'
import { FixedItems } from './fixed-items'
import { ItemsSection } from './items-section'
import { PersonSection } from './person-section'
import { RefusalNotice, type Failed } from './refusal-notice'
import { SlotSection } from './slot-section'
import { pristineForm, type Subject } from './subject'
import { SubjectCard } from './subject-card'
import { Summary } from './summary'
import { useHydrated } from './use-hydrated'
import { useSlots } from './use-slots'

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

const noSlot = { date: '', from: '', to: '' }

function FormBody(props: PickupFormProps & { name: string; draft: Draft | null; onDiscard: () => void }) {
  const { merchantSlug, timeZone, subject, reasons, name, draft } = props
  const t = useTranslations('pickups')
  const locale = parseLocale(useLocale())
  const router = useRouter()
  const toast = useToast()
  const element = useRef<HTMLFormElement>(null)
  const finished = useRef(false)
  const [pristine] = useState(() =>
    pristineForm(subject, v7(), subject.customer.phone ? formatPhone(subject.customer.phone) : ''),
  )
  const [initial] = useState(() => startOf(props, pristine, draft))
  const [failed, setFailed] = useState<Failed>()
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
  const pending = form.formState.isSubmitting || form.formState.isSubmitSuccessful

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
    [form, merchantSlug, name, pristine, subject.orderNumber, t],
  )

  useEffect(() => {
    if (matchMedia('(pointer: coarse)').matches) return
    const first = element.current?.querySelector<HTMLElement>(
      'ul[data-lines] select, ul[data-lines] input[type=checkbox]:enabled, #recipient-name',
    )
    first?.focus({ preventScroll: true })
  }, [])

  async function send(input: CreatePickupInput) {
    setFailed(undefined)
    const body = {
      ...withoutEmpty(input),
      address: withoutEmpty(input.address),
      items: input.items.map((item) => withoutEmpty(item)),
    }
    const result = await submitPickup(merchantSlug, body).catch(() => null)
    if (result?.ok) {
      finished.current = true
      dropDraft(merchantSlug, name)
      const { pickupNumber, caseNumber } = result.data
      toast({
        tone: 'green',
        text: t('created', { number: pickupNumber, when: formatSlot(input.slot, locale) }),
      })
      router.push(`/${merchantSlug}/returns/R-${caseNumber}` as Route)
      return
    }
    // An error keeps the form from counting as sent.
    form.setError('root.server', { type: refusedByServer })
    setFailed(result?.error ?? 'unreachable')
    if (result) explain(result.error)
    focusFirstWrong(element.current)
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    if (pending) {
      event.preventDefault()
      return
    }
    void form.handleSubmit(send, () => {
      setFailed(undefined)
      focusFirstWrong(element.current)
    })(event)
  }

  /** Puts a refusal beside the fields it is about, and brings what has changed meanwhile onto the screen. */
  function explain({ code, params = {}, fields = [] }: Refusal) {
    if (code === 'slot_full' || code === 'slot_closed') {
      const reason = params.reason === 'full' ? 'full' : params.reason === 'past' ? 'past' : 'closed'
      form.setValue('slot', noSlot)
      form.setError('slot', { type: refusedByServer, message: t(`refusals.slot.${reason}`) })
      void refresh(form.getValues('address.city').trim())
      return
    }
    if (code === 'not_enough_left') {
      const line = subject.lines.find((one) => one.sku === params.sku)
      const left = Number(params.left ?? 0)
      if (line) form.setValue('items', chooseItem(form.getValues('items') ?? [], { id: line.id, left }, left))
      router.refresh()
      return
    }
    for (const field of fields) {
      const path = field.path.replace(/\[(\d+)\]/g, '.$1')
      if (isField(path)) form.setError(path, { type: field.code })
    }
  }

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
            />
          ) : (
            <FixedItems subject={subject} reasons={reasons} />
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

/** Where the form begins: as the order has it, or as it was left, as far as that is still possible. */
function startOf(
  { subject, reasons, slots }: PickupFormProps,
  pristine: Values,
  draft: Draft | null,
): { values: Values; changed: boolean } {
  if (!draft) return { values: pristine, changed: false }
  const codes = new Set(reasons.map((reason) => reason.code))
  const { items, changed } = stillPossible(draft.values.items ?? [], subject.lines, codes)
  const { slot } = draft.values
  const sameCity = draft.values.address.city === (subject.address?.city ?? '')
  const lost =
    slot.date !== '' &&
    sameCity &&
    !slots?.slots.some(
      (one) => one.state === 'open' && one.date === slot.date && one.from === slot.from && one.to === slot.to,
    )
  return {
    values: { ...pristine, ...draft.values, items, slot: lost ? noSlot : slot },
    changed: changed || lost,
  }
}

const fieldPattern =
  /^(items(\.\d+\.(quantity|reason|comment|orderLineId))?|recipient\.(name|phone)|address\.\w+|slot|comment)$/

function isField(path: string): path is 'items' | 'slot' | 'comment' {
  return fieldPattern.test(path)
}

/** After the errors are drawn: the first thing that is wrong gets the focus. */
function focusFirstWrong(form: HTMLFormElement | null) {
  requestAnimationFrame(() => {
    const wrong = form?.querySelector<HTMLElement>('[data-wrong], [aria-invalid="true"]')
    if (!wrong) return
    const control = wrong.matches('input, select, textarea')
      ? wrong
      : wrong.querySelector<HTMLElement>('input:enabled')
    const target = control ?? wrong
    target.focus({ preventScroll: true })
    target.scrollIntoView({ block: 'center' })
  })
}
