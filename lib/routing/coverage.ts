import { copyOf, Literal, narrow, stands, wholeBox, type Box } from './coverage-boxes'
import type { Space } from './coverage-domains'
import type { Condition, ConditionField, ConditionGroup, InnerGroup } from './schemas'

/**
 * Whether there is a refusal for which some rules hold and others do not: decided, not tried out. Conditions are literals
 * over the cells of coverage-domains, a rule is ands and ors of them, and so is its opposite. The search narrows a box by
 * what has only one way left to hold, splits it where there are more, and ends with a box of refusals or with none.
 */

/** Literals that hold together. */
type Cube = readonly Literal[]

/** One of the cubes must hold. `owner`: whose it is, to tell what a proof needed. */
export type Constraint = { owner: number; cubes: readonly Cube[] }

/** A rule's conditions: what must hold for it to hold, and for it not to. */
export type Formula = { holds: readonly Constraint[]; fails: readonly Constraint[] }

/** A box of refusals that are so; none, and the owners whose constraints the proof needed; or too much work. */
export type Answer = { box: Box } | { box: null; needed: ReadonlySet<number> } | 'too_long'

class TooLong extends Error {}

function literalOf(space: Space, condition: Condition, isFree: boolean): Literal {
  const domain = space.domains.get(condition.field)
  const set = space.named.get(condition)
  if (!domain || !set) throw new Error(`Not a condition of this space: ${condition.field}`)
  space.work.done += 100 + domain.words * 4
  if (isFree) return new Literal(domain, domain.full, false)
  switch (condition.op) {
    case 'in':
    case 'between':
    case 'all':
      return new Literal(domain, set, false)
    case 'any':
      return new Literal(domain, set, true)
    case 'not_in':
      return new Literal(domain, set, false).not
    case 'none':
      return new Literal(domain, set, true).not
  }
}

/** Literals of one field of which one must hold, made one where they can be. */
function either({ work }: Space, literals: Cube): Cube {
  const merged: Literal[] = []
  for (const literal of literals) {
    const { of, meets, set } = literal
    work.done += 50 + merged.length * 2
    const place = merged.findIndex((one) => one.of === of && one.meets === meets && meets === of.many)
    const other = merged[place]
    if (other) {
      work.done += of.words * 8
      merged[place] = new Literal(
        of,
        set.map((word, index) => word | other.set[index]!),
        meets,
      )
    } else {
      merged.push(literal)
    }
  }
  return merged
}

function oneOf(space: Space, owner: number, cubes: readonly Cube[]): Constraint {
  const single = either(
    space,
    cubes.flatMap((cube) => (cube.length === 1 ? cube : [])),
  )
  return {
    owner,
    cubes: [...single.map((literal) => [literal]), ...cubes.filter(({ length }) => length > 1)],
  }
}

const opposites = (literals: Cube): Cube => literals.map(({ not }) => not)
const each = (literals: Cube): Cube[] => literals.map((literal) => [literal])

/**
 * What must hold for conditions of this space to hold together, and for them not to. Conditions on fields that
 * `isFree` are taken to hold always.
 */
export function formulaOf(
  space: Space,
  group: ConditionGroup,
  owner: number,
  isFree: (field: ConditionField) => boolean = () => false,
): Formula {
  const literals = (part: Condition | InnerGroup): Literal[] =>
    'match' in part ? part.of.flatMap(literals) : [literalOf(space, part, isFree(part.field))]
  const parts = group.of.flatMap((part) =>
    'match' in part && part.match !== group.match ? [literals(part)] : each(literals(part)),
  )
  return group.match === 'all'
    ? {
        holds: parts.map((clause) => oneOf(space, owner, each(clause))),
        fails: [oneOf(space, owner, parts.map(opposites))],
      }
    : {
        holds: [oneOf(space, owner, parts)],
        fails: parts.map((cube) => oneOf(space, owner, each(opposites(cube)))),
      }
}

/** 1: all hold in the whole box, -1: one of them nowhere, 0: some refusals of the box. */
function cubeStands(box: Box, cube: Cube): 1 | 0 | -1 {
  let worst: 1 | 0 = 1
  for (const literal of cube) {
    const found = stands(box, literal)
    if (found === -1) return -1
    if (found === 0) worst = 0
  }
  return worst
}

