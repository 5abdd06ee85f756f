'use client'

import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { Button } from '@/components/ui/button'
import { InlineSelect } from '@/components/ui/inline-select'
import { conditionFields, type ConditionField } from '@/lib/routing/schemas'
import { FaultLines, useFaults, type RuleFaults } from './editor-faults'
import {
  isFixedField,
  isGroup,
  isRangeField,
  operatorsOf,
  withField,
  type ConditionForm,
  type GroupForm,
} from './editor-form'
import { RangeInputs } from './editor-range'
import { ValueList, ValueToggles } from './editor-values'

const fieldGroups: readonly { name: 'refusal' | 'goods' | 'parcel'; fields: readonly ConditionField[] }[] = [
  { name: 'refusal', fields: ['reason', 'attempt', 'extent', 'packaging', 'weekday'] },
  { name: 'goods', fields: ['category', 'sku', 'supplier', 'price', 'stocked'] },
  { name: 'parcel', fields: ['parcelValue', 'weight', 'payment', 'region', 'city', 'hub', 'carrier'] },
]

export type PartProps = {
  ruleId: string
  path: string
  faults: RuleFaults
  onPart: (key: string, change: (part: ConditionForm | GroupForm) => ConditionForm | GroupForm | null) => void
}

type OneProps = PartProps & {
  condition: ConditionForm
  name: string
  /** Which field gets the focus once it is taken away. */
  next: string
}

/** What is only drawn by the next frame gets the focus then. */
export function focusField(key: string) {
  requestAnimationFrame(() => document.getElementById(`field-${key}`)?.focus())
}

/** One condition: what is looked at, how, and at which values. A key typed beside it does not draw it anew. */
export const OneCondition = memo(function OneCondition(props: OneProps) {
  const { ruleId, condition, path, name, faults, onPart, next } = props
  const t = useTranslations('ruleEditor')
  const { key, field, op, values } = condition
  const found = useFaults(faults, path)
  const errorId = `${ruleId}-${key}-error`
  const wrong = found.length > 0
  const ops = operatorsOf(field)
  const fieldName = t(`fields.${field}`)
  const set = (change: (now: ConditionForm) => ConditionForm) =>
    onPart(key, (part) => (isGroup(part) ? part : change(part)))
  const valued = {
    id: `${ruleId}-${key}-values`,
    label: t('conditions.valuesOf', { name, field: fieldName }),
    values,
    invalid: wrong,
    describedBy: wrong ? errorId : undefined,
    onChange: (chosen: string[]) => set((now) => ({ ...now, values: chosen })),
  }

  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{name}</legend>
      <div className="flex items-start gap-1">
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-1.5 gap-y-1.5">
          <InlineSelect
            id={`field-${ruleId}-${key}`}
            aria-label={t('conditions.fieldOf', { name })}
            value={field}
            onChange={(event) => {
              const chosen = conditionFields.find((one) => one === event.target.value)
              if (chosen) set((now) => withField(now, chosen))
            }}
          >
            {fieldGroups.map((group) => (
              <optgroup key={group.name} label={t(`fieldGroups.${group.name}`)}>
                {group.fields.map((one) => (
                  <option key={one} value={one}>
                    {t(`fields.${one}`)}
                  </option>
                ))}
              </optgroup>
            ))}
          </InlineSelect>
          {ops.length > 1 ? (
            <InlineSelect
              aria-label={t('conditions.operatorOf', { name })}
              value={op}
              quiet
              onChange={(event) => {
                const chosen = ops.find((one) => one === event.target.value)
                if (chosen) set((now) => ({ ...now, op: chosen }))
              }}
            >
              {ops.map((one) => (
                <option key={one} value={one}>
                  {t(`operators.${one}`)}
                </option>
              ))}
            </InlineSelect>
          ) : null}
          {isRangeField(field) ? (
            <RangeInputs
              id={valued.id}
              field={field}
              name={name}
              from={condition.from}
              to={condition.to}
              faults={found}
              describedBy={valued.describedBy}
              onChange={(more) => set((now) => ({ ...now, ...more }))}
            />
          ) : isFixedField(field) ? (
            <ValueToggles field={field} {...valued} />
          ) : (
            <ValueList field={field} {...valued} />
          )}
        </div>
        <Button
          variant="ghost"
          icon="x"
          iconOnly
          onClick={() => {
            onPart(key, () => null)
            focusField(next)
          }}
        >
          {t('conditions.remove', { name })}
        </Button>
      </div>
      <FaultLines id={errorId} faults={found} />
    </fieldset>
  )
})
