'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { Icon } from '@/components/ui/icon'
import { Picker, type PickerOption, type PickerWords } from '@/components/ui/picker'
import { reasonTree } from '@/lib/pickups/rules'
import { loadArticles } from '@/lib/routing/actions'
import { fixedValues, type FixedField, type ManyField, type OneField } from '@/lib/routing/schemas'
import { useEditor } from './editor-context'

type ValuesProps = {
  id: string
  /** Names the control: «Условие 2: причины». */
  label: string
  values: readonly string[]
  invalid: boolean
  describedBy: string | undefined
  onChange: (values: string[]) => void
}

export function usePickerWords(): PickerWords {
  const t = useTranslations('ruleEditor.picker')
  return { placeholder: t('placeholder'), hint: t('hint'), nothing: t('nothing'), more: t('more') }
}

/** What the shop has for a field, and what a value is called that it may not have any more. */
function useOptions(field: OneField | ManyField): {
  options: readonly PickerOption[]
  nameOf: (value: string) => string | undefined
} {
  const { choices, tongue, names } = useEditor()
  const { locale } = tongue
  return useMemo(() => {
    const plain = (values: readonly string[]) => ({
      options: values.map((value) => ({ value, label: value })),
      nameOf: (value: string) => (values.includes(value) ? value : undefined),
    })
    const coded = (list: readonly { code: string; name: string }[], known: ReadonlyMap<string, string>) => ({
      options: list.map(({ code, name }) => ({ value: code, label: name, detail: code })),
      nameOf: (value: string) => known.get(value),
    })
    switch (field) {
      case 'reason':
        return {
          options: reasonTree(choices.reasons.filter(({ hidden }) => !hidden)).flatMap(
            ({ reason, children }) => [
              { value: reason.code, label: reason[locale] },
              ...children.map((child) => ({ value: child.code, label: child[locale], inner: true })),
            ],
          ),
          nameOf: (value) => names.reasons.get(value)?.[locale],
        }
      case 'category':
        return plain(choices.categories)
      case 'supplier':
        return plain(choices.suppliers)
      case 'region':
        return plain(choices.regions)
      case 'city':
        return plain(choices.cities)
      case 'hub':
        return coded(choices.hubs, names.hubs)
      case 'carrier':
        return coded(choices.carriers, names.carriers)
      case 'sku':
        return { options: [], nameOf: (value) => value }
    }
  }, [field, choices, names, locale])
}

/** The chosen values, each of which can be taken away, and the list to choose more from. */
export function ValueList({ field, ...props }: ValuesProps & { field: OneField | ManyField }) {
  const { id, label, values, invalid, describedBy, onChange } = props
  const { merchantSlug } = useEditor()
  const t = useTranslations('ruleEditor.values')
  const words = usePickerWords()
  const { options, nameOf } = useOptions(field)
  const find = useCallback(
    async (query: string): Promise<PickerOption[]> => {
      const found = await loadArticles(merchantSlug, query)
      return found.ok ? found.data.map(({ sku, name }) => ({ value: sku, label: sku, detail: name })) : []
    },
    [merchantSlug],
  )

  function toggle(value: string) {
    onChange(values.includes(value) ? values.filter((one) => one !== value) : [...values, value])
  }

  return (
    <>
      {values.map((value) => {
        const name = nameOf(value)
        return (
          <span
            key={value}
            className={`inline-flex min-h-8 max-w-full items-center rounded-md pl-2 align-baseline leading-5 font-medium ${name === undefined ? 'bg-amber-soft text-amber-ink' : 'bg-accent-soft text-accent-ink'}`}
          >
            <span className="min-w-0 py-1 break-words">
              {name ??
                (field === 'reason' || field === 'hub' || field === 'carrier' ? t('gone', { value }) : value)}
            </span>
            <button
              type="button"
              aria-label={t('remove', { value: name ?? value })}
              onClick={() => {
                toggle(value)
                document.getElementById(id)?.focus()
              }}
              className="grid size-7 shrink-0 place-items-center rounded opacity-70 hover:opacity-100 pointer-coarse:size-10"
            >
              <Icon name="x" size={13} />
            </button>
          </span>
        )
      })}
      <Picker
        id={id}
        label={label}
        text={t(values.length === 0 ? 'choose' : 'add')}
        words={field === 'sku' ? { ...words, placeholder: t('findArticle') } : words}
        invalid={invalid}
        describedBy={describedBy}
        chosen={values}
        multiple
        options={field === 'sku' ? values.map((value) => ({ value, label: value })) : options}
        find={field === 'sku' ? find : undefined}
        onPick={toggle}
        className={
          values.length === 0
            ? 'border-dashed! text-ink-2!'
            : 'border-transparent! bg-transparent! text-ink-2!'
        }
      />
    </>
  )
}

/** The few values of a field as buttons to press in and out. */
export function ValueToggles({ field, ...props }: ValuesProps & { field: FixedField }) {
  const { id, label, values, invalid, describedBy, onChange } = props
  const { tongue } = useEditor()
  const all: readonly string[] = fixedValues[field]
  return (
    <span
      role="group"
      aria-label={label}
      aria-describedby={describedBy}
      className="inline-flex max-w-full flex-wrap gap-1 align-baseline"
    >
      {all.map((value, index) => {
        const on = values.includes(value)
        return (
          <button
            key={value}
            id={index === 0 ? id : undefined}
            type="button"
            aria-pressed={on}
            data-wrong={invalid && index === 0 ? '' : undefined}
            onClick={() => onChange(on ? values.filter((one) => one !== value) : [...values, value])}
            className={`h-8 rounded-md border px-2.5 leading-5 whitespace-nowrap pointer-coarse:h-10 ${on ? 'border-accent bg-accent-soft font-medium text-accent-ink' : invalid ? 'border-red text-ink-2 hover:bg-hover' : 'border-field text-ink-2 hover:bg-hover'}`}
          >
            {tongue.t(`words.${field}.${value}`)}
          </button>
        )
      })}
    </span>
  )
}
