'use client'

import { useTranslations } from 'next-intl'
import { memo, useState, type KeyboardEvent } from 'react'
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { useToast } from '@/components/ui/toast'
import { controlId, useEditor } from './editor-context'
import { ChoiceSelect, IssueLine, NumberInput, Sentence, SumInput } from './editor-controls'
import { newException, type PolicyForm } from './editor-form'
import { ChannelOptions, NameOptions, ReasonOptions } from './editor-options'
import { countOf } from './editor-window'

const fields = ['category', 'priceFrom', 'priceTo', 'channel', 'reason', 'days'] as const

/** Days for some goods, read from the top. `fits`: the place, from 1, of the one that the example falls under. */
export function ExceptionsSection({ fits }: { fits: number | null }) {
  const t = useTranslations('policies.exceptions')
  const toast = useToast()
  const { control, getValues } = useFormContext<PolicyForm>()
  const { issueAt } = useEditor()
  const list = useFieldArray({ control, name: 'exceptions' })
  const [told, setTold] = useState('')
  const count = list.fields.length
  const wrong = issueAt('exceptions')

  function move(from: number, to: number) {
    if (to < 0 || to >= count) return
    const held = document.activeElement
    list.move(from, to)
    setTold(t('moved', { place: to + 1, count }))
    // A row that was taken to another place has lost the focus that was in it.
    requestAnimationFrame(() => {
      if (held instanceof HTMLElement && held.isConnected) held.focus()
    })
  }

  function remove(index: number) {
    const removed = getValues(`exceptions.${index}`)
    list.remove(index)
    toast({
      tone: 'grey',
      text: t('removed', { place: index + 1 }),
      action: { label: t('undo'), run: () => list.insert(index, removed, { shouldFocus: false }) },
    })
    focusLater(count > 1 ? controlId(`exceptions[${Math.min(index, count - 2)}].category`) : 'add-exception')
  }

  return (
    <Section id="exceptions" title={t('title')} description={t('lead')}>
      {count === 0 ? (
        <p className="text-ink-2">{t('empty')}</p>
      ) : (
        <ol className="border-y border-hairline">
          {list.fields.map((field, index) => (
            <Row
              key={field.id}
              index={index}
              count={count}
              fits={fits === index + 1}
              onMove={move}
              onRemove={remove}
            />
          ))}
        </ol>
      )}
      {wrong ? <IssueLine issue={wrong} /> : null}
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1">
        <Button
          id="add-exception"
          icon="plus"
          onClick={() => {
            list.append(newException(getValues('days')), { shouldFocus: false })
            focusLater(controlId(`exceptions[${count}].category`))
          }}
        >
          {t('add')}
        </Button>
        {count > 1 ? <p className="text-sm text-ink-3 pointer-coarse:hidden">{t('keys')}</p> : null}
      </div>
      <p role="status" className="sr-only">
        {told}
      </p>
    </Section>
  )
}

/** What is only drawn by the next frame gets the focus then. */
export function focusLater(id: string) {
  requestAnimationFrame(() => document.getElementById(id)?.focus())
}

type RowProps = {
  index: number
  count: number
  fits: boolean
  onMove: (from: number, to: number) => void
  onRemove: (index: number) => void
}

const Row = memo(function Row({ index, count, fits, onMove, onRemove }: RowProps) {
  const t = useTranslations('policies.exceptions')
  const { choices, issueAt } = useEditor()
  const { setValue } = useFormContext<PolicyForm>()
  const row = useWatch<PolicyForm, `exceptions.${number}`>({ name: `exceptions.${index}` })
  const place = index + 1
  const at = (field: (typeof fields)[number]) => ({
    name: `exceptions.${index}.${field}` as const,
    path: `exceptions[${index}].${field}`,
    label: t(field, { place }),
  })

  function onKeyDown(event: KeyboardEvent<HTMLLIElement>) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!event.altKey || step === undefined) return
    event.preventDefault()
    onMove(index, index + step)
  }

  return (
    <li
      aria-label={t('group', { place })}
      data-wrong={issueAt(`exceptions[${index}]`) ? '' : undefined}
      onKeyDown={onKeyDown}
      className="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-2 border-hairline py-2.5 not-first:border-t sm:grid-cols-[1.75rem_minmax(0,1fr)_auto]"
    >
      <span
        className={`tabular mt-2 grid size-6 place-items-center rounded-full text-sm ${fits ? 'bg-accent font-medium text-on-accent' : 'bg-sunken text-ink-2'}`}
      >
        {place}
        {fits ? <span className="sr-only">{t('fits')}</span> : null}
      </span>
      <div className="max-sm:col-span-2 max-sm:row-start-2">
        <Sentence
          paths={[`exceptions[${index}]`, ...fields.map((field) => `exceptions[${index}].${field}`)]}
          onFix={(_, value) => setValue(`exceptions.${index}.days`, String(value))}
        >
          {t.rich('sentence', {
            count: countOf(row?.days ?? ''),
            category: () => (
              <ChoiceSelect {...at('category')} quiet={!row?.category}>
                <option value="">{t('anyCategory')}</option>
                <NameOptions names={choices.categories} value={row?.category ?? ''} />
              </ChoiceSelect>
            ),
            priceFrom: () => <SumInput {...at('priceFrom')} placeholder={t('anyPrice')} />,
            priceTo: () => <SumInput {...at('priceTo')} placeholder={t('anyPrice')} />,
            channel: () => (
              <ChoiceSelect {...at('channel')} quiet={!row?.channel}>
                <option value="">{t('anyChannel')}</option>
                <ChannelOptions channels={choices.channels} value={row?.channel ?? ''} />
              </ChoiceSelect>
            ),
            reason: () => (
              <ChoiceSelect {...at('reason')} quiet={!row?.reason}>
                <option value="">{t('anyReason')}</option>
                <ReasonOptions reasons={choices.reasons} value={row?.reason ?? ''} />
              </ChoiceSelect>
            ),
            days: () => <NumberInput {...at('days')} />,
          })}
        </Sentence>
      </div>
      <span className="flex items-start gap-0.5 pt-1 max-sm:col-start-2 max-sm:row-start-1 max-sm:justify-self-end">
        <Button
          variant="ghost"
          icon="arrow-up"
          iconOnly
          aria-disabled={index === 0 || undefined}
          onClick={() => onMove(index, index - 1)}
        >
          {t('up', { place })}
        </Button>
        <Button
          variant="ghost"
          icon="arrow-down"
          iconOnly
          aria-disabled={index === count - 1 || undefined}
          onClick={() => onMove(index, index + 1)}
        >
          {t('down', { place })}
        </Button>
        <Button variant="ghost" icon="trash" iconOnly onClick={() => onRemove(index)}>
          {t('remove', { place })}
        </Button>
      </span>
    </li>
  )
})
