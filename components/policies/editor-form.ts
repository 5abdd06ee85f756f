import { z } from 'zod'
import { roles } from '@/lib/permissions'
import {
  countFroms,
  exclusionBases,
  outsides,
  type Exclusion,
  type PolicyTerms,
  type WindowException,
} from '@/lib/policies/schemas'
import { sumOf, sumText, wholeOf, type Writing } from '@/lib/typed-numbers'

/** The terms as they stand in the form: numbers and sums as they were typed, «any» as an empty text. */
const text = z.string()
const exceptionForm = z.object({
  category: text,
  priceFrom: text,
  priceTo: text,
  channel: text,
  reason: text,
  days: text,
})
export const exclusionKinds = ['category', 'sku'] as const
const exclusionForm = z.object({
  kind: z.enum(exclusionKinds),
  category: text,
  sku: text,
  basis: z.enum(exclusionBases),
})
export const approvals = ['up_to', 'any', 'none'] as const
export const policyFormShape = z.object({
  days: text,
  countFrom: z.enum(countFroms),
  shift: z.enum(['yes', 'no']),
  writtenTerms: z.enum(['every_order', 'as_recorded']),
  outside: z.enum(outsides),
  approval: z.enum(approvals),
  upTo: text,
  pickupAttempts: text,
  warnDays: text,
  warnRoles: z.array(z.enum(roles)),
  exceptions: z.array(exceptionForm),
  exclusions: z.array(exclusionForm),
})
export type PolicyForm = z.infer<typeof policyFormShape>
type ExceptionForm = z.infer<typeof exceptionForm>
type ExclusionForm = z.infer<typeof exclusionForm>

/** What nobody is likely to mean by a wish to approve small returns: the start of the field. */
const usualThreshold = 300_000

function exceptionFormOf(exception: WindowException, writing: Writing): ExceptionForm {
  return {
    category: exception.category ?? '',
    priceFrom: sumText(exception.priceFrom, writing),
    priceTo: sumText(exception.priceTo, writing),
    channel: exception.channel ?? '',
    reason: exception.reason ?? '',
    days: String(exception.days),
  }
}

function exclusionFormOf({ category, sku, basis }: Exclusion): ExclusionForm {
  return { kind: sku === null ? 'category' : 'sku', category: category ?? '', sku: sku ?? '', basis }
}

export function formOf(terms: PolicyTerms, writing: Writing): PolicyForm {
  const { autoApprove, warning } = terms
  return {
    days: String(terms.days),
    countFrom: terms.countFrom,
    shift: terms.extendToWorkingDay ? 'yes' : 'no',
    writtenTerms: terms.writtenTerms,
    outside: terms.outside,
    approval: autoApprove === null ? 'none' : autoApprove.upTo === null ? 'any' : 'up_to',
    upTo: sumText(autoApprove?.upTo ?? usualThreshold, writing),
    pickupAttempts: String(terms.pickupAttempts),
    warnDays: String(warning.daysBefore),
    warnRoles: [...warning.roles],
    exceptions: terms.exceptions.map((exception) => exceptionFormOf(exception, writing)),
    exclusions: terms.exclusions.map(exclusionFormOf),
  }
}

/** What the form says, in the shape of the terms: whether it is one, `policyTerms` decides. */
export function saidBy(form: PolicyForm, writing: Writing) {
  const sum = (typed: string) => sumOf(typed, writing)
  return {
    days: wholeOf(form.days),
    exceptions: form.exceptions.map((exception) => ({
      category: exception.category || null,
      priceFrom: sum(exception.priceFrom),
      priceTo: sum(exception.priceTo),
      channel: exception.channel || null,
      reason: exception.reason || null,
      days: wholeOf(exception.days),
    })),
    countFrom: form.countFrom,
    extendToWorkingDay: form.shift === 'yes',
    writtenTerms: form.writtenTerms,
    outside: form.outside,
    autoApprove:
      form.approval === 'none'
        ? null
        : // An empty sum must not come to mean «any».
          { upTo: form.approval === 'any' ? null : (sum(form.upTo) ?? undefined) },
    pickupAttempts: wholeOf(form.pickupAttempts),
    warning: {
      daysBefore: wholeOf(form.warnDays),
      // In the order of the roles, whichever was ticked first.
      roles: roles.filter((role) => form.warnRoles.includes(role)),
    },
    exclusions: form.exclusions.map(({ kind, category, sku, basis }) => ({
      category: kind === 'category' ? category || undefined : null,
      sku: kind === 'sku' ? sku.trim() || undefined : null,
      basis,
    })),
  }
}

/** Whether two forms say the same, however it was typed. */
export function saySame(a: PolicyForm, b: PolicyForm, writing: Writing): boolean {
  const plain = (form: PolicyForm) =>
    // What is no number is not the same as nothing, which JSON would make of both.
    JSON.stringify(saidBy(form, writing), (_, value: unknown) => (Number.isNaN(value) ? 'NaN' : value))
  return plain(a) === plain(b)
}

export const newException = (days: string): ExceptionForm => ({
  category: '',
  priceFrom: '',
  priceTo: '',
  channel: '',
  reason: '',
  days,
})

export const newExclusion: ExclusionForm = {
  kind: 'category',
  category: '',
  sku: '',
  basis: 'made_to_order',
}
