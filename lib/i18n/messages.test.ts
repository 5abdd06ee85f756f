import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createTranslator } from 'next-intl'
import type { ReactNode } from 'react'
import { describe, expect, test } from 'vitest'
import { locales } from './locale'

type Messages = { [key: string]: string | Messages }

const folder = fileURLToPath(new URL('./messages/', import.meta.url))

function read(locale: string): Record<string, string> {
  const flat: Record<string, string> = {}
  const walk = (prefix: string, node: Messages) => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'string') flat[`${prefix}.${key}`] = value
      else walk(`${prefix}.${key}`, value)
    }
  }
  for (const file of readdirSync(folder + locale)) {
    const messages: Messages = JSON.parse(readFileSync(`${folder}${locale}/${file}`, 'utf8'))
    walk(file.replace(/\.json$/, ''), messages)
  }
  return flat
}

/** Names and kinds of the places that a message fills. */
function holes(message: string): string[] {
  // A form of a plural that is one word is none: «one {day}».
  const places = message.replaceAll(/(=\d+|zero|one|two|few|many|other) \{\w+\}/g, '')
  return [...places.matchAll(/\{(\w+)(?:,\s*(\w+))?[,}]/g)]
    .map(([, name, kind]) => `${name}:${kind ?? ''}`)
    .filter((hole, index, all) => all.indexOf(hole) === index)
    .sort()
}

/** Names of the parts of a message that are drawn: a link, a field inside a sentence. */
function tags(message: string): string[] {
  return [...new Set([...message.matchAll(/<(\w+)>/g)].map(([, name = '']) => name))].sort()
}

const all = { ru: read('ru'), en: read('en') }

describe('messages', () => {
  test('both languages have the same keys', () => {
    expect(Object.keys(all.en).sort()).toEqual(Object.keys(all.ru).sort())
  })

  test('and the same places to fill', () => {
    for (const [key, message] of Object.entries(all.ru)) {
      expect([key, holes(all.en[key] ?? '')]).toEqual([key, holes(message)])
      expect([key, tags(all.en[key] ?? '')]).toEqual([key, tags(message)])
    }
  })

  test.each(locales)('every message in %s can be read', (locale) => {
    for (const [key, message] of Object.entries(all[locale])) {
      const failures: string[] = []
      const t = createTranslator({
        locale,
        timeZone: 'UTC',
        messages: { message },
        onError: (error) => failures.push(error.message),
      })
      const values = Object.fromEntries(holes(message).map((hole) => [hole.split(':')[0], 2]))
      const parts = tags(message).map((tag) => [tag, (chunks: ReactNode) => chunks])
      t.rich('message', { ...values, ...Object.fromEntries(parts) })
      expect([key, failures]).toEqual([key, []])
    }
  })

  test('Russian plurals have all four forms', () => {
    for (const [key, message] of Object.entries(all.ru)) {
      if (!/, plural,/.test(message)) continue
      for (const form of ['one', 'few', 'many', 'other']) expect(`${key}: ${message}`).toContain(`${form} {`)
    }
  })
})
