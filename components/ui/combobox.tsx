import type { ComponentProps, KeyboardEvent } from 'react'
import { Icon } from './icon'

type ComboboxProps = Pick<ComponentProps<'input'>, 'ref' | 'placeholder' | 'onPaste' | 'aria-label'> & {
  /** The input has the id `<id>-query`; `-list`, `-hint` and `-0`, `-1`, … are its list, its hint and its options. */
  id: string
  query: string
  onQuery: (query: string) => void
  /** How many options there are now. */
  count: number
  /** The place of the chosen one. */
  active: number
  onActive: (place: number) => void
  /** Enter was pressed. */
  onEnter: () => void
  busy: boolean
  large?: boolean
}

/** The field above a list of what was found: arrows choose, round and round, and Enter picks. */
export function ComboboxInput(props: ComboboxProps) {
  const { id, query, onQuery, count, active, onActive, onEnter, busy, large = false, ...rest } = props

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      onEnter()
      return
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined || count === 0) return
    event.preventDefault()
    const next = (active + step + count) % count
    onActive(next)
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <div className="relative">
      <Icon
        name={busy ? 'loader-circle' : 'search'}
        size={large ? 18 : 16}
        className={`pointer-events-none absolute inset-y-0 my-auto text-ink-3 ${large ? 'left-3' : 'left-2.5'} ${busy ? 'animate-spin' : ''}`}
      />
      <input
        {...rest}
        id={`${id}-query`}
        role="combobox"
        aria-expanded={count > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={count > 0 ? `${id}-${active}` : undefined}
        aria-autocomplete="list"
        aria-describedby={`${id}-hint`}
        value={query}
        maxLength={100}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="search"
        className={`field-control ${large ? 'h-12 pl-10! text-lg' : 'h-9 pl-8!'}`}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </div>
  )
}
