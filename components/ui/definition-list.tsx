import type { ReactNode } from 'react'

export type Fact = { term: ReactNode; value: ReactNode; key?: string }

/** Facts under one another: term left, value right; under each other on a phone when `stack`. */
export function DefinitionList({ facts, stack }: { facts: Fact[]; stack?: boolean }) {
  return (
    <dl className={stack ? 'space-y-3' : 'space-y-1.5'}>
      {facts.map((fact, index) => (
        <div
          key={fact.key ?? index}
          className={stack ? '' : 'grid grid-cols-[minmax(6.5rem,2fr)_minmax(0,3fr)] gap-3'}
        >
          <dt className={stack ? 'text-sm text-ink-3' : 'text-ink-3'}>{fact.term}</dt>
          <dd className="min-w-0 break-words">{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}
