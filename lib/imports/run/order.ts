import type { OrderInput } from '@/lib/orders/schemas'
import { buyers } from '@/lib/policies/verdict'
import type { StagedLine } from './staging'

export type FoldedOrder =
  | { ok: true; order: OrderInput }
  | { ok: false; code: 'currency_differs' | 'too_many_lines'; params: Record<string, string | number> }

const maxLines = 2000

/**
 * The lines of one order in the file's order → the order. What is said of the whole order is taken from the first line
 * that says it; every line stays a line of its own, also when two have the same article. The date is the first line's.
 */
export function foldOrder(lines: readonly [StagedLine, ...StagedLine[]]): FoldedOrder {
  const [first] = lines
  if (lines.length > maxLines)
    return { ok: false, code: 'too_many_lines', params: { lines: lines.length, max: maxLines } }
  const currency = String(first.more.currency)
  const other = lines.find((line) => line.more.currency !== currency)
  if (other)
    return {
      ok: false,
      code: 'currency_differs',
      params: { one: currency, other: String(other.more.currency) },
    }

  const said = (field: string): string | undefined => {
    for (const line of lines) if (line.more[field] !== undefined) return String(line.more[field])
    return undefined
  }
  const customer: OrderInput['customer'] = {}
  const [name, phone, email, externalId] = [
    said('customerName'),
    said('phone'),
    said('email'),
    said('customerRef'),
  ]
  if (name !== undefined) customer.name = name
  if (phone !== undefined) customer.phone = phone
  if (email !== undefined) customer.email = email
  if (externalId !== undefined) customer.externalId = externalId

  const order: OrderInput = {
    number: first.orderNumber,
    channel: said('channel') ?? 'site',
    placedAt: first.placedAt.toISOString(),
    payment: paymentOf(said('payment')),
    currency,
    customer,
    lines: lines.map(lineOf),
  }
  const address = addressOf(said)
  if (address) order.address = address
  const tracking = said('trackingNumber')
  if (tracking !== undefined) order.trackingNumber = tracking
  const readyAt = said('readyForCollectionAt')
  if (readyAt !== undefined) order.readyForCollectionAt = readyAt < order.placedAt ? order.placedAt : readyAt
  const buyer = buyers.find((one) => one === said('buyer'))
  if (buyer) order.buyer = buyer
  const handedOverAt = said('handedOverAt')
  if (handedOverAt !== undefined)
    order.handedOverAt = handedOverAt < order.placedAt ? order.placedAt : handedOverAt
  return { ok: true, order }
}

function paymentOf(text: string | undefined): OrderInput['payment'] {
  return text === 'prepaid' || text === 'cod' ? text : null
}

/** An address needs a city and a line; a half of one is of no use to a courier. */
function addressOf(said: (field: string) => string | undefined): OrderInput['address'] | null {
  const [city, line, region, postalCode] = [said('city'), said('address'), said('region'), said('postalCode')]
  if (city === undefined || line === undefined) return null
  const address: NonNullable<OrderInput['address']> = { city, line }
  if (region !== undefined) address.region = region
  if (postalCode !== undefined) address.postalCode = postalCode
  return address
}

function lineOf(staged: StagedLine): OrderInput['lines'][number] {
  const { sku, name, quantity, unitPrice, more } = staged
  const line: OrderInput['lines'][number] = { sku, name, quantity, unitPrice }
  if (more.category !== undefined) line.category = String(more.category)
  if (more.supplier !== undefined) line.supplier = String(more.supplier)
  if (more.weightGrams !== undefined) line.weightGrams = Number(more.weightGrams)
  return line
}

/** Groups staged lines by their number, in the order in which the numbers first come. */
export function byNumber(lines: readonly StagedLine[]): Map<string, [StagedLine, ...StagedLine[]]> {
  const groups = new Map<string, [StagedLine, ...StagedLine[]]>()
  for (const line of lines) {
    const group = groups.get(line.orderNumber)
    if (group) group.push(line)
    else groups.set(line.orderNumber, [line])
  }
  return groups
}
