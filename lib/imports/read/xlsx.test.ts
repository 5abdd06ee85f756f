import { describe, expect, it } from 'vitest'
import { bytesOf } from './file-bytes'
import { fileProblemOf } from './problem'
import { workbook, zip } from './testing/workbook'
import { readWorkbook, xlsxRows } from './xlsx'
import { serialText, styleOfCode } from './xlsx-values'

async function read(buffer: Buffer, sheet: string | null = null) {
  const rows = []
  for await (const row of xlsxRows(bytesOf(buffer), sheet)) rows.push(row)
  return rows
}

async function problemOf(buffer: Buffer, sheet: string | null = null) {
  return read(buffer, sheet).then(() => null, fileProblemOf)
}

describe('xlsxRows', () => {
  it.each([true, false])('reads strings, numbers, dates and holes (inline strings: %s)', async (inline) => {
    const file = await workbook({
      inline,
      formats: ['dd\\.mm\\.yyyy\\ h:mm;@', '00000', '0.00"м²"'],
      sheets: [
        {
          name: 'Заказы',
          rows: [
            ['Номер', 'Дата', 'Цена & «вес»'],
            [1001, { number: 44927, style: 1 }, 2.5499999999999998],
            [79123456789, { number: 44927.5, style: 3 }, { number: 42, style: 4 }],
            [],
            [null, { number: 44927.25, style: 2 }, { number: 2.5, style: 5 }],
          ],
        },
      ],
    })
    expect(await read(file)).toEqual([
      { line: 1, cells: ['Номер', 'Дата', 'Цена & «вес»'] },
      { line: 2, cells: ['1001', '2023-01-01', '2.55'] },
      { line: 3, cells: ['79123456789', '2023-01-01 12:00:00', '00042'] },
      { line: 5, cells: ['', '2023-01-01 06:00:00', '2.5'] },
    ])
  })

  it('reads the 1904 date system, rich text without its phonetics, formulas and booleans', async () => {
    const file = await workbook({
      from1904: true,
      inline: true,
      sheets: [
        {
          name: 'A',
          rows: [
            [
              { number: 0, style: 1 },
              {
                xml: '<c r="B1" t="inlineStr"><is><r><t>Круж</t></r><r><t>ка</t></r><rPh sb="0" eb="1"><t>no</t></rPh></is></c>',
              },
              { xml: '<c r="C1" t="str"><f>A1&amp;B1</f><v>итог</v></c>' },
              { xml: '<c r="D1" t="b"><v>1</v></c>' },
              { xml: '<c r="E1" t="d"><v>2024-02-29T10:00:00</v></c>' },
            ],
          ],
        },
      ],
    })
    expect(await read(file)).toEqual([
      { line: 1, cells: ['1904-01-01', 'Кружка', 'итог', 'TRUE', '2024-02-29 10:00:00'] },
    ])
  })

  it('takes the first visible sheet, or the one that is named', async () => {
    const file = await workbook({
      sheets: [
        { name: 'Служебный', hidden: true, rows: [['x', 'y']] },
        { name: 'Заказы', rows: [['a', 'b']] },
        { name: 'Возвраты', rows: [['c', 'd']] },
      ],
    })
    expect((await readWorkbook(bytesOf(file))).sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['Служебный', true],
      ['Заказы', false],
      ['Возвраты', false],
    ])
    expect((await read(file)).map((row) => row.cells)).toEqual([['a', 'b']])
    expect((await read(file, 'Возвраты')).map((row) => row.cells)).toEqual([['c', 'd']])
    expect(await problemOf(file, 'Нет')).toEqual({ code: 'sheet_missing', params: { sheet: 'Нет' } })
  })

  it('refuses columns past the limit, wherever their row says they are', async () => {
    const file = await workbook({ sheets: [{ name: 'A', rows: [[{ xml: '<c r="XFD1"><v>1</v></c>' }]] }] })
    expect(await problemOf(file)).toEqual({
      code: 'too_many_columns',
      params: { line: 1, columns: 16384, max: 256 },
    })
  })

  it('refuses a part that says it unpacks to gigabytes, before unpacking it', async () => {
    const file = await workbook({ inline: true, sheets: [{ name: 'A', rows: [['a', 'b']] }] })
    withUnpackedSize(file, 'xl/worksheets/sheet1.xml', 0xf000_0000)
    expect(await problemOf(file)).toMatchObject({ code: 'workbook_too_large', params: { max: 512 } })
  })

  it('stops at a part that unpacks to more than it says', async () => {
    const rows = Array.from({ length: 5000 }, () => ['a', 'b'])
    const file = await workbook({ inline: true, sheets: [{ name: 'A', rows }] })
    withUnpackedSize(file, 'xl/worksheets/sheet1.xml', 1000)
    expect(await problemOf(file)).toMatchObject({ code: 'workbook_broken' })
  })

  it('does not expand entities of a DTD', async () => {
    const bomb =
      '<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&b;</v></c></row></sheetData></worksheet>'
    const file = await workbook({
      sheets: [{ name: 'A', rows: [] }],
      parts: { 'xl/worksheets/sheet1.xml': bomb },
    })
    expect(await problemOf(file)).toMatchObject({ code: 'workbook_broken' })
  })

  it.each<[string, Record<string, string>, string]>([
    ['a document of Word', { '[Content_Types].xml': '', 'word/document.xml': '' }, 'word'],
    ['a spreadsheet of LibreOffice', { mimetype: '', 'content.xml': '' }, 'ods'],
    ['a binary workbook', { 'xl/workbook.bin': '' }, 'xlsb'],
    ['an archive', { 'photo.jpg': '' }, 'archive'],
    ['a workbook without a workbook', { '[Content_Types].xml': '' }, 'workbook_broken'],
    [
      'a workbook without sheets',
      { 'xl/workbook.xml': '<workbook/>', 'xl/_rels/workbook.xml.rels': '<R/>' },
      'no_sheets',
    ],
  ])('tells what %s is', async (_, parts, code) =>
    expect(await problemOf(await zip(parts))).toMatchObject({ code }),
  )

  it('names a workbook that was cut off', async () => {
    const file = await workbook({ sheets: [{ name: 'A', rows: [['a', 'b']] }] })
    expect(await problemOf(file.subarray(0, file.length - 100))).toMatchObject({ code: 'workbook_broken' })
  })
})

