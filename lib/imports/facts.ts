import { parsePhone } from '@/lib/phone'
import type { Field } from './fields'
import type { Formats } from './formats'
import { readDecimal, scaled } from './numbers'
import type { LineFacts, RowNoteCode } from './rules'
import { blankToUndefined, lengthLimits, readBuyer, readEmail, readPayment } from './texts'

const plainTexts = [
  'customerName',
  'city',
  'address',
  'region',
  'postalCode',
  'channel',
  'trackingNumber',
  'category',
  'supplier',
] as const

type Note = (code: RowNoteCode, field: Field, params?: Record<string, string | number>) => void

/**
 * Everything a row may say besides what it must: texts, phone, e-mail, payment, buyer, weight. What cannot be read is
 * left out with a note. `text` gives a field as written, `number` as the shop's own number.
 */
export function addTexts(
  facts: LineFacts,
  text: (field: Field) => string,
  number: (field: Field) => string,
  formats: Formats,
  note: Note,
): void {
  for (const field of [...plainTexts, 'customerRef'] as const) {
    const value = blankToUndefined(number(field))
    if (value === undefined) continue
    if (value.length > lengthLimits[field]) note('text_cut', field, { max: lengthLimits[field] })
    facts[field] = value.slice(0, lengthLimits[field])
  }
  if (facts.name.length > lengthLimits.name) {
    note('text_cut', 'name', { max: lengthLimits.name })
    facts.name = facts.name.slice(0, lengthLimits.name)
  }
  const phone = number('phone')
  if (phone !== '') {
    const read = parsePhone(phone)
    if (read.ok) facts.phone = read.phone
    else note('phone_unreadable', 'phone')
  }
  if (text('email') !== '') {
    const email = readEmail(text('email'))
    if (email) facts.email = email
    else note('email_unreadable', 'email')
  }
  if (text('payment') !== '') {
    const payment = readPayment(text('payment'))
    if (payment) facts.payment = payment
    else note('payment_unknown', 'payment')
  }
  if (text('buyerType') !== '') {
    const buyer = readBuyer(text('buyerType'))
    if (buyer) facts.buyer = buyer
    else note('buyer_unknown', 'buyerType')
  }
  if (text('weightGrams') !== '') {
    const weight = readDecimal(text('weightGrams'), formats.decimalMark)
    const grams = weight ? scaled(weight, formats.weightUnit === 'kg' ? 3 : 0) : null
    if (grams && grams.value > 0 && grams.value <= 10_000_000) facts.weightGrams = grams.value
    else note('weight_unreadable', 'weightGrams')
  }
}
