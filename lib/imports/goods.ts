/** Why a line of the file is no article that could come back; each code is a sentence in messages `imports.notGoods`. */
export const notGoodsCodes = [
  'postage',
  'discount',
  'manual',
  'sample',
  'bank_charges',
  'marketplace_fee',
  'donation',
  'bad_debt',
  'gift_voucher',
  'service',
  'total_line',
  'stock_correction',
  'price_zero',
  'price_negative',
] as const
export type NotGoodsCode = (typeof notGoodsCodes)[number]

/** Article codes that shops use for what is no article: exact, without case. */
const codes: Readonly<Record<string, NotGoodsCode>> = {
  carriage: 'postage',
  shipping: 'postage',
  delivery: 'postage',
  dostavka: 'postage',
  доставка: 'postage',
  discount: 'discount',
  скидка: 'discount',
  coupon: 'discount',
  manual: 'manual',
  adjust: 'manual',
  adjust2: 'manual',
  samples: 'sample',
  'bank charges': 'bank_charges',
  amazonfee: 'marketplace_fee',
  cruk: 'donation',
}

/** Codes so short that an article could have them too: its name must not say otherwise. */
const shortCodes: Readonly<Record<string, [RegExp, NotGoodsCode]>> = {
  post: [/postage|доставк/i, 'postage'],
  dot: [/postage|доставк/i, 'postage'],
  c2: [/carriage|доставк/i, 'postage'],
  d: [/discount|скидк/i, 'discount'],
  m: [/manual|корректир/i, 'manual'],
  s: [/sample|образ/i, 'sample'],
  b: [/debt|долг/i, 'bad_debt'],
}

const codePatterns: readonly [RegExp, NotGoodsCode][] = [
  [/^gift_\d+/i, 'gift_voucher'],
  [/^(gift[ _-]?card|giftcert|certificate)/i, 'gift_voucher'],
]

/** Names that say it whatever the article code is; they must begin the name, a word in its middle may be an article's. */
const namePatterns: readonly [RegExp, NotGoodsCode][] = [
  [/^(стоимость |услуг[аи] )?доставк[аи]($|[\s:,.(])/iu, 'postage'],
  [/^(postage|shipping|carriage|delivery( charge| fee)?)$/iu, 'postage'],
  [/^(скидка|промокод|списание бонусов)($|[\s:,.(])/iu, 'discount'],
  [/^(discount|coupon)$/iu, 'discount'],
  [/^(подарочн(ый сертификат|ая карта)|электронный сертификат)/iu, 'gift_voucher'],
  [/gift (voucher|card)\b/iu, 'gift_voucher'],
  [/^комисси[яи]($|[\s:,.(])/iu, 'marketplace_fee'],
  [/^(подъ[её]м на этаж|сборка( мебели)?|подарочная упаковка|услуга)($|[\s:,.(])/iu, 'service'],
]

/** A footer such as `Итого`, which stands where an order number would. */
export function isTotalLine(cells: readonly string[]): boolean {
  const first = cells.find((cell) => cell.trim() !== '')
  return first !== undefined && /^(итого|всего|total|grand total)($|[\s:])/iu.test(first.trim())
}

/** What an article code or name says about a line, or null: an article. */
export function notGoodsByName(sku: string, name: string): NotGoodsCode | null {
  const code = codes[sku.trim().toLowerCase()]
  if (code) return code
  const short = shortCodes[sku.trim().toLowerCase()]
  if (short && (name.trim() === '' || short[0].test(name))) return short[1]
  const bySku = codePatterns.find(([pattern]) => pattern.test(sku.trim()))
  if (bySku) return bySku[1]
  return namePatterns.find(([pattern]) => pattern.test(name.trim()))?.[1] ?? null
}

/**
 * What price and quantity say: nothing is sold for 0, and a negative number of pieces at the price 0 is the shop's
 * own stock correction (breakage, count), not a customer's.
 */
export function notGoodsByPrice(unitPrice: number, quantity: number): NotGoodsCode | null {
  if (unitPrice < 0) return 'price_negative'
  if (unitPrice > 0) return null
  return quantity < 0 ? 'stock_correction' : 'price_zero'
}
