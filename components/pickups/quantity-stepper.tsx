'use client'

import { useState, type KeyboardEvent } from 'react'
import { Icon } from '@/components/ui/icon'

type QuantityStepperProps = {
  id: string
  label: string
  value: number
  min: number
  max: number
  describedBy?: string
  invalid?: boolean
  lessLabel: string
  moreLabel: string
  onChange: (quantity: number) => void
}

const side =
  'grid h-8 w-8 place-items-center text-ink-2 hover:bg-hover hover:text-ink disabled:text-ink-3 disabled:opacity-50 pointer-coarse:h-10 pointer-coarse:w-10'

/** A number between two bounds: typed, stepped by arrow keys, or pressed. The buttons are for the pointer alone. */
export function QuantityStepper(props: QuantityStepperProps) {
  const { id, label, value, min, max, describedBy, invalid, lessLabel, moreLabel, onChange } = props
  // While a person types, the field may hold what is no number yet.
  const [typed, setTyped] = useState<string>()

  function set(next: number) {
    setTyped(undefined)
    onChange(Math.max(min, Math.min(max, next)))
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const step = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    set(value + step)
  }

  return (
    <span
      className={`inline-flex items-stretch overflow-hidden rounded-md bg-surface ring-1 ring-inset has-focus-visible:ring-2 has-focus-visible:ring-accent ${invalid ? 'ring-red' : 'ring-field'}`}
    >
      <button
        type="button"
        tabIndex={-1}
        aria-label={lessLabel}
        disabled={value <= min}
        onClick={() => set(value - 1)}
        className={side}
      >
        <Icon name="minus" size={14} />
      </button>
      <input
        id={id}
        role="spinbutton"
        inputMode="numeric"
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        autoComplete="off"
        value={typed ?? String(value)}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          const text = event.target.value.replace(/\D/g, '').slice(0, 7)
          const number = Number(text)
          setTyped(text)
          if (text !== '' && number >= min) onChange(Math.min(max, number))
          if (number > max) setTyped(String(max))
        }}
        onBlur={() => setTyped(undefined)}
        onKeyDown={onKeyDown}
        className="tabular w-9 bg-transparent text-center outline-none! pointer-coarse:text-lg"
      />
      <button
        type="button"
        tabIndex={-1}
        aria-label={moreLabel}
        disabled={value >= max}
        onClick={() => set(value + 1)}
        className={side}
      >
        <Icon name="plus" size={14} />
      </button>
    </span>
  )
}
