import { buffer } from 'node:stream/consumers'
import yazl from 'yazl'

type Cell = string | number | null | { number: number; style: number } | { xml: string }
export type SheetFixture = { name: string; rows: Cell[][]; hidden?: boolean }
type WorkbookFixture = {
  sheets: SheetFixture[]
  from1904?: boolean
  formats?: string[]
  inline?: boolean
  parts?: Record<string, string>
}

/** Cell styles of the fixture: 0 general, 1 the built-in date, 2 the built-in date and time, 3… `formats` by their codes. */
export function workbook({
  sheets,
  from1904 = false,
  formats = [],
  inline = false,
  parts = {},
}: WorkbookFixture): Promise<Buffer> {
  const strings: string[] = []
  const files: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook xmlns:r="r"><workbookPr date1904="${from1904 ? 1 : 0}"/><sheets>${sheets
      .map(
        ({ name, hidden }, at) =>
          `<sheet name="${escape(name)}" sheetId="${at + 1}" ${hidden ? 'state="hidden"' : ''} r:id="rId${at + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map(
        (_, at) =>
          `<Relationship Id="rId${at + 1}" Type="http://x/relationships/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
      )
      .join('')}</Relationships>`,
    'xl/styles.xml': `<styleSheet><numFmts>${formats
      .map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${escape(code)}"/>`)
      .join(
        '',
      )}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/>${formats
      .map((_, at) => `<xf numFmtId="${164 + at}"/>`)
      .join('')}</cellXfs></styleSheet>`,
  }
  sheets.forEach(({ rows }, at) => {
    files[`xl/worksheets/sheet${at + 1}.xml`] = `<worksheet><sheetData>${rows
      .map(
        (cells, row) =>
          `<row r="${row + 1}">${cells.map((cell, column) => cellXml(cell, row, column, inline ? null : strings)).join('')}</row>`,
      )
      .join('')}</sheetData></worksheet>`
  })
  if (strings.length > 0)
    files['xl/sharedStrings.xml'] =
      `<sst>${strings.map((text) => `<si><t>${escape(text)}</t></si>`).join('')}</sst>`
  return zip({ ...files, ...parts })
}

export function zip(files: Record<string, string>): Promise<Buffer> {
  const archive = new yazl.ZipFile()
  for (const [path, text] of Object.entries(files)) archive.addBuffer(Buffer.from(text), path)
  archive.end()
  return buffer(archive.outputStream)
}

function cellXml(cell: Cell, row: number, column: number, strings: string[] | null): string {
  const at = `r="${String.fromCharCode(65 + column)}${row + 1}"`
  if (cell === null) return ''
  if (typeof cell === 'number') return `<c ${at}><v>${cell}</v></c>`
  if (typeof cell === 'string') {
    if (!strings) return `<c ${at} t="inlineStr"><is><t>${escape(cell)}</t></is></c>`
    strings.push(cell)
    return `<c ${at} t="s"><v>${strings.length - 1}</v></c>`
  }
  return 'xml' in cell ? cell.xml : `<c ${at} s="${cell.style}"><v>${cell.number}</v></c>`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
