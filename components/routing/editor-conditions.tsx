'use client'

import { useTranslations } from 'next-intl'
import { memo, useCallback, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { conditionFields, type ConditionField } from '@/lib/routing/schemas'
import { focusField, OneCondition, type PartProps } from './editor-condition'
import { FaultLines, useFaults, type RuleFaults } from './editor-faults'
import {
  isGroup,
  newCondition,
  newGroup,
  type ConditionForm,
  type GroupForm,
  type RuleForm,
} from './editor-form'
import { changePart } from './editor-moves'

/** From so many groups on, those that are out of sight are not laid out at every key. */
const many = 5

type ConditionsProps = {
  rule: RuleForm
  faults: RuleFaults
  onChange: (change: (rule: RuleForm) => RuleForm) => void
}

/** «Если …»: the conditions of a rule and its groups, in the order of its sentence. `onChange` stays the same function. */
export function Conditions({ rule, faults, onChange }: ConditionsProps) {
  const t = useTranslations('ruleEditor.conditions')
  const own = useFaults(faults, 'when.of')

  const setPart: PartProps['onPart'] = useCallback(
    (key, change) => onChange((now) => changePart(now, key, change)),
    [onChange],
  )

  function add(part: ConditionForm | GroupForm) {
    onChange((now) => ({ ...now, of: [...now.of, part] }))
    focusField(`${rule.id}-${isGroup(part) ? (part.of[0]?.key ?? '') : part.key}`)
  }

  return (
    <div id={`when-${rule.id}`} tabIndex={-1} className="outline-none!">
      <ul className="space-y-1.5">
        {rule.of.map((part, index) => (
          <li
            key={part.key}
            className={
              isGroup(part) && rule.of.length > many
                ? '[content-visibility:auto] [contain-intrinsic-size:auto_20rem]'
                : undefined
            }
          >
            <Line
              joint={
                index === 0 ? (
                  t('if')
                ) : (
                  <Joint
                    match={rule.match}
                    fixed={index > 1}
                    label={t('joint')}
                    onChange={(match) => onChange((now) => ({ ...now, match }))}
                  />
                )
              }
            >
              {isGroup(part) ? (
                <Group
                  ruleId={rule.id}
                  group={part}
                  path={`when.of[${index}]`}
                  place={index + 1}
                  faults={faults}
                  onPart={setPart}
                />
              ) : (
                <OneCondition
                  ruleId={rule.id}
                  condition={part}
                  path={`when.of[${index}]`}
                  name={t('name', { place: index + 1 })}
                  faults={faults}
                  onPart={setPart}
                  next={`add-${rule.id}`}
                />
              )}
            </Line>
          </li>
        ))}
      </ul>
      <FaultLines id={`when-${rule.id}-error`} faults={own} />
      <div className="mt-2 flex flex-wrap gap-2 sm:pl-13">
        <Button
          id={`field-add-${rule.id}`}
          size="sm"
          icon="plus"
          aria-disabled={rule.of.length >= 20 || undefined}
          onClick={() => {
            if (rule.of.length < 20) add(newCondition(nextField(rule.of)))
          }}
        >
          {t('add')}
        </Button>
        <Button
          size="sm"
          variant="ghost"
          icon="layers"
          aria-disabled={rule.of.length >= 20 || undefined}
          onClick={() => {
            if (rule.of.length < 20) add(newGroup(nextField(rule.of)))
          }}
        >
          {t('addGroup')}
        </Button>
      </div>
    </div>
  )
}

/** A field that is not asked about yet, in the order in which people think of them. */
function nextField(parts: readonly (ConditionForm | GroupForm)[]): ConditionField {
  const asked = new Set(parts.flatMap((one) => (isGroup(one) ? one.of : [one])).map(({ field }) => field))
  const usual: readonly ConditionField[] = [
    'reason',
    'parcelValue',
    'category',
    'region',
    'attempt',
    'carrier',
  ]
  return (
    usual.find((field) => !asked.has(field)) ?? conditionFields.find((field) => !asked.has(field)) ?? 'reason'
  )
}

/** The joining word before a part of the sentence, and the part. */
function Line({ joint, children }: { joint: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-3 sm:grid-cols-[2.5rem_minmax(0,1fr)]">
      <div className="pt-1.5 leading-5 text-ink-2 pointer-coarse:pt-2.5">{joint}</div>
      <div className="min-w-0">{children}</div>
    </div>
  )
}

type JointProps = {
  match: 'all' | 'any'
  /** Only the first joint of a group is a choice, the others follow it. */
  fixed: boolean
  label: string
  onChange: (match: 'all' | 'any') => void
}

function Joint({ match, fixed, label, onChange }: JointProps) {
  const t = useTranslations('ruleEditor.conditions')
  if (fixed) return t(`match.${match}`)
  return (
    <select
      aria-label={label}
      value={match}
      onChange={(event) => onChange(event.target.value === 'all' ? 'all' : 'any')}
      className="field-control h-8 w-auto! appearance-none border-dashed! px-2! font-medium max-sm:mb-1.5 sm:-my-1.5 sm:-ml-2 pointer-coarse:h-10 sm:pointer-coarse:-my-2.5"
    >
      <option value="all">{t('match.all')}</option>
      <option value="any">{t('match.any')}</option>
    </select>
  )
}

type GroupProps = PartProps & { group: GroupForm; place: number }

const Group = memo(function Group({ ruleId, group, path, place, faults, onPart }: GroupProps) {
  const t = useTranslations('ruleEditor.conditions')
  const name = t('group', { place })
  return (
    <fieldset className="min-w-0 rounded-md border border-hairline bg-sunken/60 px-3 py-2.5">
      <legend className="sr-only">{name}</legend>
      <ul className="space-y-1.5">
        {group.of.map((condition, index) => (
          <li key={condition.key} className="grid gap-x-3 sm:grid-cols-[2.5rem_minmax(0,1fr)]">
            <div className="pt-1.5 leading-5 text-ink-2 pointer-coarse:pt-2.5">
              {index === 0 ? (
                group.of.length > 1 ? (
                  t(`opening.${group.match}`)
                ) : null
              ) : (
                <Joint
                  match={group.match}
                  fixed={index > 1}
                  label={t('jointIn', { place })}
                  onChange={(match) =>
                    onPart(group.key, (part) => (isGroup(part) ? { ...part, match } : part))
                  }
                />
              )}
            </div>
            <OneCondition
              ruleId={ruleId}
              condition={condition}
              path={`${path}.of[${index}]`}
              name={t('nameIn', { group: place, place: index + 1 })}
              faults={faults}
              onPart={onPart}
              next={group.of.length > 1 ? `add-${group.key}` : `add-${ruleId}`}
            />
          </li>
        ))}
      </ul>
      <div className="mt-2 flex flex-wrap gap-1 sm:pl-13">
        <Button
          id={`field-add-${group.key}`}
          size="sm"
          variant="ghost"
          icon="plus"
          aria-label={t('addIn', { place })}
          aria-disabled={group.of.length >= 20 || undefined}
          onClick={() => {
            if (group.of.length >= 20) return
            const added = newCondition(nextField(group.of))
            onPart(group.key, (part) => (isGroup(part) ? { ...part, of: [...part.of, added] } : part))
            focusField(`${ruleId}-${added.key}`)
          }}
        >
          {t('add')}
        </Button>
        <Button
          size="sm"
          variant="ghost"
          icon="trash"
          onClick={() => {
            onPart(group.key, () => null)
            focusField(`add-${ruleId}`)
          }}
        >
          {t('removeGroup')}
        </Button>
      </div>
    </fieldset>
  )
})
