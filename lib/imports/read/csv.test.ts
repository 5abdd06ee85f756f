import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvRows, delimiters, type CsvOptions, type SourceRow } from './csv'
import { limits } from './limits'
import { fileProblemOf } from './problem'

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}

async function read(text: string, options: Partial<CsvOptions> = {}, size = 7): Promise<SourceRow[]> {
  const rows: SourceRow[] = []
  for await (const row of csvRows(inPieces(text, size), { delimiter: ',', ...options })) rows.push(row)
  return rows
}

async function problemOf(text: string, options: Partial<CsvOptions> = {}) {
  try {
    await read(text, options, 100_000)
  } catch (error) {
    return fileProblemOf(error)
  }
  return null
}

const cells = (rows: SourceRow[]) => rows.map((row) => row.cells)

describe('csvRows', () => {
  it('numbers rows by physical lines, over mixed line ends and blank lines', async () => {
    expect(await read('a,b\r\n1,2\n\n3,4\r5,"6\n7"\r\n8,9')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', '2'] },
      { line: 4, cells: ['3', '4'] },
      { line: 5, cells: ['5', '6\n7'] },
      { line: 7, cells: ['8', '9'] },
    ])
  })

  it.each([
    ['a quote within a bare cell', '5" экран,1', ['5" экран', '1']],
    ['doubled quotes', '"Чехол ""Звезда""",1', ['Чехол "Звезда"', '1']],
    ['undoubled quotes of one line', '"Чехол "Звезда" белый",1', ['Чехол "Звезда" белый', '1']],
    ['blanks around a quoted cell', ' "a,b" ,1', ['a,b', '1']],
    ['an empty quoted cell', '"",1', ['', '1']],
    ['a trailing delimiter', 'a,1,', ['a', '1', '']],
  ])('reads %s', async (_, text, expected) => expect(cells(await read(text))).toEqual([expected]))

  it('loses one line to a quote that is never closed, and names it', async () => {
    const lines = Array.from({ length: 300 }, (_, at) => `${at + 1},"Товар, ${at + 1}",5`)
    lines[89] = '90,"Товар 90,5'
    const rows = await read(lines.join('\n'), { width: 3 })
    expect(rows).toHaveLength(300)
    expect(rows[89]).toEqual({
      line: 90,
      cells: ['90', '"Товар 90', '5'],
      problem: { code: 'broken_quote', params: { line: 90 } },
    })
    expect(rows.filter((row) => row.problem)).toHaveLength(1)
    expect(rows[90]).toEqual({ line: 91, cells: ['91', 'Товар, 91', '5'] })
    expect(rows.at(-1)?.line).toBe(300)
  })

  it('does not let an open quote swallow lines without quotes', async () => {
    const lines = Array.from({ length: 500 }, (_, at) => `${at + 1},Товар,5`)
    lines[9] = '10,"Товар,5'
    const rows = await read(lines.join('\r\n'), { width: 3 })
    expect(rows).toHaveLength(500)
    expect(rows.filter((row) => row.problem).map((row) => row.line)).toEqual([10])
  })

  it('tells an open quote on the last line', async () => {
    expect((await read('a,b\n1,"2')).map((row) => row.problem?.code)).toEqual([undefined, 'broken_quote'])
  })

  it('gives up on a file of broken quotes', async () => {
    const text = Array.from({ length: limits.brokenQuotes + 200 }, () => 'a,"b').join('\n')
    expect(await problemOf(text)).toMatchObject({ code: 'too_many_broken_quotes' })
  })

  it('names the line of a million columns', async () => {
    const wide = Array.from({ length: 1_000_000 }, () => 'a').join(',')
    expect(await problemOf(`a,b\n${wide}\n`)).toMatchObject({ code: 'too_many_columns', params: { line: 2 } })
    expect(await problemOf(Array(300).fill('x').join(','))).toEqual({
      code: 'too_many_columns',
      params: { line: 1, columns: 300, max: 256 },
    })
  })

  it('does not mind a tail of empty columns', async () => {
    expect(cells(await read(`a,b${','.repeat(1000)}`))).toEqual([['a', 'b']])
  })

  it('marks a cell that is too long and stops at a line without an end', async () => {
    const [row] = await read(`a,${'x'.repeat(40_000)}`, {}, 10_000)
    expect(row?.problem).toEqual({ code: 'cell_too_long', params: { column: 2, max: 32_767 } })
    expect(await problemOf('x'.repeat(limits.lineChars + 200_000))).toMatchObject({ code: 'line_too_long' })
  })

  const cell = fc.string({
    unit: fc.constantFrom('a', 'Ж', ' ', '"', ',', ';', '\t', '|', '\n', '1'),
    maxLength: 8,
  })

  it('reads what any writer of CSV wrote, as csv-parse does, cut into any pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...delimiters),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 20 }),
        async (table, delimiter, end, size) => {
          const text = table
            .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(delimiter))
            .join(end)
          const oracle = parse(text, { delimiter, relax_column_count: true }).filter((row) =>
            row.some((one) => one.trim()),
          )
          expect(cells(await read(text, { delimiter }, size))).toEqual(oracle)
        },
      ),
    )
  })

  it('gives every line of any text exactly once, whatever its quotes', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', '"', ','), minLength: 1, maxLength: 10 })
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 30 }), async (lines) => {
        const rows = await read(lines.join('\n'), { width: 3 })
        const numbers = rows.map((row) => row.line)
        expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other))
        for (const row of rows.filter((each) => each.problem)) expect(lines[row.line - 1]).toContain('"')
        const spoiled = rows.flatMap((row) => row.cells.join('').split('\n').length)
        const covered = spoiled.reduce((sum, count) => sum + count, 0)
        expect(covered).toBeGreaterThanOrEqual(lines.filter((each) => /a/.test(each)).length)
      }),
    )
  })
})
