/** Sentences whose values stand out: words with a role, and how the role travels through a message. */

/** `gone`: what the shop does not have any more; `aside`: what a reader who looks for the way may pass over. */
export type Word = { text: string; role: 'plain' | 'value' | 'gone' | 'aside' }
export type Phrase = Word[]

export function textOf(phrase: Phrase): string {
  return phrase.map(({ text }) => text).join('')
}

// Until then a value carries its role through the messages between characters that no text has.
const marks = { value: '\uE000', gone: '\uE001', aside: '\uE003' } as const
type Marked = keyof typeof marks
const roles = new Map<string, Marked>([
  [marks.value, 'value'],
  [marks.gone, 'gone'],
  [marks.aside, 'aside'],
])
const markEnd = '\uE002'
const marked = /([\uE000\uE001\uE003])([^\uE002]*)\uE002/g

/** The text in a role, to be filled into a message. */
export function mark(text: string, role: Marked = 'value'): string {
  return `${marks[role]}${text.replace(/[\uE000-\uE003]/g, '')}${markEnd}`
}

/** The words of a filled message. */
export function phraseOf(text: string): Phrase {
  const words: Phrase = []
  let at = 0
  for (const found of text.matchAll(marked)) {
    if (found.index > at) words.push({ text: text.slice(at, found.index), role: 'plain' })
    words.push({ text: found[2] ?? '', role: roles.get(found[1] ?? '') ?? 'value' })
    at = found.index + found[0].length
  }
  if (at < text.length) words.push({ text: text.slice(at), role: 'plain' })
  return words
}
