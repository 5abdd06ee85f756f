'use client'

import { useTranslations } from 'next-intl'
import { memo, type ReactNode } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { InlineSelect } from '@/components/ui/inline-select'
import { Input } from '@/components/ui/input'
import { formatMoney } from '@/lib/i18n/format'
import { routePrice } from '@/lib/routing/costs'
import { wholeOf } from '@/lib/typed-numbers'
import { readActions } from './editor-checks'
import { useEditor } from './editor-context'
import { FaultLines, useFaults, type RuleFaults } from './editor-faults'
import type { ActionsForm } from './editor-form'
import { PlacePicker } from './editor-place'

type ActionsProps = {
  /** Of the rule, for the ids of the controls. */
  id: string
  /** «Правило 3», for the names of the controls. */
  name: string
  then: ActionsForm
  faults: RuleFaults
  onChange: (more: Partial<ActionsForm>) => void
}

const ways = ['deliver', 'redeliver', 'ask'] as const
const flags = ['sorting', 'repack', 'tellCustomer', 'tellOrderSystem', 'refund'] as const

/** «то …»: where the parcel goes and what else is done, in the order of the sentence. */
export const Actions = memo(function Actions({ id, name, then, faults, onChange }: ActionsProps) {
  const t = useTranslations('ruleEditor.actions')
  const { choices, writing } = useEditor()
  const to = useFaults(faults, 'then.to')
  const storage = useFaults(faults, 'then.storageDays')
  const money = (minor: number) => formatMoney(minor, writing.currency, writing.locale)
  const toError = `${id}-to-error`
  const storageError = `${id}-storage-error`
  const days = wholeOf(then.storageDays)
  const costOf = { sorting: choices.costs.sorting, repack: choices.costs.repack }

  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{t('legend', { name })}</legend>
      <div className="grid gap-x-3 gap-y-2 sm:grid-cols-[2.5rem_minmax(0,1fr)]">
        <div className="pt-1.5 leading-5 text-ink-2 pointer-coarse:pt-2.5">{t('then')}</div>
        <div className="min-w-0 space-y-2.5">
          <div>
            <div className="flex flex-wrap items-center gap-1.5">
              <InlineSelect
                id={`${id}-way`}
                aria-label={t('way', { name })}
                value={then.action}
                onChange={(event) => {
                  const action = ways.find((one) => one === event.target.value)
                  if (action) onChange({ action })
                }}
              >
                {ways.map((way) => (
                  <option key={way} value={way}>
                    {t(`ways.${way}`)}
                  </option>
                ))}
              </InlineSelect>
              {then.action === 'deliver' ? (
                <PlacePicker
                  id={`${id}-place`}
                  label={t('place', { name })}
                  locationId={then.locationId}
                  invalid={to.length > 0}
                  describedBy={to.length > 0 ? toError : undefined}
                  onChange={(locationId) => onChange({ locationId })}
                />
              ) : null}
              {then.action === 'redeliver' ? (
                <Redelivery
                  id={id}
                  name={name}
                  then={then}
                  wrong={to.map(({ path }) => path)}
                  errorId={toError}
                  onChange={onChange}
                />
              ) : null}
            </div>
            <FaultLines id={toError} faults={to} />
          </div>
          <div>
            <div className="flex flex-wrap items-center gap-1.5">
              {t('storage')}
              <Small
                id={`${id}-storage`}
                label={t('storageOf', { name })}
                value={then.storageDays}
                placeholder={String(choices.costs.storageDays)}
                wrong={storage.length > 0}
                errorId={storageError}
                onChange={(storageDays) => onChange({ storageDays })}
              />
              {t('days', { count: Number.isSafeInteger(days) ? Number(days) : choices.costs.storageDays })}
              {then.storageDays === '' ? <span className="text-sm text-ink-3">{t('usual')}</span> : null}
            </div>
            <FaultLines id={storageError} faults={storage} />
          </div>
          <div className="grid gap-x-6 sm:grid-cols-2">
            {flags.map((flag) => (
              <Checkbox
                key={flag}
                label={
                  (flag === 'sorting' || flag === 'repack') && costOf[flag] > 0
                    ? t('withCost', { what: t(`flags.${flag}`), cost: money(costOf[flag]) })
                    : t(`flags.${flag}`)
                }
                checked={then[flag]}
                onChange={(event) => onChange({ [flag]: event.target.checked })}
              />
            ))}
          </div>
          <Consequences then={then} />
          <Price then={then}>{(cost, count) => t('price', { cost: money(cost), count })}</Price>
        </div>
      </div>
    </fieldset>
  )
})

