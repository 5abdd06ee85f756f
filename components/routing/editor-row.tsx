'use client'

import { useSortable } from '@dnd-kit/sortable'
import { useTranslations } from 'next-intl'
import { memo, useMemo, type KeyboardEvent, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Menu, MenuButton, MenuSeparator } from '@/components/ui/menu'
import { StatusPill } from '@/components/ui/status-pill'
import type { Finding } from '@/lib/routing/findings'
import { readRule } from './editor-checks'
import { ruleElementId, useEditor, type Doing } from './editor-context'
import { isUnfinished } from './editor-faults'
import { FindingText } from './editor-finding'
import type { RuleForm } from './editor-form'
import { RuleFields } from './editor-rule'
import { RuleSentence } from './rule-sentence'

type RowProps = {
  rule: RuleForm
  /** From 1. */
  place: number
  last: boolean
  open: boolean
  /** Of so many that those out of sight had better not be drawn. */
  amongMany: boolean
  findings: readonly Finding[]
  doing: Doing
}

const none: readonly Finding[] = []
/** Nothing makes room while something is dragged: a line shows where it would go. */
const still = () => null

/** One rule: a sentence, or, when it is open, the form of that sentence. */
export const RuleRow = memo(function RuleRow(props: RowProps) {
  const { rule, place, last, open, amongMany, findings, doing } = props
  const t = useTranslations('ruleEditor.row')
  const { setNodeRef, setActivatorNodeRef, listeners, isDragging, isOver, activeIndex, overIndex } =
    useSortable({ id: rule.id, strategy: still })
  const drop = isOver && activeIndex !== overIndex ? (activeIndex < overIndex ? 'below' : 'above') : null

  function onKeyDown(event: KeyboardEvent<HTMLLIElement>) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!event.altKey || step === undefined) return
    event.preventDefault()
    doing.move(rule.id, step)
  }

  return (
    <li
      ref={setNodeRef}
      aria-label={t('group', { place })}
      data-rule={rule.id}
      data-drop={drop ?? undefined}
      onKeyDown={onKeyDown}
      className={`relative scroll-mt-18 border-hairline not-first:border-t ${isDragging ? 'opacity-40' : ''} ${open ? 'bg-surface' : amongMany ? '[content-visibility:auto] [contain-intrinsic-size:auto_5.5rem]' : ''} ${
        drop === null
          ? ''
          : `before:absolute before:inset-x-0 before:z-1 before:h-0.5 before:rounded before:bg-accent ${drop === 'above' ? 'before:top-0' : 'before:bottom-0'}`
      }`}
    >
      <div className="grid grid-cols-[1.25rem_1.75rem_minmax(0,1fr)_auto] items-start gap-x-1.5 py-2.5 pr-0.5">
        <span
          ref={setActivatorNodeRef}
          {...listeners}
          aria-hidden
          title={t('drag')}
          className="-ml-1 grid h-8 w-6 cursor-grab touch-none place-items-center rounded text-ink-3 hover:bg-hover hover:text-ink active:cursor-grabbing pointer-coarse:h-10"
        >
          <Icon name="grip-vertical" />
        </span>
        <span
          className={`tabular mt-1 grid size-6 place-items-center rounded-full text-sm pointer-coarse:mt-2 ${rule.enabled ? 'bg-sunken text-ink-2' : 'text-ink-3 ring-1 ring-edge ring-inset'}`}
        >
          {place}
        </span>
        {open ? (
          <p className="min-w-0 py-1.5 font-semibold break-words sm:px-1.5 pointer-coarse:py-2.5">
            {rule.name || t('untitled', { place })}
          </p>
        ) : (
          <div className="max-sm:col-span-3 max-sm:col-start-2 max-sm:row-start-2 min-w-0">
            <Closed rule={rule} place={place} doing={doing} />
          </div>
        )}
        <span className="col-start-4 row-start-1 flex items-center gap-0.5">
          <Button
            variant="ghost"
            icon="arrow-up"
            iconOnly
            aria-disabled={place === 1 || undefined}
            onClick={() => doing.move(rule.id, -1)}
          >
            {t('up', { place })}
          </Button>
          <Button
            variant="ghost"
            icon="arrow-down"
            iconOnly
            aria-disabled={last || undefined}
            onClick={() => doing.move(rule.id, 1)}
          >
            {t('down', { place })}
          </Button>
          <RowMenu rule={rule} place={place} doing={doing} />
        </span>
      </div>
      {open ? (
        <RuleFields rule={rule} place={place} doing={doing}>
          <Found findings={findings} open doing={doing} />
        </RuleFields>
      ) : (
        <div className="-mt-1.5 pr-3 pb-3 pl-16.5 empty:hidden max-sm:pl-8">
          <Found findings={findings} doing={doing} />
        </div>
      )}
    </li>
  )
})

