import { currencyDecimals, type Currency } from '@/lib/money'
import type { Buyer } from '@/lib/policies/verdict'
import { dateReader } from './dates'
import { orderFields, type Field, type Mapping } from './fields'
import { latinPrefix, readCurrency, type Formats } from './formats'
import { isTotalLine, notGoodsByName, notGoodsByPrice, type NotGoodsCode } from './goods'
import { readDecimal, readInteger, scaled } from './numbers'
import { addTexts } from './facts'
import { lengthLimits } from './texts'

/** Why a row was refused; each code is a sentence in messages `imports.issue`. */
export const refusalCodes = [
  'broken_quote',
  'cell_too_long',
  'too_many_cells',
  'missing',
  'too_long',
  'spoiled_by_excel',
  'date_unreadable',
  'date_in_future',
  'quantity_unreadable',
  'quantity_not_whole',
  'quantity_zero',
  'quantity_too_large',
  'price_unreadable',
  'price_too_large',
  'currency_unknown',
  'handover_before_order',
] as const
export type RowRefusalCode = (typeof refusalCodes)[number]

/** What was read otherwise than written, or left out, in a row that comes in all the same. */
export const noteCodes = [
  'name_missing',
  'price_rounded',
  'phone_unreadable',
  'email_unreadable',
  'payment_unknown',
  'weight_unreadable',
  'handover_unreadable',
  'ready_unreadable',
  'ready_before_order',
  'buyer_unknown',
  'text_cut',
] as const
export type RowNoteCode = (typeof noteCodes)[number]

export type RowIssue<Code extends string = RowRefusalCode | RowNoteCode> = {
  code: Code
  field: Field | null
  /** Counted from 0; null when it is about the whole row. */
  column: number | null
  params: Record<string, string | number>
}

/** What an order's first line says about the whole order. */
export type OrderFacts = {
  placedAt: Date
  currency: Currency
  customerRef?: string
  customerName?: string
  /** E.164. */
  phone?: string
  email?: string
  city?: string
  address?: string
  region?: string
  postalCode?: string
  payment?: 'prepaid' | 'cod'
  channel?: string
  trackingNumber?: string
  /** When it lay ready at the pick-up point. */
  readyForCollectionAt?: Date
  handedOverAt?: Date
  buyer?: Buyer
}

export type LineFacts = OrderFacts & {
  orderNumber: string
  sku: string
  name: string
  /** Always positive, of cancellations too. */
  quantity: number
  /** Minor units of `currency`. */
  unitPrice: number
  category?: string
  supplier?: string
  weightGrams?: number
}

export type RowVerdict =
  | { kind: 'line'; facts: LineFacts; issues: RowIssue<RowNoteCode>[] }
  | { kind: 'cancellation'; facts: LineFacts; issues: RowIssue<RowNoteCode>[] }
  | { kind: 'not_goods'; code: NotGoodsCode; orderNumber: string | null }
  | {
      kind: 'refused'
      orderNumber: string | null
      issues: [RowIssue<RowRefusalCode>, ...RowIssue<RowRefusalCode>[]]
    }

export type RowInput = {
  cells: readonly string[]
  problem?: { code: RowRefusalCode; params: Record<string, string | number> }
}

export type Plan = { mapping: Mapping; formats: Formats; timeZone: string; now: Date }

const maxQuantity = 1_000_000
const maxUnitPrice = 1_000_000_000_00
const day = 86_400_000

/**
 * Reads the rows of a file one after another, in its order: what a further line of an order leaves blank (date, customer,
 * address) is taken from the line above, and an order number too when the plan says so. Pure but for that memory: the
 * same rows give the same verdicts.
 */
