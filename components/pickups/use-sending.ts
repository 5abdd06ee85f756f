import type { Route } from 'next'
import { useLocale, useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useRef, useState, type FormEvent, type RefObject } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { v7 } from 'uuid'
import { useToast } from '@/components/ui/toast'
import { submitCase } from '@/lib/cases/actions'
import { formatSlot } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { submitPickup } from '@/lib/pickups/actions'
import { chooseItem, withoutEmpty, type PickupForm } from '@/lib/pickups/rules'
import type { CreatePickupInput } from '@/lib/pickups/schemas'
import type { Refusal } from '@/lib/result'
import type { DecisionNeeded } from './decision-part'
import { dropDraft, writeDraft, type Draft } from './draft'
import { refusedByServer } from './failures'
import type { Failed } from './refusal-notice'
import { draftForCase, noSlot } from './start'
import type { Subject } from './subject'

type Sending = {
  form: UseFormReturn<PickupForm, unknown, CreatePickupInput>
  element: RefObject<HTMLFormElement | null>
  merchantSlug: string
  subject: Subject
  /** Name of the draft. */
  name: string
  pristine: PickupForm
  decision: DecisionNeeded | null
  refreshSlots: (city: string) => void
  refreshVerdict: () => void
}

/** Sends the form: as a task, or, where somebody else has to decide first, as a return without one. */
export function useSending(props: Sending) {
  const { form, element, merchantSlug, subject, name, pristine, decision } = props
  const t = useTranslations('pickups')
  const locale = parseLocale(useLocale())
  const router = useRouter()
  const toast = useToast()
  const finished = useRef(false)
  const [failed, setFailed] = useState<Failed>()
  const [handing, setHanding] = useState(false)
  const pending = handing || form.formState.isSubmitting || form.formState.isSubmitSuccessful

  function finish(caseNumber: number, said: string) {
    finished.current = true
    dropDraft(merchantSlug, name)
    toast({ tone: 'green', text: said })
    router.push(`/${merchantSlug}/returns/R-${caseNumber}` as Route)
  }

  function fail(refusal: Refusal | null) {
    // An error keeps the form from counting as sent.
    form.setError('root.server', { type: refusedByServer })
    setFailed(refusal ?? 'unreachable')
    if (refusal) explain(refusal)
    focusFirstWrong(element.current)
  }

  async function sendTask({ decision: given, ...input }: CreatePickupInput) {
    setFailed(undefined)
    const comment = given?.comment ?? ''
    if (mustSayWhy(decision) && comment === '') {
      form.setError('decision.comment', { type: 'required' })
      return focusFirstWrong(element.current)
    }
    const body = {
      ...withoutEmpty(input),
      address: withoutEmpty(input.address),
      items: input.items.map((item) => withoutEmpty(item)),
      ...(mustSayWhy(decision) ? { decision: { comment } } : {}),
    }
    const result = await submitPickup(merchantSlug, body).catch(() => null)
    if (!result?.ok) return fail(result?.error ?? null)
    const { pickupNumber, caseNumber } = result.data
    finish(caseNumber, t('created', { number: pickupNumber, when: formatSlot(input.slot, locale) }))
  }

  async function handOver(next: DecisionNeeded['verdict']['next']) {
    setFailed(undefined)
    setHanding(true)
    const values = form.getValues()
    const items = values.items ?? []
    if (!(await form.trigger('items')) || items.length === 0) {
      if (items.length === 0) form.setError('items', { type: 'custom' })
      setHanding(false)
      return focusFirstWrong(element.current)
    }
    const body = {
      commandId: values.commandId,
      orderId: subject.id,
      items: items.map((item) => withoutEmpty(item)),
    }
    const result = await submitCase(merchantSlug, body).catch(() => null)
    if (!result?.ok) {
      setHanding(false)
      return fail(result?.error ?? null)
    }
    const { caseId, number } = result.data
    const kept = draftForCase(values, pristine, { caseId, commandId: v7() })
    finish(number, t(next === 'decline' ? 'declined' : 'handedOver', { number }))
    if (!kept) return
    const title = [t('drafts.ofCase', { number }), kept.recipient.name].filter(Boolean).join(' · ')
    keepNow(merchantSlug, { subject: `case:${number}`, title, values: kept })
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    if (pending) return event.preventDefault()
    if (decision && !decision.mayDecide) {
      event.preventDefault()
      return void handOver(decision.verdict.next)
    }
    void form.handleSubmit(sendTask, () => {
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
      return props.refreshSlots(form.getValues('address.city').trim())
    }
    if (code === 'not_enough_left') {
      const line = subject.lines.find((one) => one.sku === params.sku)
      const left = Number(params.left ?? 0)
      if (line) form.setValue('items', chooseItem(form.getValues('items') ?? [], { id: line.id, left }, left))
      return router.refresh()
    }
    // The rules are others than when the goods were chosen.
    if (code === 'needs_decision' || params.next !== undefined) props.refreshVerdict()
    for (const field of fields) {
      const path = field.path.replace(/\[(\d+)\]/g, '.$1')
      if (isField(path)) form.setError(path, { type: field.code })
    }
  }

  return { failed, pending, finished, onSubmit }
}

function keepNow(merchantSlug: string, draft: Omit<Draft, 'savedAt'>) {
  writeDraft(merchantSlug, { ...draft, savedAt: Date.now() })
}

/** Whether making the task is a decision that has to be explained. */
function mustSayWhy(decision: DecisionNeeded | null): boolean {
  return decision !== null && decision.mayDecide && decision.verdict.next !== 'wait'
}

const fieldPattern =
  /^(items(\.\d+\.(quantity|reason|comment|orderLineId))?|recipient\.(name|phone)|address\.\w+|slot|comment|decision\.comment)$/

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
