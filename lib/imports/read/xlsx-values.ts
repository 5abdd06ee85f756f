/** How a number is shown by its cell's format: as a date, a time of day, a plain number or one with leading zeros. */
export type NumberStyle =
  { kind: 'number' } | { kind: 'padded'; digits: number } | { kind: 'date' | 'date_time' | 'time' }

const plain: NumberStyle = { kind: 'number' }

/** ECMA-376 part 1, 18.8.30: the formats that have a number but no code in the file. 27–36 and 50–58 are East Asian dates. */
export function builtInStyle(id: number): NumberStyle {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58))
    return { kind: 'date' }
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) return { kind: 'time' }
  return id === 22 ? { kind: 'date_time' } : plain
}

/** A format code such as `dd.mm.yyyy h:mm;@` → what it shows. Only the first section counts. */
export function styleOfCode(code: string): NumberStyle {
  const bare = code
    .replace(/"[^"]*"/g, '')
    .replace(/[\\_*]./g, '')
    .replace(/\[(h+|m+|s+)\]/gi, '$1')
    .replace(/\[[^\]]*\]/g, '')
    .split(';')[0]
    ?.toLowerCase()
  if (bare === undefined) return plain
  if (/^0{2,}$/.test(bare)) return { kind: 'padded', digits: bare.length }
  if (bare.includes('general') || bare.includes('основной')) return plain
  const day = /[dy]/.test(bare) || /(^|[^h:])m{3,}/.test(bare)
  const time = /[hs]/.test(bare)
  if (day) return { kind: time ? 'date_time' : 'date' }
  return time ? { kind: 'time' } : plain
}

/** A stored number → the text a person would read in the cell; dates as ISO without a zone. */
export function numberText(stored: string, style: NumberStyle, from1904: boolean): string {
  const value = Number(stored)
  if (stored === '' || !Number.isFinite(value)) return stored
  if (style.kind === 'number') return plainNumber(stored, value)
  if (style.kind === 'padded') return plainNumber(stored, value).padStart(style.digits, '0')
  return serialText(value, style.kind, from1904) ?? plainNumber(stored, value)
}

function plainNumber(stored: string, value: number): string {
  // Excel keeps 15 digits: 2.5499999999999998 is how it writes 2.55.
  return /^-?\d+$/.test(stored) ? stored : String(Number(value.toPrecision(15)))
}

const dayMs = 86_400_000

/**
 * Excel's day number → `YYYY-MM-DD` or `YYYY-MM-DD HH:MM:SS`, to the second; a number below one day of a time format →
 * `HH:MM:SS`. Null outside of what Excel can show. Its 29 February 1900 never was (serial 60 is refused).
 */
export function serialText(
  serial: number,
  kind: 'date' | 'date_time' | 'time',
  from1904: boolean,
): string | null {
  if (serial < 0 || serial >= 2_958_466) return null
  const seconds = Math.round(serial * 86_400)
  if (kind === 'time' && serial < 1) return new Date(seconds * 1000).toISOString().slice(11, 19)
  const day = Math.floor(seconds / 86_400)
  if (!from1904 && day === 60) return null
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30)
  const iso = new Date(epoch + day * dayMs + (seconds % 86_400) * 1000).toISOString()
  const timeless = kind === 'date' && seconds % 86_400 === 0
  return timeless ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`
}
