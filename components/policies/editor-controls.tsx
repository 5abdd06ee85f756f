'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useFormContext, type FieldPath } from 'react-hook-form'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { InlineSelect } from '@/components/ui/inline-select'
import { Input } from '@/components/ui/input'
import { formatMoney } from '@/lib/i18n/format'
import { sumOf, sumText } from '@/lib/typed-numbers'
import { controlId, useEditor, type Issue } from './editor-context'
import type { PolicyForm } from './editor-form'

/** Where a control stands: its field in the form, and the place in the terms that it says. */
export type Place = { name: FieldPath<PolicyForm>; path: string; label: string }

function useControl({ path, label }: Place) {
  const { issueAt } = useEditor()
  const issue = issueAt(path)
  const id = controlId(path)
  return {
    id,
    'aria-label': label,
    'aria-invalid': issue ? (true as const) : undefined,
    'aria-describedby': issue ? `${id}-error` : undefined,
  }
}

/** A number of days or times in a line of text. */
export function NumberInput({ name, path, label }: Place) {
  const { register } = useFormContext<PolicyForm>()
  const control = useControl({ name, path, label })
  return (
    <span className="inline-block align-baseline">
      <Input
        {...register(name)}
        {...control}
        inputMode="numeric"
        autoComplete="off"
        maxLength={9}
        className="tabular w-14! px-1.5! text-center leading-5 font-medium"
      />
    </span>
  )
}

/** A sum in the shop's currency, in a line of text. Put into its usual writing when it is left. */
export function SumInput({ name, path, label, placeholder }: Place & { placeholder?: string }) {
  const { writing } = useEditor()
  const { register, getValues, setValue } = useFormContext<PolicyForm>()
  const control = useControl({ name, path, label })
  const sign = formatMoney(0, writing.currency, writing.locale).replace(/[\d\s.,]/g, '')
  const after = writing.locale === 'ru'
  return (
    <span className="inline-flex items-baseline gap-1 whitespace-nowrap">
      {after ? null : <span className="text-ink-2">{sign}</span>}
      <Input
        {...register(name, {
          onBlur: () => {
            const amount = sumOf(String(getValues(name)), writing)
            if (amount !== null && Number.isSafeInteger(amount) && amount >= 0) {
              setValue(name, sumText(amount, writing))
            }
          },
        })}
        {...control}
        inputMode="decimal"
        autoComplete="off"
        maxLength={24}
        placeholder={placeholder}
        className="tabular w-22! px-2! text-center leading-5 font-medium placeholder:font-normal"
      />
      {after ? <span className="text-ink-2">{sign}</span> : null}
    </span>
  )
}

/** An article's code in a line of text. */
export function CodeInput({ name, path, label }: Place) {
  const { register } = useFormContext<PolicyForm>()
  const control = useControl({ name, path, label })
  return (
    <span className="inline-block max-w-full align-baseline">
      <Input
        {...register(name)}
        {...control}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        className="w-40! px-2! leading-5 font-medium"
      />
    </span>
  )
}

/** A list of the form. */
export function ChoiceSelect({
  name,
  path,
  label,
  quiet,
  children,
}: Place & { quiet?: boolean; children: ReactNode }) {
  const { register } = useFormContext<PolicyForm>()
  const control = useControl({ name, path, label })
  return (
    <InlineSelect {...register(name)} {...control} quiet={quiet}>
      {children}
    </InlineSelect>
  )
}

type SentenceProps = {
  /** The places whose faults are said under it. */
  paths: readonly string[]
  hint?: ReactNode
  /** Puts a number into the field of a place. */
  onFix?: (path: string, value: number) => void
  children: ReactNode
}

/** A sentence with fields in it; what is wrong with them stands under it, and what it means beside the law. */
export function Sentence({ paths, hint, onFix, children }: SentenceProps) {
  const { issueAt } = useEditor()
  const issues = paths.flatMap((path) => issueAt(path) ?? [])
  return (
    <div className="min-w-0">
      <p className="text-lg leading-9 text-pretty sm:leading-10 pointer-coarse:leading-12!">{children}</p>
      {issues.map((issue) => (
        <IssueLine key={issue.path} issue={issue} onFix={onFix} />
      ))}
      {hint ? <p className="max-w-[75ch] text-sm text-pretty text-ink-3">{hint}</p> : null}
    </div>
  )
}

export function IssueLine({ issue, onFix }: { issue: Issue; onFix?: SentenceProps['onFix'] }) {
  const t = useTranslations('policies.issues')
  const { fix } = issue
  return (
    <p
      id={`${controlId(issue.path)}-error`}
      className="mt-0.5 mb-1.5 flex flex-wrap items-start gap-x-2 gap-y-1 text-sm text-red-ink"
    >
      <span className="flex min-w-0 items-start gap-1">
        <Icon name="circle-exclamation-point" size={14} className="mt-0.75" />
        <span>{issue.text}</span>
      </span>
      {fix !== undefined && onFix ? (
        <Button size="sm" className="-mt-1" onClick={() => onFix(issue.path, fix)}>
          {t('setDays', { days: fix })}
        </Button>
      ) : null}
    </p>
  )
}
