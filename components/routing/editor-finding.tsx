'use client'

import { useTranslations } from 'next-intl'
import { use, type ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import { formatLongDate, formatMoney, formatNumber } from '@/lib/i18n/format'
import { quoted } from '@/lib/routing/condition-words'
import type { ExampleValue, Finding } from '@/lib/routing/findings'
import { textOf } from '@/lib/routing/phrase'
import type { Condition } from '@/lib/routing/schemas'
import { conditionWords } from '@/lib/routing/words'
import { PlacesContext, useEditor, type Doing } from './editor-context'
import { isFixedField, isManyField, isRangeField } from './editor-form'

const looks: Record<Finding['severity'], { icon: IconName; ink: string; text: string }> = {
  error: { icon: 'circle-exclamation-point', ink: 'text-red', text: 'text-red-ink' },
  warning: { icon: 'triangle-exclamation-point', ink: 'text-amber', text: 'text-amber-ink' },
  note: { icon: 'info', ink: 'text-ink-3', text: 'text-ink-2' },
}

/** One thing that the check has found, in words; the rules it names can be gone to. */
export function FindingText({ finding, onJump }: { finding: Finding; onJump: Doing['jump'] }) {
  const t = useTranslations('ruleEditor.findings')
  const severities = useTranslations('ruleEditor.severity')
  const look = looks[finding.severity]
  return (
    <span className={`flex min-w-0 items-start gap-1.5 text-sm ${look.text}`}>
      <Icon
        name={look.icon}
        size={14}
        label={severities(finding.severity)}
        className={`mt-0.75 ${look.ink}`}
      />
      <span className="min-w-0">
        <Words finding={finding} t={t} onJump={onJump} />
      </span>
    </span>
  )
}

type WordsProps = {
  finding: Finding
  t: ReturnType<typeof useTranslations<'ruleEditor.findings'>>
  onJump: Doing['jump']
}

function Words({ finding, t, onJump }: WordsProps): ReactNode {
  const example = useExample()
  const fields = useTranslations('ruleEditor.fields')
  const { tongue, writing, names, today } = useEditor()
  const rule = (id: string) => <RuleLink id={id} onJump={onJump} />
  const placeName = (id: string) => quoted(names.locations.get(id)?.name ?? '', tongue)
  switch (finding.kind) {
    case 'never_fires':
      return t.rich('neverFires', {
        count: finding.by.length,
        by: () => <RuleLinks ids={finding.by} onJump={onJump} />,
      })
    case 'impossible': {
      const list = new Intl.ListFormat(tongue.locale).format(finding.fields.map((field) => fields(field)))
      return t('impossible', { fields: list })
    }
    case 'contradicts':
      return t.rich('contradicts', { other: () => rule(finding.otherId) })
    case 'overlaps':
      return t.rich('overlaps', { other: () => rule(finding.otherId), example: example(finding.example) })
    case 'unknown_value':
      return t('unknownValue', {
        field: fields(finding.field),
        value: finding.value,
      })
    case 'unknown_destination':
      return t('unknownDestination')
    case 'hub_destination':
      return t('hubDestination', { name: placeName(finding.locationId) })
    case 'closed_destination': {
      const name = placeName(finding.locationId)
      if (finding.from === null) return t('closed', { name })
      const year = finding.from.slice(0, 4) !== today.slice(0, 4)
      return t('closing', { name, date: formatLongDate(finding.from, writing.locale, { year }) })
    }
    case 'gap':
      return finding.example.length === 0 ? t('gapAny') : t('gap', { example: example(finding.example) })
    case 'default_never':
      return t('defaultNever')
    case 'not_proved':
      return t('notProved')
  }
}

/** Says an example refusal in words. */
function useExample(): (example: readonly ExampleValue[]) => string {
  const t = useTranslations('ruleEditor.example')
  const { names, tongue, writing } = useEditor()
  return (example) =>
    example
      .map(({ field, value }) => {
        if (value === null) return t(`other.${field}`)
        if (isRangeField(field)) {
          const amount = Number(value)
          if (field === 'attempt') return t('attempt', { number: amount })
          if (field === 'weight')
            return t('weight', { amount: formatNumber(amount / 1000, tongue.locale, 3) })
          return t(field, { amount: formatMoney(amount, writing.currency, writing.locale) })
        }
        const values = [String(value)]
        const condition: Condition = isManyField(field)
          ? { field, op: 'any', values }
          : isFixedField(field)
            ? { field, op: 'in', values }
            : { field, op: 'in', values }
        return textOf(conditionWords(condition, names, tongue))
      })
      .join(', ')
}

function RuleLinks({ ids, onJump }: { ids: readonly string[]; onJump: Doing['jump'] }) {
  const { tongue } = useEditor()
  const parts = new Intl.ListFormat(tongue.locale).formatToParts(ids)
  return parts.map(({ type, value }, index) =>
    type === 'element' ? <RuleLink key={index} id={value} onJump={onJump} bare={index > 0} /> : value,
  )
}

/** «правило 2», which can be gone to; `bare`: the number alone. */
function RuleLink({ id, onJump, bare = false }: { id: string; onJump: Doing['jump']; bare?: boolean }) {
  const t = useTranslations('ruleEditor.findings')
  const place = use(PlacesContext).get(id) ?? 0
  return (
    <button
      type="button"
      aria-label={bare ? t('rule', { place }) : undefined}
      onClick={() => onJump(id)}
      className="rounded-xs font-medium whitespace-nowrap underline underline-offset-2"
    >
      {bare ? place : t('rule', { place })}
    </button>
  )
}
