import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePhone, reversedDigits, type PhoneIssue } from './phone'

const subscriber = fc.stringMatching(/^9\d{9}$/)

describe('parsePhone', () => {
  it.each([
    ['89123456789', '+79123456789'],
    ['8 (912) 345-67-89', '+79123456789'],
    ['+7 912 345-67-89', '+79123456789'],
    ['+7(912)345‑67‑89', '+79123456789'],
    ['79123456789', '+79123456789'],
    ['9123456789', '+79123456789'],
    ['912.345.67.89', '+79123456789'],
    ['+8 912 345 67 89', '+79123456789'],
    [' +7\u00a0912\u00a0345\u00a067\u00a089 ', '+79123456789'],
    ['8 495 123-45-67', '+74951234567'],
    ['+7 701 234 56 78', '+77012345678'],
    ['+44 7911 123456', '+447911123456'],
    ['447911123456', '+447911123456'],
    ['0044 7911 123456', '+447911123456'],
    ['810 49 30 1234567', '+49301234567'],
    ['+86 138 1234 5678', '+8613812345678'],
    ['+45 12 34 56 78', '+4512345678'],
    ['+123456789012345', '+123456789012345'],
  ])('%j is %s', (text, phone) => expect(parsePhone(text)).toEqual({ ok: true, phone }))

  it.each<[string, PhoneIssue]>([
    ['', 'empty'],
    ['   ', 'empty'],
    ['Иван', 'not_a_phone'],
    ['нет', 'not_a_phone'],
    ['+', 'not_a_phone'],
    ['912345678O', 'not_a_phone'],
    ['+7 (000) 000-00-00', 'not_a_phone'],
    ['7+9123456789', 'not_a_phone'],
    ['ivan@example.ru', 'not_a_phone'],
    ['12345', 'too_short'],
    ['+7912345678', 'too_short'],
    ['8912345678', 'no_country_code'],
    ['4951234567', 'no_country_code'],
    ['07911123456', 'no_country_code'],
    ['+79123456789 0', 'too_long'],
    ['89123456789 89123456780', 'too_long'],
    ['+1234567890123456', 'too_long'],
    ['+7 495 123-45-67 доб. 12', 'extension'],
    ['84951234567 ext 12', 'extension'],
    ['84951234567#12', 'extension'],
  ])('refuses %j: %s', (text, issue) => expect(parsePhone(text)).toEqual({ ok: false, issue }))

  it('finds one number in every Russian way to write it', () => {
    fc.assert(
      fc.property(
        subscriber,
        fc.constantFrom('+7', '7', '8', ''),
        fc.array(fc.constantFrom(' ', '-', '(', ')', '.', '\u00a0'), { minLength: 10, maxLength: 10 }),
        (number, prefix, marks) => {
          const typed = prefix + [...number].map((digit, at) => marks[at] + digit).join('')
          expect(parsePhone(typed)).toEqual({ ok: true, phone: `+7${number}` })
        },
      ),
    )
  })

  it('gives E.164 or an issue, whatever is typed, and reads its own answer again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\+?[\d ()-]{0,20}$/)), (text) => {
        const parsed = parsePhone(text)
        if (!parsed.ok) return
        expect(parsed.phone).toMatch(/^\+[1-9]\d{9,14}$/)
        expect(parsePhone(parsed.phone)).toEqual(parsed)
      }),
    )
  })
})

describe('reversedDigits', () => {
  it('reverses digits and nothing else', () => {
    expect(reversedDigits('+79123456789')).toBe('98765432197')
    expect(reversedDigits('67-89')).toBe('9876')
    expect(reversedDigits('нет')).toBe('')
  })

  it('makes a prefix of every ending', () => {
    fc.assert(
      fc.property(subscriber, fc.integer({ min: 1, max: 10 }), (number, length) => {
        expect(reversedDigits(`+7${number}`).startsWith(reversedDigits(number.slice(-length)))).toBe(true)
      }),
    )
  })
})
