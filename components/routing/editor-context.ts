'use client'

import { createContext, use } from 'react'
import type { LocalDate } from '@/lib/dates'
import type { RoutingNames, RoutingTongue } from '@/lib/routing/words'
import type { RoutingChoices } from '@/lib/routing/queries'
import type { Writing } from '@/lib/typed-numbers'
import type { RuleForm } from './editor-form'

type EditorValue = {
  merchantSlug: string
  choices: RoutingChoices
  names: RoutingNames
  tongue: RoutingTongue
  writing: Writing
  /** The merchant's date. */
  today: LocalDate
  /** Whether what is merely not filled in yet is said too. */
  strict: boolean
}

export const EditorContext = createContext<EditorValue | null>(null)

export function useEditor(): EditorValue {
  const value = use(EditorContext)
  if (!value) throw new Error('This stands inside the rule editor')
  return value
}

/** What can be done with a rule from where it stands; the same functions for as long as the editor is open. */
export type Doing = {
  /** Null: nothing is open. */
  open: (id: string | null) => void
  change: (id: string, change: (rule: RuleForm) => RuleForm) => void
  move: (id: string, by: number) => void
  copy: (id: string) => void
  remove: (id: string) => void
  addAfter: (id: string) => void
  jump: (id: string) => void
}

/** The places of the rules, from 1, by their ids. */
export const PlacesContext = createContext<ReadonlyMap<string, number>>(new Map())

/** The id of the default where rules have theirs. */
export const defaultId = 'default'

/** The element that gets the focus when a rule is gone to. */
export const ruleElementId = (id: string) => `rule-${id}`
