'use client'

import { createContext, use } from 'react'
import type { ReasonChoice } from '@/lib/pickups/queries'
import type { Writing } from '@/lib/typed-numbers'

/** What stands to choose. */
export type Choices = {
  categories: readonly string[]
  channels: readonly { code: string; name: string }[]
  reasons: readonly ReasonChoice[]
}

/** One thing that is wrong, at a place of the terms: `exceptions[0].days`. */
export type Issue = {
  path: string
  code: string
  /** Ready sentence. */
  text: string
  /** The number that puts it right, where there is one. */
  fix?: number
}

type EditorValue = {
  choices: Choices
  writing: Writing
  /** What is wrong at a place; undefined when nothing is, or when it is not to be said yet. */
  issueAt: (path: string) => Issue | undefined
}

export const EditorContext = createContext<EditorValue | null>(null)

export function useEditor(): EditorValue {
  const value = use(EditorContext)
  if (!value) throw new Error('This stands inside the policy editor')
  return value
}

/** The id of the control of a place, and of the sentence about what is wrong with it. */
export function controlId(path: string): string {
  return `policy-${path.replace(/\W+/g, '-').replace(/-$/, '')}`
}