/** Changes the unpacked size that the ZIP's directory promises for a part. */
function withUnpackedSize(file: Buffer, part: string, size: number): void {
  const name = Buffer.from(part)
  for (
    let at = file.indexOf('PK\x01\x02', 0, 'latin1');
    at >= 0;
    at = file.indexOf('PK\x01\x02', at + 4, 'latin1')
  ) {
    if (file.subarray(at + 46, at + 46 + name.length).equals(name)) file.writeUInt32LE(size, at + 24)
  }
}

describe('styleOfCode', () => {
  it.each([
    ['General', 'number'],
    ['# ##0.00 ₽', 'number'],
    ['[Red]0.00;"дней"', 'number'],
    ['0000', 'padded'],
    ['dd.mm.yyyy', 'date'],
    ['[$-419]d mmmm yyyy "г.";@', 'date'],
    ['yyyy\\-mm\\-dd hh:mm:ss', 'date_time'],
    ['m/d/yy h:mm AM/PM', 'date_time'],
    ['[h]:mm:ss', 'time'],
    ['mmm', 'date'],
  ])('%s shows a %s', (code, kind) => expect(styleOfCode(code).kind).toBe(kind))
})

describe('serialText', () => {
  it.each([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [60, false, null],
    [61, false, '1900-03-01'],
    [36526, false, '2000-01-01'],
    [2_958_466, false, null],
    [-1, false, null],
    [1, true, '1904-01-02'],
  ])('%d (1904: %s) is %s', (serial, from1904, text) =>
    expect(serialText(serial, 'date', from1904)).toBe(text),
  )
})
