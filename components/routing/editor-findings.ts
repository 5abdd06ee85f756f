'use client'

import { useEffect, useMemo, useState } from 'react'
import { v7 } from 'uuid'
import type { LocalDate } from '@/lib/dates'
import { loadFindings } from '@/lib/routing/actions'
import type { Finding, KnownValues } from '@/lib/routing/findings'
import type { RoutingChoices } from '@/lib/routing/queries'
import type { Condition, ManyField, OneField, RuleSetContent } from '@/lib/routing/schemas'
import type { Writing } from '@/lib/typed-numbers'
import { RuleChecker } from './editor-checker'
import { finishedPart } from './editor-checks'
import { defaultId } from './editor-context'
import { nothingDecided, type RulesForm } from './editor-form'

/** Fields whose lists of choices may not hold everything that the shop has. */
const openFields = ['category', 'sku', 'supplier', 'region', 'city', 'carrier'] as const
type OpenField = (typeof openFields)[number]
type Named = Record<OpenField, ReadonlySet<string>>

const listOf = (choices: RoutingChoices): Named => ({
  category: new Set(choices.categories),
  sku: new Set(),
  supplier: new Set(choices.suppliers),
  region: new Set(choices.regions),
  city: new Set(choices.cities),
  carrier: new Set(choices.carriers.map(({ code }) => code)),
})

/** Values that the rules name and the lists do not: only the server knows whether the shop has them. */
function doubtful({ rules }: RuleSetContent, lists: Named): [OpenField, string][] {
  const conditions = rules.flatMap(({ when }) => when.of.flatMap((one) => ('match' in one ? one.of : [one])))
  const found = new Map<string, [OpenField, string]>()
  for (const condition of conditions) {
    const field = openFields.find((one) => one === condition.field)
    if (!field || !('values' in condition)) continue
    for (const value of condition.values) {
      if (!lists[field].has(value)) found.set(`${field}\n${value}`, [field, value])
    }
  }
  return [...found.values()]
}

/** Rules that do nothing but name these values. */
function asking(values: readonly [OpenField, string][]): RuleSetContent {
  const rules = openFields.flatMap((field) => {
    const named = values.filter(([one]) => one === field).map(([, value]) => value)
    const chunks = Array.from({ length: Math.ceil(named.length / 200) }, (_, at) =>
      named.slice(at * 200, at * 200 + 200),
    )
    return chunks.map((chunk) => ({
      id: v7(),
      name: '',
      note: '',
      enabled: true,
      when: { match: 'all' as const, of: [conditionOn(field, chunk)] },
      then: nothingDecided.otherwise,
    }))
  })
  return { rules: rules.slice(0, 500), otherwise: nothingDecided.otherwise }
}

function conditionOn(field: OneField | ManyField, values: string[]): Condition {
  return field === 'category' || field === 'sku' || field === 'supplier'
    ? { field, op: 'any', values }
    : { field, op: 'in', values }
}

/** What a check is told that the shop has: its lists, and what is named and not known to be missing. */
function knownTo(
  choices: RoutingChoices,
  lists: Named,
  named: readonly [OpenField, string][],
  missing: ReadonlySet<string>,
  today: LocalDate,
): KnownValues {
  const all = (field: OpenField): ReadonlySet<string> =>
    new Set([
      ...lists[field],
      ...named
        .filter(([one, value]) => one === field && !missing.has(`${one}\n${value}`))
        .map(([, value]) => value),
    ])
  return {
    reasons: choices.reasons,
    categories: all('category'),
    suppliers: all('supplier'),
    regions: all('region'),
    cities: all('city'),
    skus: all('sku'),
    carriers: all('carrier'),
    hubs: new Set([...choices.hubs, ...choices.locations].map(({ code }) => code)),
    locations: choices.locations,
    today,
  }
}

type Asked = {
  merchantSlug: string
  form: RulesForm
  writing: Writing
  choices: RoutingChoices
  today: LocalDate
}

type Checked = {
  /** What was checked. */
  form: RulesForm
  findings: readonly Finding[] | null
}

export type Findings = {
  /** Of what was checked last; null before the first answer, and where the check could not be loaded. */
  findings: readonly Finding[] | null
  /** Something was written since. */
  checking: boolean
}

const pause = 200

/**
 * What the static check finds in the rules as they are being written, a moment after the last key: proved beside the page,
 * on what the page knows of the shop; whether the shop has a value that no list names is asked of the server.
 */
export function useFindings({ merchantSlug, form, writing, choices, today }: Asked): Findings {
  const [checker] = useState(() => new RuleChecker())
  const [checked, setChecked] = useState<Checked | null>(null)
  const [asked, setAsked] = useState('[]')
  const [missing, setMissing] = useState<ReadonlySet<string>>(new Set())
  const lists = useMemo(() => listOf(choices), [choices])

  useEffect(() => {
    const timer = setTimeout(() => {
      const content = finishedPart(form, writing)
      const named = doubtful(content, lists)
      setAsked(JSON.stringify(named))
      checker.ask({ content, known: knownTo(choices, lists, named, missing, today) }, (next) =>
        setChecked((before) => {
          const same = JSON.stringify(before?.findings ?? null) === JSON.stringify(next)
          return { form, findings: same && before ? before.findings : next }
        }),
      )
    }, pause)
    return () => {
      clearTimeout(timer)
      checker.stop()
    }
  }, [checker, form, writing, missing, choices, lists, today])

  useEffect(() => () => checker.close(), [checker])

  useEffect(() => {
    const values = JSON.parse(asked) as [OpenField, string][]
    if (values.length === 0) return
    let late = false
    loadFindings(merchantSlug, asking(values)).then(
      (answer) => {
        if (late || !answer.ok) return
        const gone = answer.data.flatMap((one) =>
          one.kind === 'unknown_value' ? `${one.field}\n${one.value}` : [],
        )
        setMissing((before) =>
          before.size === gone.length && gone.every((one) => before.has(one)) ? before : new Set(gone),
        )
      },
      () => undefined,
    )
    return () => {
      late = true
    }
  }, [asked, merchantSlug])

  return { findings: checked?.findings ?? null, checking: checked?.form !== form }
}

/** The findings by the rule they are about; the same array as before for a rule about which the same is said. */
export function byRule(
  findings: readonly Finding[],
  before: ReadonlyMap<string, readonly Finding[]>,
): ReadonlyMap<string, readonly Finding[]> {
  const now = new Map<string, Finding[]>()
  for (const finding of findings) {
    const id = 'ruleId' in finding ? (finding.ruleId ?? defaultId) : defaultId
    const held = now.get(id)
    if (held) held.push(finding)
    else now.set(id, [finding])
  }
  return new Map(
    [...now].map(([id, found]): [string, readonly Finding[]] => {
      const held = before.get(id)
      return [id, held && JSON.stringify(held) === JSON.stringify(found) ? held : found]
    }),
  )
}
