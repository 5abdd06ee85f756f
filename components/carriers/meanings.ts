/** What a carrier's word may be said to mean, for a select: the shop's reasons, or the events a carrier may report. */
import type { MapCodeInput } from '@/lib/carriers/schemas'
import { carrierEventTypes } from '@/lib/carriers/rules'
import type { Locale } from '@/lib/i18n/locale'
import type { ReasonChoice } from '@/lib/pickups/queries'
import { reasonTree } from '@/lib/pickups/rules'

export type Meaning = { value: string; label: string }
export type MeaningGroup = { label: string; options: Meaning[] }
export type Meanings = Record<MapCodeInput['kind'], MeaningGroup[]>

/** A group may be chosen itself: the carrier may know no more. */
export function reasonMeanings(
  reasons: readonly ReasonChoice[],
  locale: Locale,
  other: string,
): MeaningGroup[] {
  const option = (reason: ReasonChoice) => ({ value: reason.code, label: reason[locale] })
  const nodes = reasonTree(reasons)
  const groups = nodes
    .filter(({ children }) => children.length > 0)
    .map(({ reason, children }) => ({ label: reason[locale], options: [reason, ...children].map(option) }))
  const single = nodes.filter(({ children }) => children.length === 0).map(({ reason }) => option(reason))
  return single.length > 0 ? [...groups, { label: other, options: single }] : groups
}

export function typeMeanings(
  nameOf: (type: string) => string,
  groupOf: (group: string) => string,
): MeaningGroup[] {
  const heads = [...new Set(carrierEventTypes.map((type) => type.slice(0, type.indexOf('.'))))]
  return heads.map((head) => ({
    label: groupOf(head),
    options: carrierEventTypes
      .filter((type) => type.startsWith(`${head}.`))
      .map((type) => ({ value: type, label: nameOf(type) })),
  }))
}