/** The sentence is what is pressed to open it. Its words are found anew only when the rule is another one. */
const Closed = memo(function Closed({ rule, place, doing }: Pick<RowProps, 'rule' | 'place' | 'doing'>) {
  const t = useTranslations('ruleEditor.row')
  const { writing, names, strict } = useEditor()
  const { rule: read, faults } = readRule(rule, writing)
  const wrong = faults.filter((fault) => strict || !isUnfinished(fault)).length
  return (
    <button
      type="button"
      id={ruleElementId(rule.id)}
      aria-expanded={false}
      data-wrong={faults.length > 0 && strict ? '' : undefined}
      onClick={() => doing.open(rule.id)}
      className="block w-full rounded-md py-1.5 text-left hover:bg-hover/70 sm:px-1.5"
    >
      <span className="sr-only">{t('edit', { place })} </span>
      {rule.name || !rule.enabled || !read ? (
        <span className="mb-0.5 flex flex-wrap items-center gap-x-2 gap-y-1">
          {rule.name ? <span className="min-w-0 font-semibold break-words">{rule.name}</span> : null}
          {rule.enabled ? null : (
            <StatusPill tone="grey" icon="ban">
              {t('off')}
            </StatusPill>
          )}
          {read ? null : (
            <StatusPill tone={wrong > 0 ? 'red' : 'amber'} icon="pencil">
              {t(wrong > 0 ? 'wrong' : 'unfinished')}
            </StatusPill>
          )}
        </span>
      ) : null}
      <span className={`block text-pretty break-words ${rule.enabled ? '' : 'text-ink-3'}`}>
        {read ? <RuleSentence rule={read} names={names} /> : t('notYet')}
      </span>
      {rule.note ? (
        <span className="mt-0.5 line-clamp-2 text-sm break-words text-ink-3">{rule.note}</span>
      ) : null}
    </button>
  )
})

/** What the check says of it; notes only where somebody looks at the rule. */
export function Found({
  findings = none,
  open = false,
  doing,
}: {
  findings?: readonly Finding[]
  open?: boolean
  doing: Doing
}): ReactNode {
  const t = useTranslations('ruleEditor.row')
  const [weighty, notes] = useMemo(
    () => [
      findings.filter(({ severity }) => severity !== 'note'),
      findings.filter(({ severity }) => severity === 'note'),
    ],
    [findings],
  )
  if (weighty.length === 0 && (!open || notes.length === 0)) return null
  return (
    <div className="space-y-1">
      {weighty.length > 0 ? (
        <ul className="space-y-1">
          {weighty.map((finding) => (
            <li key={JSON.stringify(finding)}>
              <FindingText finding={finding} onJump={doing.jump} />
            </li>
          ))}
        </ul>
      ) : null}
      {open && notes.length > 0 ? (
        <details open={notes.length <= few}>
          <summary className={notes.length <= few ? 'sr-only' : 'w-fit rounded text-sm text-ink-2'}>
            {t('notes', { count: notes.length })}
          </summary>
          <ul className="mt-1 space-y-1">
            {notes.slice(0, mostNotes).map((finding) => (
              <li key={JSON.stringify(finding)}>
                <FindingText finding={finding} onJump={doing.jump} />
              </li>
            ))}
            {notes.length > mostNotes ? (
              <li className="text-sm text-ink-3">{t('moreNotes', { count: notes.length - mostNotes })}</li>
            ) : null}
          </ul>
        </details>
      ) : null}
    </div>
  )
}

const few = 3
const mostNotes = 10

const RowMenu = memo(function RowMenu({ rule, place, doing }: Pick<RowProps, 'rule' | 'place' | 'doing'>) {
  const t = useTranslations('ruleEditor.row')
  const items = [
    {
      icon: rule.enabled ? 'ban' : 'check',
      text: t(rule.enabled ? 'switchOff' : 'switchOn'),
      run: () => doing.change(rule.id, (now) => ({ ...now, enabled: !now.enabled })),
    },
    { icon: 'copy', text: t('copy'), run: () => doing.copy(rule.id) },
    { icon: 'plus', text: t('addBelow'), run: () => doing.addAfter(rule.id) },
  ] as const
  return (
    <Menu
      label={t('more', { place })}
      side="bottom-end"
      className="grid size-8 place-items-center rounded-md text-ink-2 hover:bg-hover hover:text-ink pointer-coarse:size-10"
      trigger={<Icon name="ellipsis" />}
    >
      {items.map(({ icon, text, run }) => (
        <MenuButton
          key={icon}
          onClick={(event) => {
            event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
            run()
          }}
        >
          <Icon name={icon} />
          {text}
        </MenuButton>
      ))}
      <MenuSeparator />
      <MenuButton
        danger
        onClick={(event) => {
          event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
          doing.remove(rule.id)
        }}
      >
        <Icon name="trash" />
        {t('remove')}
      </MenuButton>
    </Menu>
  )
})
