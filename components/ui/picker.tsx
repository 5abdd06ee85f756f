'use client'

import { useEffect, useId, useRef, useState, type FocusEvent } from 'react'
import { ComboboxInput } from './combobox'
import { Icon } from './icon'

export type PickerOption = {
  value: string
  label: string
  /** A second line. */
  detail?: string
  /** Stands under the one before it that is not. */
  inner?: boolean
  disabled?: boolean
}

export type PickerWords = {
  placeholder: string
  hint: string
  nothing: string
  /** There are more than are shown. */
  more: string
}

type PickerProps = {
  /** Of the button. */
  id: string
  /** What is chosen here; names the button, with its text, and the list. */
  label: string
  /** What stands on the button. */
  text: string
  className?: string
  invalid?: boolean
  describedBy?: string
  words: PickerWords
  chosen: readonly string[]
  /** Several may be chosen, and the list stays open. */
  multiple?: boolean
  /** What there is to choose from; with `find`, what is shown before anything is typed. */
  options: readonly PickerOption[]
  /** Looks for more while somebody types. */
  find?: (query: string) => Promise<readonly PickerOption[]>
  onPick: (value: string) => void
}

const mostShown = 100

/** A button in a line of text that opens a list in the platform's top layer, with a field to search it by. */
export function Picker(props: PickerProps) {
  const { id, label, text, className = '', invalid, describedBy } = props
  const panelId = useId()
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)

  function close() {
    panel.current?.hidePopover()
    button.current?.focus()
  }

  function onBlur(event: FocusEvent<HTMLDivElement>) {
    const next = event.relatedTarget
    if (next instanceof Node && !event.currentTarget.contains(next)) panel.current?.hidePopover()
  }

  return (
    <>
      <button
        ref={button}
        id={id}
        type="button"
        popoverTarget={panelId}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={`${label}: ${text}`}
        data-wrong={invalid ? '' : undefined}
        aria-describedby={describedBy}
        className={`field-control relative inline-flex h-8 w-auto! max-w-full items-center gap-1.5 pr-7! pl-2! text-left leading-5 data-wrong:border-red! pointer-coarse:h-10 ${className}`}
      >
        <span className="truncate">{text}</span>
        <Icon
          name="chevrons-up-down"
          size={14}
          className="pointer-events-none absolute inset-y-0 right-2 my-auto text-ink-3"
        />
      </button>
      <div
        ref={panel}
        id={panelId}
        popover="auto"
        role="dialog"
        aria-label={label}
        onBlur={onBlur}
        onBeforeToggle={(event) => {
          if (event.newState === 'open' && button.current) place(event.currentTarget, button.current)
        }}
        onToggle={(event) => setOpen(event.newState === 'open')}
        className="w-96 max-w-[calc(100vw-1rem)] overflow-hidden rounded-lg bg-surface shadow-float"
      >
        {open ? <Panel {...props} onDone={close} /> : null}
      </div>
    </>
  )
}

/** Below the button, or above it where there is more room; never outside the window. */
function place(panel: HTMLElement, button: HTMLElement) {
  const box = button.getBoundingClientRect()
  const below = innerHeight - box.bottom - 12
  const above = box.top - 12
  const up = below < 280 && above > below
  panel.style.inset = 'auto'
  if (up) panel.style.bottom = `${innerHeight - box.top + 4}px`
  else panel.style.top = `${box.bottom + 4}px`
  const width = Math.min(384, innerWidth - 16)
  panel.style.left = `${Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8))}px`
  panel.style.maxHeight = `${Math.max(160, Math.min(400, up ? above : below))}px`
}

function Panel({
  label,
  words,
  chosen,
  multiple,
  options,
  find,
  onPick,
  onDone,
}: PickerProps & { onDone: () => void }) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const { found, busy } = useFound(query, options, find)
  const shown = found.slice(0, mostShown)

  useEffect(() => input.current?.focus({ preventScroll: true }), [])

  function pick(option: PickerOption | undefined) {
    if (!option || (option.disabled && !chosen.includes(option.value))) return
    onPick(option.value)
    if (!multiple) onDone()
  }

  return (
    <div className="flex max-h-[inherit] flex-col">
      <div className="p-2">
        <ComboboxInput
          ref={input}
          id={id}
          aria-label={label}
          query={query}
          onQuery={(next) => {
            setQuery(next)
            setActive(0)
          }}
          count={shown.length}
          active={Math.min(active, Math.max(0, shown.length - 1))}
          onActive={setActive}
          onEnter={() => pick(shown[active])}
          busy={busy}
          placeholder={words.placeholder}
        />
        <p id={`${id}-hint`} className="sr-only">
          {words.hint}
        </p>
      </div>
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        aria-multiselectable={multiple || undefined}
        className="min-h-0 flex-1 overflow-y-auto px-1 pb-1"
      >
        {shown.map((option, index) => (
          <Option
            key={option.value}
            id={`${id}-${index}`}
            option={option}
            active={index === active}
            chosen={chosen.includes(option.value)}
            onHover={() => setActive(index)}
            onPick={() => pick(option)}
          />
        ))}
      </ul>
      <p role="status" className="px-3 pb-2 text-sm text-ink-3 empty:hidden">
        {busy ? null : shown.length === 0 && (query !== '' || !find) ? words.nothing : null}
        {found.length > mostShown ? words.more : null}
      </p>
    </div>
  )
}

type OptionProps = {
  id: string
  option: PickerOption
  active: boolean
  chosen: boolean
  onHover: () => void
  onPick: () => void
}

function Option({ id, option, active, chosen, onHover, onPick }: OptionProps) {
  const { label, detail, inner, disabled } = option
  return (
    <li
      id={id}
      role="option"
      aria-selected={chosen}
      aria-disabled={(disabled && !chosen) || undefined}
      onPointerMove={onHover}
      // The field above keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
      className={`flex min-h-8 cursor-pointer items-start gap-2 rounded-md py-1.5 pr-2 aria-disabled:text-ink-3 pointer-coarse:min-h-11 pointer-coarse:py-2.5 ${inner ? 'pl-6' : 'pl-2'} ${active ? 'bg-hover' : ''}`}
    >
      <Icon name="check" className={`mt-0.5 ${chosen ? 'text-accent' : 'invisible'}`} />
      <span className="min-w-0">
        <span className="block break-words">{label}</span>
        {detail ? <span className="tabular block text-sm break-words text-ink-3">{detail}</span> : null}
      </span>
    </li>
  )
}

const folded = (text: string) => text.toLowerCase().replaceAll('ё', 'е')

/** Of the options those that hold every word; where more can be looked for, what was found. */
function useFound(query: string, options: readonly PickerOption[], find: PickerProps['find']) {
  const [answer, setAnswer] = useState<{ query: string; found: readonly PickerOption[] }>()
  const wanted = folded(query).split(/\s+/).filter(Boolean)
  const asked = query.trim()

  useEffect(() => {
    if (!find || asked === '') return
    let late = false
    const timer = setTimeout(() => {
      find(asked).then(
        (found) => late || setAnswer({ query: asked, found }),
        () => late || setAnswer({ query: asked, found: [] }),
      )
    }, 200)
    return () => {
      late = true
      clearTimeout(timer)
    }
  }, [asked, find])

  if (find && asked !== '') return { found: answer?.found ?? [], busy: answer?.query !== asked }
  const holds = ({ label, detail = '' }: PickerOption) =>
    wanted.every((word) => folded(`${label} ${detail}`).includes(word))
  return { found: wanted.length === 0 ? options : options.filter(holds), busy: false }
}
