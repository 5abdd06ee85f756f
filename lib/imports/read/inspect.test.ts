import { describe, expect, it } from 'vitest'
import { bytesOf } from './file-bytes'
import { inspect, rowsOf, type Chosen } from './inspect'
import { workbook } from './testing/workbook'

const look = (text: string | Buffer, chosen: Chosen = {}) =>
  inspect(bytesOf(typeof text === 'string' ? Buffer.from(text) : text), chosen)

async function inspectionOf(text: string | Buffer, chosen: Chosen = {}) {
  const inspected = await look(text, chosen)
  if (!inspected.ok) throw new Error(inspected.problem.code)
  return inspected.inspection
}

const table = 'Номер заказа;Артикул;Цена\n1;A-1;2,55\n2;A-2;3,10\n'

describe('inspect', () => {
  it('finds delimiter, header and rows', async () => {
    expect(await inspectionOf(table)).toMatchObject({
      format: { kind: 'csv', encoding: 'utf-8', delimiter: ';' },
      headerLine: 1,
      headings: ['Номер заказа', 'Артикул', 'Цена'],
      width: 3,
      head: [
        { line: 2, cells: ['1', 'A-1', '2,55'] },
        { line: 3, cells: ['2', 'A-2', '3,10'] },
      ],
    })
  })

  it.each([
    ['commas, with commas in quoted cells', 'order,sku,name\n1,A,"b, c, d"\n2,B,"e, f"\n', ','],
    ['tabs', 'order\tsku\n1\tA, B; C\n', '\t'],
    ['bars', 'order|sku\n1|A\n', '|'],
    ['what Excel wrote on top', 'sep=;\norder;a,b,c\n1;a,b,c\n', ';'],
  ])('splits by %s', async (_, text, delimiter) =>
    expect((await inspectionOf(text)).format).toMatchObject({ delimiter }),
  )

  it('finds the header below titles, and knows that there is none', async () => {
    expect((await inspectionOf(`Выгрузка заказов;;\nза ноябрь;;\n;;\n${table}`)).headerLine).toBe(4)
    expect((await inspectionOf('Foo;Bar;Baz\n1;A;2\n2;B;3\n')).headerLine).toBe(1)
    const bare = await inspectionOf('1;A-1;2,55\n2;A-2;3,10\n')
    expect(bare).toMatchObject({ headerLine: null, headings: [], width: 3 })
    expect(bare.head[0]).toEqual({ line: 1, cells: ['1', 'A-1', '2,55'] })
  })

  it('lets a person say otherwise', async () => {
    expect((await inspectionOf(table, { headerLine: 0 })).head).toHaveLength(3)
    expect((await inspectionOf(`x;y;z\n${table}`, { headerLine: 1 })).headings).toEqual(['x', 'y', 'z'])
    expect((await inspectionOf(table, { delimiter: ',' })).format).toMatchObject({ delimiter: ',' })
  })

  it.each([
    ['a letter', 'Уважаемые коллеги!\nПрошу выслать заказы.\n', 'not_a_table'],
    ['one column', 'Номер\n1\n2\n', 'not_a_table'],
    ['a header alone', 'Номер заказа;Артикул;Цена\n', 'no_rows'],
    ['a picture with the name of a table', Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'binary'],
    ['a million columns', `${'a,'.repeat(1_000_000)}a\n`, 'too_many_columns'],
  ])('says what is wrong with %s', async (_, text, code) =>
    expect(await look(text)).toMatchObject({ ok: false, problem: { code } }),
  )

  it('samples a long file to its end', async () => {
    const rows = Array.from(
      { length: 100_000 },
      (_, at) => `${at},${at < 90_000 ? '1/2' : '12/31'}/2010,A,"n, ${at}"`,
    )
    const inspection = await inspectionOf(`order,date,sku,name\n${rows.join('\n')}\n`)
    expect(inspection.head.length).toBeLessThanOrEqual(1000)
    expect(inspection.sample.some((cells) => cells[1] === '12/31/2010')).toBe(true)
    expect(inspection.sample.every((cells) => cells.length === 4)).toBe(true)
  })

  it('reads a workbook, and the sheet that is chosen', async () => {
    const file = await workbook({
      sheets: [
        {
          name: 'Заказы',
          rows: [
            ['Номер заказа', 'Артикул'],
            [1, 'A'],
          ],
        },
        {
          name: 'Ещё',
          rows: [
            ['Номер заказа', 'Артикул', 'Цена'],
            [2, 'B', 5],
          ],
        },
      ],
    })
    expect(await inspectionOf(file)).toMatchObject({
      format: { kind: 'xlsx', sheet: 'Заказы' },
      sheets: ['Заказы', 'Ещё'],
      width: 2,
    })
    expect(await inspectionOf(file, { sheet: 'Ещё' })).toMatchObject({
      width: 3,
      head: [{ line: 2, cells: ['2', 'B', '5'] }],
    })
  })
})

describe('rowsOf', () => {
  it('streams the data rows and marks those with more cells than columns', async () => {
    const text = `${table}3;A-3;1;лишнее\n4;A-4;2;;\n`
    const inspection = await inspectionOf(text)
    const heard: number[] = []
    const rows = []
    for await (const row of rowsOf(bytesOf(Buffer.from(text)), inspection, (bytes) => void heard.push(bytes)))
      rows.push(row)
    expect(rows.map((row) => row.line)).toEqual([2, 3, 4, 5])
    expect(rows[2]?.problem).toEqual({ code: 'too_many_cells', params: { cells: 4, columns: 3 } })
    expect(rows[3]).toEqual({ line: 5, cells: ['4', 'A-4', '2'] })
    expect(heard).toEqual([Buffer.byteLength(text)])
  })
})
