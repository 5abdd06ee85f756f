import { addDays, isLocalDate, type LocalDate } from '@/lib/dates'
import { fieldIssues } from '@/lib/field-issues'
import type { Locale } from '@/lib/i18n/locale'
import { policyIssues } from '@/lib/policies/checks'
import { lawEntry } from '@/lib/policies/law'
import { judgeCase } from '@/lib/policies/rules'
import { lawOnlyTerms, mostDays, policyTerms, type PolicyTerms } from '@/lib/policies/schemas'
import type { Condition, ItemVerdict, NextStep, Window } from '@/lib/policies/verdict'
import type { Choices } from './editor-context'
import { saidBy, type PolicyForm } from './editor-form'
import type { FieldIssue } from '@/lib/result'
import type { Writing } from '@/lib/typed-numbers'

/**
 * What the editor reckons with: the law, the checks and the judge. They bring the production calendar with them, so the
 * page fetches this file when it is already on the screen.
 */

type ExampleAsked = {
  handedOverOn: LocalDate
  category: string
  /** Minor units. */
  price: number
  reason: string
  channel: string
}

export type ExampleAnswer = {
  outcome: ItemVerdict['outcome']
  ground: ItemVerdict['ground']
  endsOn: LocalDate | null
  next: NextStep
  /** Place of the exception that fits, from 1. */
  exception: number | null
  /** The window of the ground that decides. */
  window: Window | null
  placedOn: LocalDate
  readyOn: LocalDate
  /** The place in the law of what decides; null where that is the shop's own window. */
  article: string | null
  /** Until when a defect could still be claimed, and by what; null where one was. */
  defect: { endsOn: LocalDate; article: string } | null
}

const noon = (date: LocalDate) => new Date(`${date}T12:00:00Z`)

/** A parcel that came two days after it was sent, to a customer who asks the day after; null without a day. */
export function exampleAnswer(
  terms: PolicyTerms,
  { handedOverOn, category, price, reason, channel }: ExampleAsked,
  choices: Choices,
  locale: Locale,
): ExampleAnswer | null {
  if (!isLocalDate(handedOverOn) || handedOverOn < '1996-01-31' || handedOverOn > '9000-01-01') return null
  const placedOn = addDays(handedOverOn, -4)
  const readyOn = addDays(handedOverOn, -2)
  const demandedAt = noon(addDays(handedOverOn, 1))
  const verdict = judgeCase(
    {
      zone: 'UTC',
      demandedAt,
      now: demandedAt,
      order: {
        placedAt: noon(placedOn),
        readyForCollectionAt: noon(readyOn),
        handedOverAt: noon(handedOverOn),
        returnTermsGivenAt: noon(handedOverOn),
        channel,
        buyer: 'consumer',
      },
      policy: { number: 1, terms },
    },
    [
      {
        id: 'example',
        sku: '',
        category: category || null,
        quantity: 1,
        unitPrice: price,
        madeToOrder: false,
        technicallyComplex: false,
        reasons: reason === '' ? [] : withParents(reason, choices),
      },
    ],
  )
  const [item] = verdict.items
  if (!item) return null
  const articleOf = ({ source }: Condition) =>
    'law' in source ? (lawEntry(source.law)?.article[locale] ?? null) : null
  const named = (code: Condition['code']) => item.conditions.find((one) => one.code === code)
  const deciding = named(
    item.ground ?? (item.outcome === 'review' ? 'not_in_exchange_list' : 'not_made_to_order'),
  )
  const open = item.open.find(({ ground, claimed }) => ground === 'defect' && !claimed)
  const defect = named('defect')
  return {
    outcome: item.outcome,
    ground: item.ground,
    endsOn: item.endsOn,
    next: verdict.next,
    exception: named('shop_window')?.facts.exception ?? null,
    window: deciding?.window ?? null,
    placedOn,
    readyOn,
    article: deciding ? articleOf(deciding) : null,
    defect: open?.endsOn && defect ? { endsOn: open.endsOn, article: articleOf(defect) ?? '' } : null,
  }
}