/** What a choice means here that its name does not say. */
function Consequences({ then }: { then: ActionsForm }) {
  const t = useTranslations('ruleEditor.actions.means')
  const lines = [
    then.tellCustomer ? t(then.action === 'ask' ? 'tellNothing' : 'tellCustomer') : '',
    then.refund && then.action === 'redeliver' ? t('noRefund') : '',
  ].filter(Boolean)
  return lines.length === 0 ? null : (
    <ul className="space-y-1 text-sm text-pretty text-ink-2">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

type RedeliveryProps = Omit<ActionsProps, 'faults'> & { wrong: readonly string[]; errorId: string }

function Redelivery({ id, name, then, wrong, errorId, onChange }: RedeliveryProps) {
  const t = useTranslations('ruleEditor.actions')
  const days = wholeOf(then.afterDays)
  const time = (end: 'windowFrom' | 'windowTo') => (
    <Input
      type="time"
      aria-label={t(`${end}Of`, { name })}
      aria-invalid={wrong.some((path) => path.includes('.window')) || undefined}
      aria-describedby={wrong.length > 0 ? errorId : undefined}
      value={then[end]}
      onChange={(event) => onChange({ [end]: event.target.value })}
      className="tabular w-auto! px-2! leading-5 font-medium"
    />
  )
  return (
    <>
      {t('after')}
      <Small
        id={`${id}-after`}
        label={t('afterOf', { name })}
        value={then.afterDays}
        wrong={wrong.some((path) => path.endsWith('.afterDays'))}
        errorId={errorId}
        onChange={(afterDays) => onChange({ afterDays })}
      />
      {days === 0 ? t('sameDay') : t('days', { count: Number.isSafeInteger(days) ? Number(days) : 1 })}
      <Checkbox
        label={t('timed')}
        checked={then.timed}
        onChange={(event) => onChange({ timed: event.target.checked })}
        className="ml-2"
      />
      {then.timed ? (
        <span className="inline-flex flex-wrap items-center gap-1.5">
          {t('windowFrom')}
          {time('windowFrom')}
          {t('windowTo')}
          {time('windowTo')}
        </span>
      ) : null}
    </>
  )
}

type SmallProps = {
  id: string
  label: string
  value: string
  placeholder?: string
  wrong: boolean
  errorId: string
  onChange: (value: string) => void
}

/** A small number in a line of text. */
function Small({ id, label, value, placeholder, wrong, errorId, onChange }: SmallProps) {
  return (
    <Input
      id={id}
      aria-label={label}
      aria-invalid={wrong || undefined}
      aria-describedby={wrong ? errorId : undefined}
      inputMode="numeric"
      autoComplete="off"
      maxLength={9}
      value={value}
      placeholder={placeholder}
      onChange={(event) => onChange(event.target.value)}
      className="tabular w-14! px-1.5! text-center leading-5 font-medium placeholder:font-normal"
    />
  )
}

/** What a parcel costs that goes this way, where that is known. */
function Price({
  then,
  children,
}: {
  then: ActionsForm
  children: (cost: number, days: number) => ReactNode
}) {
  const { choices } = useEditor()
  const read = readActions(then).then
  if (!read) return null
  const places = choices.locations.map((place) => ({ ...place, open: !place.closed }))
  const { cost, storageDays } = routePrice(
    read,
    { hub: null },
    { costs: choices.costs, places, currency: choices.currency },
  )
  return cost === null || cost === 0 ? null : (
    <p className="text-sm text-ink-3">{children(cost, storageDays)}</p>
  )
}
