/**
 * Phone numbers as E.164 (`+79123456789`). Dependency-free, used on both sides of a form. A national number without a
 * country code is read as a Russian one where that is certain, and refused where it is not.
 */

/** Why a text is no phone number; `errors` of the interface translate it. */
export const phoneIssues = [
  'empty',
  'not_a_phone',
  'too_short',
  'too_long',
  'no_country_code',
  'extension',
] as const
export type PhoneIssue = (typeof phoneIssues)[number]
export type ParsedPhone = { ok: true; phone: string } | { ok: false; issue: PhoneIssue }

const extension = /(доб|внутр|ext|[#;,x])\.?\s*\d+\s*$/iu
const separators = /[\s\u00a0\u2007\u202f().\-\u2010-\u2015\u2212/]/gu

function refuse(issue: PhoneIssue): ParsedPhone {
  return { ok: false, issue }
}

function international(digits: string): ParsedPhone {
  if (digits.startsWith('0')) return refuse('no_country_code')
  if (digits.startsWith('7')) {
    if (digits.length < 11) return refuse('too_short')
    if (digits.length > 11) return refuse('too_long')
    // +7 0, 1 and 2 are not given to anybody: a placeholder such as +7 000 000-00-00.
    if (/^7[012]/.test(digits)) return refuse('not_a_phone')
  }
  if (digits.length < 10) return refuse('too_short')
  if (digits.length > 15) return refuse('too_long')
  return { ok: true, phone: `+${digits}` }
}

/**
 * Reads a phone number as people type it: `8 (912) 345-67-89`, `+7 912 345-67-89`, `79123456789`, `9123456789`,
 * `+44 7911 123456`, `810 49 30 1234567`.
 * @returns E.164 with 10–15 digits, or the issue to show beside the field
 */
export function parsePhone(text: string): ParsedPhone {
  const trimmed = text.trim()
  if (trimmed === '') return refuse('empty')
  const plain = trimmed.replace(separators, '')
  if (!/^\+?\d+$/.test(plain)) {
    return refuse(/^\+?\d{10,}/.test(plain) && extension.test(trimmed) ? 'extension' : 'not_a_phone')
  }

  const digits = plain.replace(/^\+/, '')
  if (plain.startsWith('+')) {
    // "+8 912 …" is the Russian trunk prefix typed after a plus; no country has the code 89.
    return /^89\d{9}$/.test(digits) ? international(`7${digits.slice(1)}`) : international(digits)
  }
  if (digits.startsWith('00')) return international(digits.slice(2))
  if (digits.startsWith('810') && digits.length > 12) return international(digits.slice(3))
  if (digits.length === 11 && digits.startsWith('8')) return international(`7${digits.slice(1)}`)
  if (digits.length === 10 && digits.startsWith('9')) return international(`7${digits}`)
  if (digits.length < 10) return refuse('too_short')
  if (digits.length === 10) return refuse('no_country_code')
  return international(digits)
}

/**
 * The digits of a phone number, or of a part of one, from the last to the first: people remember how a number ends, and a
 * range over reversed digits finds an ending through an index.
 */
export function reversedDigits(text: string): string {
  return [...text.replace(/\D/g, '')].reverse().join('')
}
