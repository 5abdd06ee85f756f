import type { FieldIssue } from '@/lib/result'
import { coveredBy, sharesBand, type ReasonTree } from './coverage'
import { lawEntry } from './law'
import type { PolicyTerms, WindowException } from './schemas'

/** What the shop has: a policy that names anything else would never apply. */
export type Known = {
  categories: ReadonlySet<string>
  skus: ReadonlySet<string>
  channels: ReadonlySet<string>
  reasons: readonly { code: string; parent: string | null }[]
}

/** More of them help nobody. */
const mostIssues = 100

const issue = (path: string, code: string, message: string, params?: FieldIssue['params']): FieldIssue => ({
  path,
  code,
  message,
  ...(params && { params }),
})

const place = (index: number) => `No. ${index + 1}`

/** Days may only be more than the law's (ЗоЗПП ст. 16). */
function lawfulDays(path: string, days: number): FieldIssue[] {
  const law = lawEntry('zozpp-26.1-4')
  if (!law?.days || days >= law.days) return []
  return [
    issue(
      path,
      'stricter_than_law',
      `${law.article.en} gives the customer ${law.days} days: put ${law.days} or more`,
      { law: law.id, days: law.days },
    ),
  ]
}

function unknown(path: string, kind: string, value: string | null, known: ReadonlySet<string>): FieldIssue[] {
  if (value === null || known.has(value)) return []
  const message = `The shop has no ${kind} ${JSON.stringify(value)}: choose one that it has`
  return [issue(path, `unknown_${kind}`, message, { value })]
}

function reasonTree({ reasons }: Known): ReasonTree {
  const parents = new Map(reasons.map(({ code, parent }) => [code, parent]))
  return new Map(
    reasons.map(({ code }) => {
      const path: string[] = []
      for (let at: string | null = code; at && !path.includes(at); at = parents.get(at) ?? null) path.push(at)
      return [code, path]
    }),
  )
}

function exceptionIssues(exceptions: readonly WindowException[], known: Known): FieldIssue[] {
  const tree = reasonTree(known)
  const codes = new Set(tree.keys())
  return exceptions.flatMap((exception, index) => {
    const path = `exceptions[${index}]`
    const { category, channel, reason, priceFrom, priceTo, days } = exception
    const found = [
      ...lawfulDays(`${path}.days`, days),
      ...unknown(`${path}.category`, 'category', category, known.categories),
      ...unknown(`${path}.channel`, 'channel', channel, known.channels),
      ...unknown(`${path}.reason`, 'reason', reason, codes),
    ]
    if ([category, channel, reason, priceFrom, priceTo].every((condition) => condition === null)) {
      const message = 'An exception needs a condition: add one, or change the usual days instead'
      return [...found, issue(path, 'no_condition', message)]
    }
    if (priceTo !== null && (priceFrom ?? 0) >= priceTo) {
      const message = 'No price lies in this band: its end must be above its beginning'
      return [...found, issue(`${path}.priceTo`, 'empty_band', message)]
    }
    return [...found, ...againstEarlier(exceptions, index, path, tree)]
  })
}

function againstEarlier(
  exceptions: readonly WindowException[],
  index: number,
  path: string,
  tree: ReasonTree,
): FieldIssue[] {
  const exception = exceptions[index]
  if (!exception) return []
  const earlier = exceptions.slice(0, index)
  const covering = coveredBy(exception, earlier, tree)
  if (covering.length > 0) {
    const by = covering.map((at) => at + 1).join(', ')
    const message = `What stands above (No. ${by}) takes everything this is about: move it up or remove it`
    return [issue(path, 'never_fires', message, { place: index + 1, by })]
  }
  const overlapping = earlier.findIndex((other) => sharesBand(exception, other))
  if (overlapping < 0) return []
  const message = `This price band overlaps that of ${place(overlapping)}: let one begin where the other ends`
  return [issue(`${path}.priceFrom`, 'overlapping_band', message, { place: index + 1, by: overlapping + 1 })]
}

function exclusionIssues(exclusions: PolicyTerms['exclusions'], known: Known): FieldIssue[] {
  return exclusions.flatMap(({ category, sku }, index) => {
    const path = `exclusions[${index}]`
    if ((category === null) === (sku === null)) {
      return [issue(path, 'category_or_sku', 'Give a category or one article, not both and not neither')]
    }
    const same = exclusions.findIndex((other) => other.category === category && other.sku === sku)
    return [
      ...unknown(`${path}.category`, 'category', category, known.categories),
      ...unknown(`${path}.sku`, 'sku', sku, known.skus),
      ...(same < index
        ? [
            issue(
              path,
              'duplicate',
              `These goods are excluded already by ${place(same)}: remove one of the two`,
              {
                place: index + 1,
                by: same + 1,
              },
            ),
          ]
        : []),
    ]
  })
}

/**
 * What is wrong with terms of well-formed shape, by field, at most 100: `stricter_than_law` (params: law, days),
 * `no_condition`, `empty_band`, `overlapping_band` and `never_fires` (params: place and by, from 1), `unknown_category`,
 * `unknown_channel`, `unknown_reason`, `unknown_sku` (params: value), `category_or_sku`, `duplicate`.
 */
export function policyIssues(terms: PolicyTerms, known: Known): FieldIssue[] {
  const { roles } = terms.warning
  return [
    ...lawfulDays('days', terms.days),
    ...exceptionIssues(terms.exceptions, known),
    ...exclusionIssues(terms.exclusions, known),
    ...roles.flatMap((role, index) =>
      roles.indexOf(role) < index
        ? [issue(`warning.roles[${index}]`, 'duplicate', 'This role is warned already: remove it once')]
        : [],
    ),
  ].slice(0, mostIssues)
}
