'use client'

import {
  closestCenter,
  DndContext,
  DragOverlay,
  PointerSensor,
  useDndMonitor,
  useSensor,
  useSensors,
  type Modifier,
} from '@dnd-kit/core'
import { SortableContext } from '@dnd-kit/sortable'
import { useTranslations } from 'next-intl'
import { useMemo, useState, type ReactNode } from 'react'
import type { Finding } from '@/lib/routing/findings'
import { readRule } from './editor-checks'
import { useEditor, type Doing } from './editor-context'
import type { RuleForm } from './editor-form'
import { RuleRow } from './editor-row'
import { RuleSentence } from './rule-sentence'

type ListProps = {
  rules: readonly RuleForm[]
  openId: string | null
  findings: ReadonlyMap<string, readonly Finding[]>
  doing: Doing
  onDrop: (id: string, to: number) => void
  /** What stands below the last rule. */
  children: ReactNode
}

const nothing: readonly Finding[] = []
/** From so many on, rows that are out of sight are not laid out at every key. */
const many = 50

const upAndDown: Modifier = ({ transform }) => ({ ...transform, x: 0 })
// The same objects every time: whatever is new here draws every row anew, at each key that is typed in one of them.
const modifiers = [upAndDown]
const byHand = { activationConstraint: { distance: 4 } }
// What is dragged by hand is told of by the list itself, and needs no instructions: there are buttons and keys.
const quiet = {
  announcements: {
    onDragStart: () => undefined,
    onDragOver: () => undefined,
    onDragEnd: () => undefined,
    onDragCancel: () => undefined,
  },
  screenReaderInstructions: { draggable: '' },
}

/**
 * Lets rules be dragged. Stands around all that changes while one is writing: whenever it is drawn itself it tells all
 * that is below it, which costs more than any key may.
 */
export function Dragging({ children }: { children: ReactNode }) {
  const sensors = useSensors(useSensor(PointerSensor, byHand))
  return (
    <DndContext
      id="rules"
      sensors={sensors}
      collisionDetection={closestCenter}
      modifiers={modifiers}
      accessibility={quiet}
    >
      {children}
    </DndContext>
  )
}

/** The rules in their order, which can be changed by hand, inside `Dragging`. */
export function RuleList({ rules, openId, findings, doing, onDrop, children }: ListProps) {
  const t = useTranslations('ruleEditor.list')
  const [dragged, setDragged] = useState<string | null>(null)
  const order = rules.map(({ id }) => id).join()
  // The same array for as long as the order is the same: a key typed in one rule is no news to the others.
  const items = useMemo(() => (order === '' ? [] : order.split(',')), [order])
  const held = rules.find(({ id }) => id === dragged)
  useDndMonitor({
    onDragStart: ({ active }) => setDragged(String(active.id)),
    onDragEnd: ({ active, over }) => {
      setDragged(null)
      if (over && over.id !== active.id) onDrop(String(active.id), items.indexOf(String(over.id)))
    },
    onDragCancel: () => setDragged(null),
  })

  return (
    <>
      <div className="rounded-lg border border-hairline pl-2">
        <SortableContext items={items}>
          {rules.length === 0 ? (
            <p className="py-5 pr-2 text-center text-ink-2">{t('empty')}</p>
          ) : (
            <ol aria-label={t('name')}>
              {rules.map((rule, index) => (
                <RuleRow
                  key={rule.id}
                  rule={rule}
                  place={index + 1}
                  last={index === rules.length - 1}
                  open={rule.id === openId}
                  amongMany={rules.length > many}
                  findings={findings.get(rule.id) ?? nothing}
                  doing={doing}
                />
              ))}
            </ol>
          )}
        </SortableContext>
        <div className="-ml-2 pl-0">{children}</div>
      </div>
      <DragOverlay dropAnimation={null}>
        {held ? <Ghost rule={held} place={rules.indexOf(held) + 1} /> : null}
      </DragOverlay>
    </>
  )
}

/** What hangs on the finger while it is dragged. */
function Ghost({ rule, place }: { rule: RuleForm; place: number }) {
  const t = useTranslations('ruleEditor.row')
  const { names, writing } = useEditor()
  const { rule: read } = readRule(rule, writing)
  return (
    <div className="flex cursor-grabbing items-start gap-3 rounded-lg bg-surface px-3 py-2.5 shadow-float">
      <span className="tabular grid size-6 shrink-0 place-items-center rounded-full bg-accent text-sm font-medium text-on-accent">
        {place}
      </span>
      <span className="line-clamp-2 min-w-0 py-0.5">
        {rule.name || (read ? <RuleSentence rule={read} names={names} /> : t('notYet'))}
      </span>
    </div>
  )
}