const noWay: Cube[] = []

/** The ways that are left for a constraint to hold; null: it holds already. */
function waysLeft(box: Box, { cubes }: Constraint): readonly Cube[] | null {
  let ways = noWay
  box.space.work.done += 30 + cubes.length * 15
  for (const cube of cubes) {
    const found = cubeStands(box, cube)
    if (found === 1) return null
    if (found === -1) continue
    if (ways === noWay) ways = [cube]
    else ways.push(cube)
  }
  return ways
}

/** Whether a constraint surely holds for every refusal of a box; it may still do so when this is false. */
export function surely(box: Box, constraints: readonly Constraint[]): boolean {
  return constraints.every((constraint) => waysLeft(box, constraint) === null)
}

/** Whether these are bounds on fields and nothing else, so that their hull is what they hold for. */
export const areBounds = (constraints: readonly Constraint[]) =>
  constraints.every(({ cubes }) => cubes.length === 1)

/** Whether a bound among these surely leaves something of a box out. */
export function leaveOut(box: Box, constraints: readonly Constraint[]): boolean {
  return constraints.some((one) => one.cubes.length === 1 && waysLeft(box, one) !== null)
}

/** A search that passes `end` of the space's work ends without an answer. */
type Search = { end: number; needed: Set<number> }

/** A box within this one, which it changes, where all constraints hold; null: there is none. */
function search(box: Box, given: readonly Constraint[], state: Search): Box | null {
  const { work } = box.space
  let open = given
  for (;;) {
    const left: Constraint[] = []
    let narrowest: { constraint: Constraint; ways: readonly Cube[] } | null = null
    let hasChanged = false
    for (const constraint of open) {
      work.done += 10
      if (work.done > state.end) throw new TooLong()
      const ways = waysLeft(box, constraint)
      if (ways === null) continue
      if (ways.length > 1) {
        left.push(constraint)
        if (!narrowest || ways.length < narrowest.ways.length) narrowest = { constraint, ways }
        continue
      }
      state.needed.add(constraint.owner)
      const [only] = ways
      if (!only || !only.every((literal) => narrow(box, literal))) return null
      hasChanged = true
    }
    open = left
    if (hasChanged) continue
    return narrowest ? split(box, open, narrowest, state) : box
  }
}

/** Tries the ways of one constraint one after another, each without what was tried before. */
function split(
  box: Box,
  open: readonly Constraint[],
  { constraint, ways }: { constraint: Constraint; ways: readonly Cube[] },
  state: Search,
): Box | null {
  const { owner } = constraint
  state.needed.add(owner)
  const others = open.filter((one) => one !== constraint)
  const tried: Constraint[] = []
  for (const way of ways) {
    const part = copyOf(box)
    if (way.every((literal) => narrow(part, literal))) {
      const found = search(part, [...tried, ...others], state)
      if (found) return found
    }
    tried.push(oneOf(box.space, owner, each(opposites(way))))
  }
  return null
}

/** Looks for refusals within a box for which all constraints hold, with no more than so much work. */
export function find(within: Box, constraints: readonly Constraint[], most: number): Answer {
  const needed = new Set<number>()
  within.space.work.done += 500 + constraints.length * 10
  try {
    const box = search(copyOf(within), constraints, { end: within.space.work.done + most, needed })
    return box ? { box } : { box, needed }
  } catch (error) {
    if (error instanceof TooLong) return 'too_long'
    throw error
  }
}

/** Whether a constraint can hold nowhere in a box: quick, and may say no where a search would find out. */
export function areHopeless(box: Box, constraints: readonly Constraint[]): boolean {
  box.space.work.done += 100
  return constraints.some(({ cubes }) => cubes.every((cube) => cubeStands(box, cube) === -1))
}

/** The box that what must hold at any rate leaves; null: nothing. All refusals for which the constraints hold lie in it. */
export function hullOf(space: Space, constraints: readonly Constraint[]): Box | null {
  const box = wholeBox(space)
  const holds = constraints.every(
    ({ cubes: [only, ...more] }) => more.length > 0 || only?.every((literal) => narrow(box, literal)),
  )
  return holds ? box : null
}
