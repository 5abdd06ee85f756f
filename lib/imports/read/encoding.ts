import { isUtf8 } from 'node:buffer'
import { pieces, type FileBytes, type OnBytes } from './file-bytes'

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]
export type RecognisedEncoding = {
  encoding: Encoding
  /** Bytes of the byte order mark, to be skipped. */
  mark: number
  /** UTF-8 with a few sequences that are none: they are read as U+FFFD. */
  damaged: number
}

/**
 * A mark decides; else UTF-8 when every byte of the whole file is valid (Cyrillic may first appear in line 90,000);
 * else UTF-8 with damage when almost every sequence is valid; else Windows-1251 when the high bytes come in words, as
 * Cyrillic letters do; else Windows-1252, where they are single accents and pound signs.
 */
export async function recogniseEncoding(file: FileBytes): Promise<RecognisedEncoding> {
  const head = await file.read(0, 4)
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', mark: 2, damaged: 0 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', mark: 2, damaged: 0 }
  const marked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf
  const mark = marked ? 3 : 0
  const seen: HighBytes = { valid: 0, invalid: 0, inWords: 0, single: 0 }
  let carry: Buffer = Buffer.alloc(0)
  for await (const piece of pieces(file, mark)) {
    const bytes = carry.length > 0 ? Buffer.concat([carry, piece]) : piece
    const cut = lastWholeCharacter(bytes)
    const whole = bytes.subarray(0, cut)
    if (isUtf8(whole)) seen.valid += countLeads(whole)
    else countEach(whole, seen)
    if (seen.invalid > 10_000 && !mostlyUtf8(seen)) break
    carry = Buffer.from(bytes.subarray(cut))
  }
  if (carry.length > 0) countEach(carry, seen)
  if (seen.invalid === 0) return { encoding: 'utf-8', mark, damaged: 0 }
  if (marked || mostlyUtf8(seen)) return { encoding: 'utf-8', mark, damaged: seen.invalid }
  return { encoding: seen.inWords > seen.single ? 'windows-1251' : 'windows-1252', mark: 0, damaged: 0 }
}

type HighBytes = { valid: number; invalid: number; inWords: number; single: number }

/** Where the last character that may go on in the next piece begins, or the end. */
function lastWholeCharacter(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return bytes.length
    if (byte >= 0xc0) return sequenceLength(byte) > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return lead <= 0xf4 ? 4 : 1
  if (lead >= 0xe0) return 3
  return lead >= 0xc2 ? 2 : 1
}

function mostlyUtf8(seen: HighBytes): boolean {
  return seen.valid > 20 * seen.invalid
}

function countLeads(bytes: Buffer): number {
  let leads = 0
  for (const byte of bytes) if (byte >= 0xc0) leads += 1
  return leads
}

function countEach(bytes: Buffer, seen: HighBytes): void {
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] ?? 0
    if (byte < 0x80) {
      at += 1
      continue
    }
    const length = sequenceLength(byte)
    let follow = 1
    while (follow < length && ((bytes[at + follow] ?? 0) & 0xc0) === 0x80) follow += 1
    if (length > 1 && follow === length) {
      seen.valid += 1
      at += length
      continue
    }
    seen.invalid += 1
    const neighbour = Math.max(bytes[at - 1] ?? 0, bytes[at + 1] ?? 0) >= 0xa8
    if (byte >= 0xc0 && neighbour) seen.inWords += 1
    else seen.single += 1
    at += 1
  }
}

/** The file as text in pieces, without the mark. */
export async function* decode(
  file: FileBytes,
  encoding: Encoding,
  onBytes: OnBytes = () => {},
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  let taken = 0
  for await (const piece of pieces(file)) {
    taken += piece.length
    onBytes(taken, file.size)
    yield decoder.decode(piece, { stream: true })
  }
  const rest = decoder.decode()
  if (rest) yield rest
}
