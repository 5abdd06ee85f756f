/** How a column writes numbers: which character begins the fraction. The other one, and blanks, group thousands. */
export type DecimalMark = '.' | ','

/** A decimal number without floats: `digits` × 10^-`scale`. */
export type Decimal = { negative: boolean; digits: bigint; scale: number }

const blanks = /[\s\u00a0\u202f\u2009'’]/gu
const currencySigns =
  /^(?:[₽$€£¥₸]|руб\.?|р\.|rub|usd|eur|gbp|kzt|byn)|(?:[₽$€£¥₸]|руб\.?|р\.|rub|usd|eur|gbp|kzt|byn|шт\.?|pcs|кг|kg|гр?\.?|g)$/giu

/** A number's bare text: no blanks, currency or unit; a minus of any kind, or accountants' brackets, in front. */
function bare(text: string): { negative: boolean; digits: string } | null {
  let rest = text.normalize('NFKC').replace(blanks, '').replace(currencySigns, '')
  let negative = false
  const bracketed = /^\((.*)\)$/.exec(rest)
  if (bracketed?.[1]) {
    negative = true
    rest = bracketed[1]
  }
  const signed = /^([-−–+])(.*)$/.exec(rest) ?? null
  if (signed?.[2] !== undefined) {
    negative = signed[1] !== '+' ? !negative : negative
    rest = signed[2].replace(currencySigns, '')
  }
  return /^[\d.,]*\d[\d.,]*$/.test(rest) ? { negative, digits: rest } : null
}

/**
 * Reads one number. What can be read in one way only is read so whatever the column's mark is (`2.55` has no groups of
 * three, so it is not 255 in a column with decimal commas); `1.234` goes by the mark. Null when it is no number.
 */
export function readDecimal(text: string, mark: DecimalMark): Decimal | null {
  const found = bare(text)
  if (!found) return null
  const { digits } = found
  const points = digits.split('.').length - 1
  const commas = digits.split(',').length - 1
  let fraction: DecimalMark | null = null
  if (points > 0 && commas > 0) fraction = digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ','
  else if (points + commas === 1) {
    const used: DecimalMark = points === 1 ? '.' : ','
    fraction = used === mark || !/^[1-9]\d{0,2}[.,]\d{3}$/.test(digits) ? used : null
  }
  const group = fraction === '.' ? ',' : fraction === ',' ? '.' : null
  const at = fraction ? digits.lastIndexOf(fraction) : digits.length
  const whole = digits.slice(0, at)
  const tail = digits.slice(at + 1)
  if (fraction && whole.includes(fraction)) return null
  const separators = group ? group : points > 0 ? '.' : ','
  if (whole.includes(separators) && !isGrouped(whole, separators)) return null
  const plain = whole.replaceAll(separators, '')
  if (plain.length + tail.length > 30) return null
  return { negative: found.negative, digits: BigInt(plain + tail || '0'), scale: tail.length }
}

function isGrouped(whole: string, separator: string): boolean {
  const [first = '', ...groups] = whole.split(separator)
  return first.length >= 1 && first.length <= 3 && groups.every((group) => group.length === 3)
}

/** A whole number (`6`, `6.0`, `1 000`) → itself; null when it has a fraction, is too large or is no number. */
export function readInteger(text: string, mark: DecimalMark): number | null {
  const decimal = readDecimal(text, mark)
  if (!decimal) return null
  const unit = 10n ** BigInt(decimal.scale)
  if (decimal.digits % unit !== 0n) return null
  const value = Number(decimal.digits / unit)
  if (!Number.isSafeInteger(value)) return null
  return decimal.negative && value !== 0 ? -value : value
}

/**
 * A decimal × 10^`exponent`, rounded half away from zero; `rounded` tells that something was lost. For prices the
 * exponent is the currency's number of minor digits, for kilograms → grams it is 3. Null past safe integers.
 */
export function scaled(decimal: Decimal, exponent: number): { value: number; rounded: boolean } | null {
  const shift = exponent - decimal.scale
  let value = decimal.digits
  let rounded = false
  if (shift >= 0) value *= 10n ** BigInt(shift)
  else {
    const unit = 10n ** BigInt(-shift)
    rounded = value % unit !== 0n
    value = (value * 2n + unit) / (unit * 2n)
  }
  const number = Number(value)
  if (!Number.isSafeInteger(number)) return null
  return { value: decimal.negative && number !== 0 ? -number : number, rounded }
}

/**
 * The mark a column's values show: votes of those that can be read in one way only. `sure` is false when none of them
 * told, or both were seen.
 */
export function recogniseMark(values: Iterable<string>): { mark: DecimalMark; sure: boolean } {
  let points = 0
  let commas = 0
  for (const value of values) {
    const digits = bare(value)?.digits
    if (!digits) continue
    const point = digits.lastIndexOf('.')
    const comma = digits.lastIndexOf(',')
    if (point >= 0 && comma >= 0) {
      if (point > comma) points += 1
      else commas += 1
    } else if (point >= 0 && digits.indexOf('.') === point && !/^[1-9]\d{0,2}\.\d{3}$/.test(digits))
      points += 1
    else if (comma >= 0 && digits.indexOf(',') === comma && !/^[1-9]\d{0,2},\d{3}$/.test(digits)) commas += 1
    else if (point >= 0 && digits.indexOf('.') !== point) commas += 1
    else if (comma >= 0 && digits.indexOf(',') !== comma) points += 1
  }
  if (points === 0 && commas === 0) return { mark: '.', sure: true }
  return { mark: commas > points ? ',' : '.', sure: points === 0 || commas === 0 }
}
