'use client'

import { useId, useRef, useState, useTransition, type FormEvent } from 'react'
import { v7 } from 'uuid'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { useToast } from '@/components/ui/toast'
import { submitCaseChange } from '@/lib/cases/actions'
import { caseMachine, type CaseCommand, type Disposition } from '@/lib/cases/machine'

export type InspectedItem = { id: string; name: string; received: number; arrived: string }
export type Option = { value: string; label: string }

export type CommandTexts = {
  hints: Record<CaseCommand, string>
  done: Record<CaseCommand, string>
  comment: string
  note: string
  optional: string
  required: string
  question: string
  questionRequired: string
  cancel: string
  close: string
  fate: string
  choose: string
  fateMissing: string
  warehouseReason: string
  sameReason: string
  failed: string
}

export type CommandDialogProps = {
  merchantSlug: string
  caseId: string
  /** The version of the case that the person sees. */
  version: number
  command: CaseCommand
  title: string
  /** Whether it cannot be given without words in the state that the person sees. */
  commented: boolean
  items: InspectedItem[]
  dispositions: (Option & { value: Disposition })[]
  reasons: Option[]
  texts: CommandTexts
  onClose: () => void
}

type Draft = { comment: string; fates: Record<string, { disposition: string; reason: string }> }

function readDraft(key: string): Draft {
  const empty: Draft = { comment: '', fates: {} }
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null')
    return typeof kept === 'object' && kept !== null ? { ...empty, ...kept } : empty
  } catch {
    return empty
  }
}

/** One command with what it needs. What is typed survives a closing, a reload and an error. */
export default function CommandDialog(props: CommandDialogProps) {
  const { merchantSlug, caseId, version, command, title, commented, items, texts, onClose } = props
  const id = useId()
  const toast = useToast()
  const draftKey = `obratno.case.${caseId}.${command}`
  const [draft, setDraft] = useState(() => readDraft(draftKey))
  const [failure, setFailure] = useState('')
  const [missing, setMissing] = useState(false)
  const [pending, start] = useTransition()
  // The same press sent twice is one command; a corrected one is another.
  const commandId = useRef('')
  const { needs } = caseMachine[command]

  function keep(next: Draft) {
    setDraft(next)
    setMissing(false)
    commandId.current = ''
    sessionStorage.setItem(draftKey, JSON.stringify(next))
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    const comment = draft.comment.trim()
    const undecided =
      needs.includes('dispositions') && items.find(({ id: item }) => !draft.fates[item]?.disposition)
    if (undecided) {
      setMissing(true)
      document.getElementById(`${id}-${undecided.id}-fate`)?.focus()
      return
    }
    if (commented && comment === '') {
      setMissing(true)
      document.getElementById(`${id}-comment`)?.focus()
      return
    }
    commandId.current ||= v7()
    const input = {
      commandId: commandId.current,
      caseId,
      expectedVersion: version,
      command,
      ...(comment === '' ? {} : { comment }),
      ...(needs.includes('dispositions') ? { items: inspected() } : {}),
    }
    start(async () => {
      setFailure('')
      const answer = await submitCaseChange(merchantSlug, input).catch(() => null)
      if (!answer) return setFailure(texts.failed)
      if (!answer.ok) {
        commandId.current = ''
        setMissing(answer.error.fields?.some(({ path }) => path === 'comment') ?? false)
        return setFailure(answer.message)
      }
      sessionStorage.removeItem(draftKey)
      toast({ tone: 'green', text: texts.done[command] })
      onClose()
    })
  }

  function inspected() {
    return items.map((item) => {
      const fate = draft.fates[item.id]
      return {
        caseItemId: item.id,
        quantity: item.received,
        disposition: fate?.disposition,
        ...(fate?.reason ? { reason: fate.reason } : {}),
      }
    })
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={texts.hints[command]}
      closeLabel={texts.close}
      footer={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button type="submit" form={`${id}-form`} variant="primary" pending={pending}>
            {title}
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} onSubmit={submit} noValidate className="space-y-4">
        {failure ? (
          <Notice tone="red" live="assertive">
            {failure}
          </Notice>
        ) : null}
        {needs.includes('dispositions') ? (
          <Fates
            {...props}
            id={id}
            missing={missing}
            fates={draft.fates}
            onChange={(fates) => keep({ ...draft, fates })}
          />
        ) : null}
        <Field
          id={`${id}-comment`}
          label={command === 'note' ? texts.note : command === 'ask' ? texts.question : texts.comment}
          optional={commented ? undefined : texts.optional}
          required={commented}
          error={
            missing && commented ? (command === 'ask' ? texts.questionRequired : texts.required) : undefined
          }
        >
          {(aria) => (
            <Textarea
              {...aria}
              value={draft.comment}
              maxLength={4000}
              onChange={(event) => keep({ ...draft, comment: event.target.value })}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
              }}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}

type FatesProps = Pick<CommandDialogProps, 'items' | 'dispositions' | 'reasons' | 'texts'> & {
  id: string
  missing: boolean
  fates: Draft['fates']
  onChange: (fates: Draft['fates']) => void
}

function Fates({ id, items, dispositions, reasons, texts, missing, fates, onChange }: FatesProps) {
  const none = { disposition: '', reason: '' }

  /** What is chosen first holds for every item that nobody has decided on. */
  function decide(item: string, disposition: string) {
    const next = { ...fates, [item]: { ...none, ...fates[item], disposition } }
    for (const { id: other } of items) {
      if (!next[other]?.disposition) next[other] = { ...none, ...next[other], disposition }
    }
    onChange(next)
  }

  return (
    <ul className="space-y-4">
      {items.map((item) => (
        <li key={item.id}>
          <p className="mb-1.5 font-medium">
            {item.name} <span className="font-normal text-ink-3">{item.arrived}</span>
          </p>
          <div className="grid items-end gap-2 sm:grid-cols-2">
            <Field
              id={`${id}-${item.id}-fate`}
              label={texts.fate}
              required
              error={missing && !fates[item.id]?.disposition ? texts.fateMissing : undefined}
            >
              {(aria) => (
                <Select
                  {...aria}
                  value={fates[item.id]?.disposition ?? ''}
                  onChange={(event) => decide(item.id, event.target.value)}
                >
                  <option value="" disabled>
                    {texts.choose}
                  </option>
                  {dispositions.map(({ value, label }) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field id={`${id}-${item.id}-reason`} label={texts.warehouseReason} optional={texts.optional}>
              {(aria) => (
                <Select
                  {...aria}
                  value={fates[item.id]?.reason ?? ''}
                  onChange={(event) =>
                    onChange({
                      ...fates,
                      [item.id]: { ...none, ...fates[item.id], reason: event.target.value },
                    })
                  }
                >
                  <option value="">{texts.sameReason}</option>
                  {reasons.map(({ value, label }) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
        </li>
      ))}
    </ul>
  )
}
