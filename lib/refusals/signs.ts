/** What a courier's visit says against his word. Pure. */
import type { RefusalSign, Visit } from './refusal'

/** Nobody hands over a parcel, hears a refusal and writes it down in less. */
const shortestVisitSeconds = 60

/**
 * Signs in what the carrier logged; what it did not log is no sign. That nobody was there is one only where the carrier says
 * so itself (`arrivedAt: null`), and says nothing of his leaving.
 */
export function visitSigns(visit: Visit | null): RefusalSign[] {
  if (!visit) return []
  const signs: RefusalSign[] = []
  if (visit.calls === 0) signs.push({ kind: 'no_call', calls: 0 })
  if (visit.arrivedAt === null) {
    if (visit.leftAt === undefined) signs.push({ kind: 'no_visit' })
  } else if (visit.arrivedAt !== undefined && visit.leftAt !== undefined) {
    const seconds = Math.floor((Date.parse(visit.leftAt) - Date.parse(visit.arrivedAt)) / 1000)
    if (seconds >= 0 && seconds < shortestVisitSeconds) signs.push({ kind: 'short_visit', seconds })
  }
  return signs
}
