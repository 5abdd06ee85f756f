'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useMemo, useState, type ReactNode } from 'react'
import { useFormContext, useFormState, useWatch } from 'react-hook-form'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/section'
import type { ReasonChoice } from '@/lib/pickups/queries'
import { chooseAll, chooseItem, type ChosenItem, type PickupForm } from '@/lib/pickups/rules'
import { normalise } from '@/lib/search/rules'
import { useFailures } from './failures'
import { Failure, ItemRow } from './item-row'
import type { Subject, SubjectLine } from './subject'

type ItemsSectionProps = {
  subject: Subject
  reasons: readonly ReasonChoice[]
  merchantSlug: string
  timeZone: string
  /** Stands right under the goods. */
  verdict: ReactNode
}

const long = 8

/** What is to be fetched, how many of each, and why. */
export function ItemsSection({ subject, reasons, merchantSlug, timeZone, verdict }: ItemsSectionProps) {
  const t = useTranslations('pickups.items')
  const { setValue, getValues, clearErrors } = useFormContext<PickupForm>()
  const watched = useWatch<PickupForm, 'items'>({ name: 'items' })
  const items = useMemo(() => watched ?? [], [watched])
  const { isSubmitted } = useFormState<PickupForm>()
  const failureOf = useFailures()
  const [wanted, setWanted] = useState('')
  const { lines } = subject
  const possible = lines.filter((line) => line.left > 0)
  const shown = useMemo(() => {
    const words = normalise(wanted)
    return words === ''
      ? lines
      : lines.filter((line) => normalise(`${line.name} ${line.sku}`).includes(words))
  }, [lines, wanted])

  const set = useCallback(
    (next: ChosenItem[]) => {
      setValue('items', next, { shouldDirty: true, shouldValidate: isSubmitted })
      if (!isSubmitted) clearErrors('items')
    },
    [setValue, clearErrors, isSubmitted],
  )
  const onQuantity = useCallback(
    (line: SubjectLine, quantity: number) => set(chooseItem(getValues('items') ?? [], line, quantity)),
    [set, getValues],
  )
  const onChange = useCallback(
    (line: SubjectLine, more: Partial<ChosenItem>) =>
      set(
        (getValues('items') ?? []).map((item) =>
          item.orderLineId === line.id ? { ...item, ...more } : item,
        ),
      ),
    [set, getValues],
  )

  const whole = failureOf('items')
  return (
    <Section
      id="items"
      title={t('title')}
      description={
        items.length > 0
          ? t('chosen', { count: items.reduce((sum, item) => sum + item.quantity, 0) })
          : t('lead')
      }
      aside={
        possible.length > 1 ? (
          <span className="flex gap-1">
            {items.length > 0 ? (
              <Button variant="ghost" size="sm" onClick={() => set([])}>
                {t('none')}
              </Button>
            ) : null}
            <Button size="sm" onClick={() => set(chooseAll(items, possible))}>
              {t('all')}
            </Button>
          </span>
        ) : null
      }
    >
      {possible.length === 0 ? (
        <Notice tone="amber" className="mb-3">
          {t('nothingLeft')}
        </Notice>
      ) : null}
      {lines.length > long ? (
        <div className="mb-3 max-w-sm">
          <Input
            icon="search"
            type="search"
            aria-label={t('filter')}
            placeholder={t('filter')}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.preventDefault()
            }}
          />
        </div>
      ) : null}
      <ul
        data-lines
        data-wrong={whole ? '' : undefined}
        aria-label={t('title')}
        className={`overflow-hidden rounded-lg border bg-surface ${lines.length > long ? 'xl:max-h-112 xl:overflow-y-auto' : ''} ${whole ? 'border-red' : 'border-hairline'}`}
      >
        {shown.map((line) => {
          const index = items.findIndex((item) => item.orderLineId === line.id)
          return (
            <ItemRow
              key={line.id}
              line={line}
              item={items[index]}
              currency={subject.currency}
              timeZone={timeZone}
              merchantSlug={merchantSlug}
              reasons={reasons}
              failure={index < 0 ? undefined : itemFailure(failureOf, index)}
              onQuantity={onQuantity}
              onChange={onChange}
            />
          )
        })}
        {shown.length === 0 ? <li className="px-3 py-6 text-center text-ink-2">{t('noMatch')}</li> : null}
      </ul>
      <Failure id="items-error" text={whole} />
      <p className="mt-2 text-sm text-ink-3 pointer-coarse:hidden">{t('keys')}</p>
      {verdict}
    </Section>
  )
}

function itemFailure(failureOf: (path: string) => string | undefined, index: number) {
  const failure = {
    quantity: failureOf(`items.${index}.quantity`) ?? failureOf(`items.${index}.orderLineId`),
    reason: failureOf(`items.${index}.reason`),
    comment: failureOf(`items.${index}.comment`),
  }
  return failure.quantity || failure.reason || failure.comment ? failure : undefined
}
