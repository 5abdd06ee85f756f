import type { CaseEvent } from './events'
import { inOrder } from './fold'

/** The sum that is due by the latest word; null: none was named. */
export function lastDue(events: readonly CaseEvent[]): number | null {
  const [due] = inOrder(events)
    .reverse()
    .filter((event) => event.type === 'refund.due')
  return due ? due.data.amount : null
}
