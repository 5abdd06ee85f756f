import type { CaseEvent } from './events'
import { inOrder } from './fold'

/** What the customer was paid so far, by what was due each time, minor units. */
export function paidSoFar(events: readonly CaseEvent[]): number {
  let [due, paid] = [0, 0]
  for (const event of inOrder(events)) {
    if (event.type === 'refund.due') due = event.data.amount
    else if (event.type === 'refund.paid') [due, paid] = [0, paid + due]
  }
  return paid
}

/** The sum that is due by the latest word; null: none was named. */
export function lastDue(events: readonly CaseEvent[]): number | null {
  const [due] = inOrder(events)
    .reverse()
    .filter((event) => event.type === 'refund.due')
  return due ? due.data.amount : null
}
