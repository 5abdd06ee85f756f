import { reversedDigits } from '@/lib/phone'

/**
 * Search by ranges of tokens. A token is a letter for its kind, a colon, and what is looked for by its beginning:
 * `n:` case number, `o:` order number, `w:` word of a name, `p:` phone reversed (people know its ending),
 * `t:` tracking number, `e:` tracking number reversed.
 */
export type CaseTokenSource = {
  number: number
  orderNumber: string
  customerName: string | null
  phones: (string | null)[]
  trackingNumber: string | null
}

export type OrderTokenSource = Omit<CaseTokenSource, 'number'>

/** Lower case, ё = е, without marks. */
export function normalise(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е').normalize('NFKC').trim()
}

export function wordsOf(text: string): string[] {
  return [...new Set(normalise(text).match(/[\p{L}\p{N}]+/gu) ?? [])].filter((word) => word.length <= 60)
}

export function reversed(text: string): string {
  return [...text].reverse().join('')
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}

export function orderTokens(source: OrderTokenSource): string[] {
  const tokens = new Set<string>([`o:${normalise(source.orderNumber)}`])
  for (const word of source.customerName ? wordsOf(source.customerName) : []) tokens.add(`w:${word}`)
  for (const phone of source.phones) if (phone) tokens.add(`p:${reversedDigits(phone)}`)
  if (source.trackingNumber) {
    const tracking = normalise(source.trackingNumber)
    tokens.add(`t:${tracking}`)
    tokens.add(`e:${reversed(tracking)}`)
  }
  return [...tokens]
}

export function caseTokens(source: CaseTokenSource): string[] {
  return [`n:${source.number}`, ...orderTokens(source)]
}

/** A half-open range of tokens in collation "C". */
export type TokenRange = { from: string; to: string }

function beginning(token: string): TokenRange {
  return { from: token, to: `${token}\u{10FFFF}` }
}

/**
 * What a person typed → groups of ranges: a thing is found when every group has a token in one of its ranges.
 * Null when there is nothing to look for. At most 5 words are used.
 */
export function searchRanges(query: string): TokenRange[][] | null {
  const text = normalise(query).slice(0, 100)
  if (!/[\p{L}\p{N}]/u.test(text)) return null
  const spoken = /^[rр]\s*-?\s*(\d{1,9})$/u.exec(text)
  if (spoken) return [[beginning(`n:${spoken[1]}`), beginning(`o:${text}`)]]
  if (/^[\d\s+()-]+$/.test(text)) {
    const digits = digitsOf(text)
    const local = digits.length === 11 && digits.startsWith('8') ? digits.slice(1) : digits
    const whole = text.replace(/\s+/g, '')
    return [
      [
        beginning(`n:${digits}`),
        beginning(`o:${whole}`),
        ...(local.length >= 3
          ? [beginning(`p:${reversedDigits(local)}`), beginning(`e:${reversed(digits)}`)]
          : []),
        beginning(`t:${digits}`),
      ],
    ]
  }
  const compact = text.replace(/\s+/g, ' ')
  const groups = wordsOf(text)
    .slice(0, 5)
    .map((word) => [
      beginning(`w:${word}`),
      beginning(`o:${word}`),
      beginning(`t:${word}`),
      ...(word.length >= 4 ? [beginning(`e:${reversed(word)}`)] : []),
    ])
  // A number with a hyphen is one thing, however its parts would be cut into words.
  if (groups.length > 1 && !compact.includes(' ')) {
    return [[beginning(`o:${compact}`), beginning(`t:${compact}`), beginning(`e:${reversed(compact)}`)]]
  }
  return groups
}
