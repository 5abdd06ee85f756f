import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode, recogniseEncoding, type Encoding } from './encoding'
import { bytesOf, type FileBytes } from './file-bytes'
import { fileProblemOf } from './problem'
import { sniff } from './sniff'

/** Windows-1251 of Cyrillic letters, ASCII and №. */
function cp1251(text: string): Buffer {
  return Buffer.from(
    Array.from(text, (char) => {
      const code = char.codePointAt(0) ?? 0
      if (code < 0x80) return code
      if (code >= 0x410 && code <= 0x44f) return code - 0x410 + 0xc0
      if (char === 'ё') return 0xb8
      if (char === '№') return 0xb9
      throw new Error(`No such letter in this test: ${char}`)
    }),
  )
}

/** A file that is handed out in small pieces, so that characters lie across them. */
function crumbs(buffer: Buffer, size: number): FileBytes {
  return {
    size: buffer.length,
    read: (offset, length) => Promise.resolve(buffer.subarray(offset, offset + Math.min(length, size))),
  }
}

async function textOf(file: FileBytes, encoding: Encoding): Promise<string> {
  let text = ''
  for await (const piece of decode(file, encoding)) text += piece
  return text
}

const russian = 'Номер заказа;Товар;Цена\n№ 15;Кружка «Ёж»;1 234,50 ₽\n'

describe('recogniseEncoding', () => {
  it.each<[string, Buffer, Encoding]>([
    ['UTF-8', Buffer.from(russian), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${russian}`), 'utf-8'],
    ['UTF-16LE', Buffer.from(`\ufeff${russian}`, 'utf16le'), 'utf-16le'],
    ['UTF-16BE', Buffer.from(`\ufeff${russian}`, 'utf16le').swap16(), 'utf-16be'],
    ['Windows-1251', cp1251('Номер заказа;Товар;Цена\n№ 15;Кружка;1234,50\n'), 'windows-1251'],
    ['Windows-1252', Buffer.from('order;price\n1;£5 per café\n2;£7\n', 'latin1'), 'windows-1252'],
    ['plain ASCII', Buffer.from('order;price\n'), 'utf-8'],
  ])('finds %s', async (_, buffer, encoding) => {
    for (const size of [4, 5, 7, 1000])
      expect((await recogniseEncoding(crumbs(buffer, size))).encoding).toBe(encoding)
  })

  it('sees a Cyrillic letter only at the end of a long file', async () => {
    const ascii = Buffer.from('12345,sku,name,1\n'.repeat(60_000))
    expect((await recogniseEncoding(bytesOf(Buffer.concat([ascii, cp1251('Привет')])))).encoding).toBe(
      'windows-1251',
    )
    expect((await recogniseEncoding(bytesOf(Buffer.concat([ascii, Buffer.from('Привет')])))).encoding).toBe(
      'utf-8',
    )
  })

  it('keeps UTF-8 when one character is damaged, and counts it', async () => {
    const damaged = Buffer.concat([Buffer.from(russian.repeat(3)), Buffer.from([0xd0]), Buffer.from(';5\n')])
    expect(await recogniseEncoding(bytesOf(damaged))).toEqual({ encoding: 'utf-8', mark: 0, damaged: 1 })
  })

  it('knows any text by its own encoding', async () => {
    const letters = fc.string({ unit: fc.constantFrom(...'абвгдежАБВ xyz;1\n'), minLength: 4 })
    await fc.assert(
      fc.asyncProperty(letters, fc.integer({ min: 4, max: 9 }), async (text, size) => {
        expect((await recogniseEncoding(crumbs(Buffer.from(text), size))).encoding).toBe('utf-8')
        expect(await textOf(crumbs(Buffer.from(`\ufeff${text}`), size), 'utf-8')).toBe(text)
        expect(await textOf(crumbs(cp1251(text), size), 'windows-1251')).toBe(text)
      }),
    )
  })
})

describe('sniff', () => {
  const ole2 = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  it.each<[string, Buffer, string]>([
    ['an empty file', Buffer.alloc(0), 'empty'],
    ['blanks only', Buffer.from(' \r\n\t\n'), 'empty'],
    ['a mark only', Buffer.from('\ufeff'), 'empty'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'binary'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), 'binary'],
    ['bytes', Buffer.from([1, 2, 3, 4, 5, 6, 0, 7]), 'binary'],
    ['an old .xls', Buffer.concat([ole2, Buffer.alloc(600)]), 'xls_old'],
    [
      'a workbook with a password',
      Buffer.concat([ole2, Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')]),
      'encrypted',
    ],
    ['a gzip', Buffer.from([0x1f, 0x8b, 8, 0]), 'archive'],
    ['a web page', Buffer.from('\ufeff<!DOCTYPE html><table>'), 'html'],
    ['a table of a web page', Buffer.from('<table border=1><tr><td>1</td></tr></table>'), 'html'],
    ['XML', Buffer.from('<?xml version="1.0"?><КоммерческаяИнформация/>'), 'xml'],
    ['JSON', Buffer.from('[{"order": 1}]'), 'json'],
  ])('refuses %s', async (_, buffer, code) => {
    const problem = await sniff(bytesOf(buffer)).then(() => null, fileProblemOf)
    expect(problem?.code).toBe(code)
  })

  it('takes text and ZIP by their content', async () => {
    expect(await sniff(bytesOf(Buffer.from('a;b\n1;2')))).toBe('text')
    expect(await sniff(bytesOf(Buffer.from('\ufeffa;b', 'utf16le')))).toBe('text')
    expect(await sniff(bytesOf(Buffer.from('PK\x03\x04rest')))).toBe('zip')
  })

  it('refuses more than 64 MB before reading it', async () => {
    const file: FileBytes = { size: 65 * 1024 * 1024, read: () => Promise.reject(new Error('was read')) }
    expect(await sniff(file).then(() => null, fileProblemOf)).toEqual({
      code: 'too_large',
      params: { megabytes: 65, max: 64 },
    })
  })
})
