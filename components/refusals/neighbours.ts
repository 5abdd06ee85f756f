import { parseCaseSearch, type CaseSearch } from '@/lib/cases/search'
import type { RefusalTab } from '@/lib/refusals/search'

/** The list of returns that has the cases of a tab in the tab's order: through it j and k go on from one card to the next. */
export function caseListOf(tab: RefusalTab): CaseSearch {
  switch (tab) {
    case 'needs_route':
    case 'redelivery':
      return parseCaseSearch({ kind: 'refusal', stage: tab, sort: '-waiting' })
    case 'moving':
      return parseCaseSearch({ kind: 'refusal', stage: 'in_transit', sort: '-waiting' })
    case 'arrived':
      return parseCaseSearch({ kind: 'refusal', stage: 'inspection', sort: '-waiting' })
    default:
      return parseCaseSearch({ kind: 'refusal' })
  }
}
