'use client'

import { useTranslations } from 'next-intl'
import { useCallback, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { Actions } from './editor-actions'
import { readRule } from './editor-checks'
import { Conditions } from './editor-conditions'
import { useEditor, type Doing } from './editor-context'
import type { ActionsForm, RuleForm } from './editor-form'

type FieldsProps = {
  rule: RuleForm
  place: number
  doing: Doing
  /** What the check says of it. */
  children: ReactNode
}

/** The open rule: its sentence as a form, then its name and why it exists. */
export function RuleFields({ rule, place, doing, children }: FieldsProps) {
  const t = useTranslations('ruleEditor.rule')
  const { writing } = useEditor()
  const { id } = rule
  const { faults } = readRule(rule, writing)
  const name = t('name', { place })
  const change = (more: Partial<RuleForm>) => doing.change(id, (now) => ({ ...now, ...more }))
  // The same functions for as long as the rule is open: a key typed in one part of it is no news to the others.
  const changeRule = useCallback((next: (now: RuleForm) => RuleForm) => doing.change(id, next), [doing, id])
  const changeThen = useCallback(
    (more: Partial<ActionsForm>) => changeRule((now) => ({ ...now, then: { ...now.then, ...more } })),
    [changeRule],
  )

  return (
    <div role="group" aria-label={name} className="space-y-4 pr-3 pb-4 sm:pl-8">
      <fieldset className="min-w-0">
        <legend className="sr-only">{t('conditions', { place })}</legend>
        <Conditions rule={rule} faults={faults} onChange={changeRule} />
      </fieldset>
      <Actions id={id} name={name} then={rule.then} faults={faults} onChange={changeThen} />
      <div className="sm:pl-13">{children}</div>
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2 sm:pl-13">
        <Field id={`${id}-name`} label={t('title')} optional={t('optional')}>
          {(aria) => (
            <Input
              {...aria}
              value={rule.name}
              maxLength={120}
              autoComplete="off"
              placeholder={t('titlePlaceholder')}
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Field>
        <Field id={`${id}-note`} label={t('note')} optional={t('optional')}>
          {(aria) => (
            <Textarea
              {...aria}
              rows={1}
              maxLength={1000}
              value={rule.note}
              placeholder={t('notePlaceholder')}
              onChange={(event) => change({ note: event.target.value })}
              className="min-h-8! leading-5"
            />
          )}
        </Field>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3 sm:pl-13">
        <Checkbox
          label={t('enabled')}
          checked={rule.enabled}
          onChange={(event) => change({ enabled: event.target.checked })}
        />
        <Button icon="check" onClick={() => doing.open(null)}>
          {t('done')}
        </Button>
      </div>
    </div>
  )
}
