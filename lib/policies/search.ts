/** The addresses of the screens about a shop's return policy, and the state that lives in them. */

import { parseVersionNumber } from '@/lib/version-number'

/** What a version is compared with; null: the one before it. */
export type Against = { version: number } | 'draft' | 'law' | null

type Params = Record<string, string | string[] | undefined>

/** Reads `?with=`; what cannot be understood is as if it were not there. */
export function parseAgainst(params: Params): Against {
  const asked = (Array.isArray(params.with) ? params.with[0] : params.with) ?? ''
  if (asked === 'draft' || asked === 'law') return asked
  const version = parseVersionNumber(asked)
  return version === null ? null : { version }
}

/** How a comparison stands in the address and in a list to choose from. */
export function againstKey(against: Exclude<Against, null>): string {
  return typeof against === 'string' ? against : String(against.version)
}

export function policyDraftHref(merchantSlug: string): string {
  return `/${merchantSlug}/policy/draft`
}

export function policyVersionHref(merchantSlug: string, number: number, against: Against = null): string {
  const query = against === null ? '' : `?with=${againstKey(against)}`
  return `/${merchantSlug}/policy/versions/${number}${query}`
}
