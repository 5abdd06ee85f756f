/** How an answer of the rules is kept. Of hundreds of rules most are passed for the same cause, so it is kept by cause. Pure. */
import type { Passed, RouteAnswer } from '@/lib/routing/route'

/** Rules by their positions, from the first to the last of each run, that were passed for one cause. */
type PassedRuns = Pick<Passed, 'why' | 'fields'> & { rules: [first: number, last: number][] }

export type KeptAnswer = Omit<RouteAnswer, 'passed'> & { passed: PassedRuns[] }

/** Of 200 rules a hundredth of the answer's size where neighbours ask for the same, a fifth where no two do. */
export function keptAnswer({ passed, ...answer }: RouteAnswer): KeptAnswer {
  const causes = new Map<string, PassedRuns>()
  let cause: PassedRuns | undefined
  for (const { position, why, fields } of passed) {
    if (!cause || !isCause(cause, why, fields)) {
      const key = `${why} ${fields.join()}`
      cause = causes.get(key) ?? { why, fields, rules: [] }
      causes.set(key, cause)
    }
    const run = cause.rules.at(-1)
    if (run && run[1] === position - 1) run[1] = position
    else cause.rules.push([position, position])
  }
  return { ...answer, passed: [...causes.values()] }
}

function isCause(cause: PassedRuns, why: Passed['why'], fields: Passed['fields']): boolean {
  return (
    cause.why === why &&
    cause.fields.length === fields.length &&
    cause.fields.every((field, at) => field === fields[at])
  )
}

/** The answer as it was given, rule by rule; those that were kept rule by rule before are as they are. */
export function wholeAnswer({ passed, ...answer }: KeptAnswer | RouteAnswer): RouteAnswer {
  const rules = passed.flatMap((one) =>
    'position' in one
      ? [one]
      : one.rules.flatMap(([first, last]) =>
          Array.from({ length: last - first + 1 }, (_, at): Passed => ({
            position: first + at,
            why: one.why,
            fields: one.fields,
          })),
        ),
  )
  return { ...answer, passed: rules.sort((a, b) => a.position - b.position) }
}