function withParents(code: string, { reasons }: Choices): string[] {
  const parent = reasons.find((reason) => reason.code === code)?.parent
  return parent ? [code, ...withParents(parent, { categories: [], channels: [], reasons })] : [code]
}

/** The place in the law that an entry stands for, as a sentence names it; the id where there is none. */
export function articleOf(law: string, locale: Locale): string {
  return lawEntry(law)?.article[locale] ?? law
}

type Checked = {
  /** Null as long as anything is wrong. */
  terms: PolicyTerms | null
  /** What a judge can read, although the law or the shop may not allow it; null where it is not even that. */
  shaped: PolicyTerms | null
  faults: FieldIssue[]
}

/** How the terms must not be: of their shape first, then by the law and the shop; articles are only checked on the server. */
export function checkForm(form: PolicyForm, writing: Writing, choices: Choices): Checked {
  const said = saidBy(form, writing)
  const parsed = policyTerms.safeParse(said)
  const shape = parsed.success ? [] : fieldIssues(parsed.error, said).map(lawful)
  const bad = new Set(shape.map(({ path }) => path))
  const readable = parsed.success ? parsed.data : readablePart(said, bad)
  const found = readable ? policyIssues(readable, knownTo(choices, readable)) : []
  const faults = [...shape, ...found.filter(({ path, code }) => !hides(bad, path, code))]
  const shaped = parsed.success ? parsed.data : null
  return { terms: faults.length === 0 ? shaped : null, shaped, faults }
}

const rowOf = (path: string) => /^(exceptions|exclusions)\[\d+\]/.exec(path)?.[0]

/** No days and less than none are less than the law's as well. */
function lawful(fault: FieldIssue): FieldIssue {
  const law = lawEntry('zozpp-26.1-4')
  if (fault.code !== 'too_small' || !law?.days || !/(^|\.)days$/.test(fault.path)) return fault
  return { ...fault, code: 'stricter_than_law', params: { law: law.id, days: law.days } }
}

/** Of a row that cannot be read only its days are judged. */
function hides(bad: ReadonlySet<string>, path: string, code: string): boolean {
  const row = rowOf(path)
  const rowIsBad = row !== undefined && [...bad].some((one) => rowOf(one) === row)
  return bad.has(path) || (rowIsBad && code !== 'stricter_than_law')
}

/** The terms with something harmless where they cannot be read, so that the rest is judged all the same. */
function readablePart(said: ReturnType<typeof saidBy>, bad: ReadonlySet<string>): PolicyTerms | null {
  const isBad = (row: string) => [...bad].some((path) => path.startsWith(row))
  // A name that no shop has fits nothing and overlaps with nothing.
  const nobody = (index: number) => `\u0000${index}`
  const parsed = policyTerms.safeParse({
    ...said,
    days: bad.has('days') ? mostDays : said.days,
    autoApprove: isBad('autoApprove') ? null : said.autoApprove,
    pickupAttempts: bad.has('pickupAttempts') ? lawOnlyTerms.pickupAttempts : said.pickupAttempts,
    warning: isBad('warning') ? lawOnlyTerms.warning : said.warning,
    exceptions: said.exceptions.map((exception, index) => {
      const row = `exceptions[${index}]`
      if (!isBad(row)) return exception
      const days = bad.has(`${row}.days`) ? mostDays : exception.days
      return { category: nobody(index), priceFrom: null, priceTo: null, channel: null, reason: null, days }
    }),
    exclusions: said.exclusions.map((exclusion, index) =>
      isBad(`exclusions[${index}]`) ? { ...exclusion, category: null, sku: nobody(index) } : exclusion,
    ),
  })
  return parsed.success ? parsed.data : null
}

function knownTo({ categories, channels, reasons }: Choices, { exclusions }: PolicyTerms) {
  return {
    categories: new Set(categories),
    channels: new Set(channels.map(({ code }) => code)),
    skus: new Set(exclusions.flatMap(({ sku }) => sku ?? [])),
    reasons,
  }
}