export function rowReader(plan: Plan): (row: RowInput) => RowVerdict {
  const { mapping, formats } = plan
  const readDate = dateReader(formats.dateOrder, plan.timeZone)
  let above: { orderNumber: string; cells: readonly string[] } | null = null

  return (row) => {
    const refusals: RowIssue<RowRefusalCode>[] = []
    const notes: RowIssue<RowNoteCode>[] = []
    const written = (field: Field): string => own(row.cells, field)
    const own = (cells: readonly string[], field: Field): string => {
      const column = mapping[field]
      return column === undefined ? '' : (cells[column] ?? '').trim()
    }
    const refuse = (code: RowRefusalCode, field: Field, params: Record<string, string | number> = {}) =>
      void refusals.push(
        issue(code, field, mapping[field] ?? null, { value: written(field).slice(0, 200), ...params }),
      )
    const note = (code: RowNoteCode, field: Field, params: Record<string, string | number> = {}) =>
      void notes.push(
        issue(code, field, mapping[field] ?? null, { value: written(field).slice(0, 200), ...params }),
      )

    let orderNumber = identifier('orderNumber', written('orderNumber'), formats)
    if (orderNumber === '' && isTotalLine(row.cells))
      return { kind: 'not_goods', code: 'total_line', orderNumber: null }
    if (orderNumber === '' && formats.blankNumberContinues && above) orderNumber = above.orderNumber
    if (row.problem) {
      const { code, params } = row.problem
      const known = orderNumber !== '' && !orderNumber.includes('"')
      return {
        kind: 'refused',
        orderNumber: known ? orderNumber : null,
        issues: [issue(code, null, null, params)],
      }
    }
    if (orderNumber === '') refuse('missing', 'orderNumber')
    else if (isSpoiled(orderNumber)) refuse('spoiled_by_excel', 'orderNumber')

    const inherited = above && above.orderNumber === orderNumber ? above.cells : null
    if (orderNumber !== '' && !inherited) above = { orderNumber, cells: row.cells }
    const text = (field: Field): string =>
      written(field) || (inherited && orderFields.includes(field) ? own(inherited, field) : '')

    const sku = identifier('sku', written('sku'), formats)
    const name = written('name')
    const quantity = readInteger(written('quantity'), formats.decimalMark)
    const currency = text('currency') === '' ? formats.currency : readCurrency(text('currency'))
    const price = readDecimal(written('unitPrice'), formats.decimalMark)
    const unitPrice = price && currency ? scaled(price, currencyDecimals(currency)) : null

    const notGoods =
      notGoodsByName(sku, name) ?? (unitPrice && quantity ? notGoodsByPrice(unitPrice.value, quantity) : null)
    if (notGoods && refusals.length === 0) return { kind: 'not_goods', code: notGoods, orderNumber }

    if (sku === '') refuse('missing', 'sku')
    else if (isSpoiled(sku)) refuse('spoiled_by_excel', 'sku')
    if (quantity === null) refuseQuantity(written('quantity'), formats, refuse)
    else if (quantity === 0) refuse('quantity_zero', 'quantity')
    else if (Math.abs(quantity) > maxQuantity) refuse('quantity_too_large', 'quantity', { max: maxQuantity })
    if (currency === null) refuse('currency_unknown', 'currency')
    if (written('unitPrice') === '') refuse('missing', 'unitPrice')
    else if (price === null) refuse('price_unreadable', 'unitPrice')
    else if (unitPrice === null ? currency !== null : Math.abs(unitPrice.value) > maxUnitPrice)
      refuse('price_too_large', 'unitPrice')
    else if (unitPrice?.rounded) note('price_rounded', 'unitPrice')

    const placedAt = readDate(text('placedAt'))
    if (text('placedAt') === '') refuse('missing', 'placedAt')
    else if (placedAt === null) refuse('date_unreadable', 'placedAt')
    else if (placedAt.getTime() > plan.now.getTime() + day) refuse('date_in_future', 'placedAt')

    for (const field of ['orderNumber', 'sku'] as const)
      if (written(field).length > lengthLimits[field]) refuse('too_long', field, { max: lengthLimits[field] })

    const handedOverAt = readDate(text('handedOverAt'))
    if (text('handedOverAt') !== '' && handedOverAt === null) note('handover_unreadable', 'handedOverAt')
    if (handedOverAt && placedAt && handedOverAt < placedAt) {
      // A handover given as a day only begins that day, the order of the same day has an hour.
      if (placedAt.getTime() - handedOverAt.getTime() >= day) refuse('handover_before_order', 'handedOverAt')
    }
    const readyAt = readDate(text('readyForCollectionAt'))
    if (text('readyForCollectionAt') !== '' && readyAt === null)
      note('ready_unreadable', 'readyForCollectionAt')
    const readyEarly = readyAt !== null && placedAt !== null && placedAt.getTime() - readyAt.getTime() >= day
    if (readyEarly) note('ready_before_order', 'readyForCollectionAt')

    const [first, ...more] = refusals
    if (first) return { kind: 'refused', orderNumber: orderNumber || null, issues: [first, ...more] }
    if (quantity === null || unitPrice === null || placedAt === null || currency === null)
      throw new Error('A row without a refusal has all it needs')

    if (name === '') note('name_missing', 'name')
    const facts: LineFacts = {
      orderNumber,
      placedAt,
      currency,
      sku,
      name: name || sku,
      quantity: Math.abs(quantity),
      unitPrice: unitPrice.value,
    }
    if (handedOverAt) facts.handedOverAt = handedOverAt < placedAt ? placedAt : handedOverAt
    if (readyAt && !readyEarly) facts.readyForCollectionAt = readyAt < placedAt ? placedAt : readyAt
    addTexts(facts, text, (field) => identifier(field, text(field), formats), formats, note)
    return {
      kind: isCancellation(orderNumber, quantity, formats) ? 'cancellation' : 'line',
      facts,
      issues: notes,
    }
  }
}

function issue<Code extends string>(
  code: Code,
  field: Field | null,
  column: number | null,
  params: Record<string, string | number>,
): RowIssue<Code> {
  return { code, field, column, params }
}

/** A shop's own number as text: without the `.0` that another program left, when the whole column has it. */
function identifier(field: Field, text: string, formats: Formats): string {
  const whole = formats.floatIds.includes(field) ? text.replace(/\.0$/, '') : text
  return field === 'orderNumber' && formats.cancellationPrefix ? latinPrefix(whole) : whole
}

/** `1,23457E+12`: a spreadsheet has thrown the last digits away, and different numbers have become one. */
function isSpoiled(text: string): boolean {
  return /^\d[.,]\d+E\+\d+$/i.test(text)
}

function isCancellation(orderNumber: string, quantity: number, formats: Formats): boolean {
  if (quantity < 0) return true
  const prefix = formats.cancellationPrefix
  return (
    prefix !== null &&
    orderNumber.toUpperCase().startsWith(prefix) &&
    /\d/.test(orderNumber[prefix.length] ?? '')
  )
}

type Refuse = (code: RowRefusalCode, field: Field, params?: Record<string, string | number>) => void

function refuseQuantity(text: string, formats: Formats, refuse: Refuse): void {
  if (text === '') refuse('missing', 'quantity')
  else
    refuse(readDecimal(text, formats.decimalMark) ? 'quantity_not_whole' : 'quantity_unreadable', 'quantity')
}
