import type { FileBytes } from './file-bytes'
import { limits } from './limits'
import { UnreadableFile } from './problem'

export type FileKind = 'text' | 'zip'

const headBytes = 4096

const binaryMagics: readonly [string, readonly number[]][] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
  ['RTF', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
]
const archiveMagics: readonly [string, readonly number[]][] = [
  ['GZIP', [0x1f, 0x8b]],
  ['RAR', [0x52, 0x61, 0x72, 0x21]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['ZIP', [0x50, 0x4b, 0x05, 0x06]],
]
const ole2 = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

/**
 * What the file is by its content; its name is never asked. Throws UnreadableFile for what can be named and refused at
 * once: an empty or too large file, a picture, an archive, the old .xls, a workbook with a password, a web page.
 */
export async function sniff(file: FileBytes): Promise<FileKind> {
  if (file.size === 0) throw new UnreadableFile('empty')
  if (file.size > limits.fileBytes)
    throw new UnreadableFile('too_large', {
      megabytes: Math.ceil(file.size / 1024 / 1024),
      max: limits.fileBytes / 1024 / 1024,
    })
  const head = await file.read(0, headBytes)
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return 'zip'
  if (startsWith(head, ole2))
    throw new UnreadableFile((await isEncryptedWorkbook(file)) ? 'encrypted' : 'xls_old')
  for (const [format, magic] of archiveMagics)
    if (startsWith(head, magic)) throw new UnreadableFile('archive', { format })
  for (const [format, magic] of binaryMagics)
    if (startsWith(head, magic)) throw new UnreadableFile('binary', { format })
  if (hasUtf16Mark(head)) return 'text'
  if (looksBinary(head)) throw new UnreadableFile('binary', { format: '' })
  const begin = head
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
    .toLowerCase()
  if (begin === '' && file.size <= headBytes) throw new UnreadableFile('empty')
  if (begin.startsWith('<!doctype html') || /^<(html|head|body|table|meta|style)\b/.test(begin))
    throw new UnreadableFile('html')
  if (begin.startsWith('<?xml') || /^<[a-z]+[\s>:]/.test(begin)) throw new UnreadableFile('xml')
  if (/^[[{]\s*["{[]/.test(begin)) throw new UnreadableFile('json')
  return 'text'
}

/** Excel wraps a workbook with a password into the container of the old format, with a stream of this name. */
async function isEncryptedWorkbook(file: FileBytes): Promise<boolean> {
  const name = Buffer.from('EncryptedPackage', 'utf16le')
  const tail = Math.max(0, file.size - 1024 * 1024)
  const parts = [await file.read(0, 1024 * 1024), await file.read(tail, file.size - tail)]
  return parts.some((part) => part.includes(name))
}

export function hasUtf16Mark(head: Buffer): boolean {
  return startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff])
}

function looksBinary(head: Buffer): boolean {
  let odd = 0
  for (const byte of head) {
    if (byte === 0) return true
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1a)
      odd += 1
  }
  return odd > head.length / 50
}

function startsWith(bytes: Buffer, magic: readonly number[]): boolean {
  return bytes.length >= magic.length && magic.every((byte, at) => bytes[at] === byte)
}
