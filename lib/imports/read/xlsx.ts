import type { SourceRow } from './csv'
import type { FileBytes, OnBytes } from './file-bytes'
import { limits } from './limits'
import { UnreadableFile } from './problem'
import { openArchive, type Archive } from './xlsx-archive'
import { builtInStyle, styleOfCode, type NumberStyle } from './xlsx-values'
import { SheetRows } from './xlsx-sheet'
import { drainXml, readXml } from './xml'

export type Sheet = { name: string; hidden: boolean; part: string }
export type Workbook = { sheets: Sheet[]; from1904: boolean }

/** The names of a workbook's sheets, in its order. Throws UnreadableFile. */
export async function readWorkbook(file: FileBytes): Promise<Workbook> {
  const archive = await openArchive(file)
  try {
    return await workbookOf(archive)
  } finally {
    archive.close()
  }
}

/**
 * The rows of a sheet (the first visible one unless named), streamed: memory holds the workbook's shared strings and
 * one piece of the sheet. Dates come as ISO text by the cell's format, in the 1900 or 1904 system.
 * `onBytes` hears how many bytes of the unpacked sheet were read, of how many. Throws UnreadableFile.
 */
export async function* xlsxRows(
  file: FileBytes,
  sheetName: string | null = null,
  onBytes: OnBytes = () => {},
): AsyncGenerator<SourceRow> {
  const archive = await openArchive(file)
  try {
    const workbook = await workbookOf(archive)
    const sheet = chooseSheet(workbook, sheetName)
    const strings = await sharedStrings(archive)
    const styles = await numberStyles(archive)
    const rows = new SheetRows({ strings, styles, from1904: workbook.from1904 })
    const size = archive.sizeOf(sheet.part)
    const bytes = counted(await archive.open(sheet.part, limits.sheetBytes), (read) => onBytes(read, size))
    for await (const _ of readXml(sheet.part, bytes, rows)) yield* rows.taken()
  } finally {
    archive.close()
  }
}

function chooseSheet(workbook: Workbook, name: string | null): Sheet {
  if (name !== null) {
    const named = workbook.sheets.find((sheet) => sheet.name === name)
    if (!named) throw new UnreadableFile('sheet_missing', { sheet: name })
    return named
  }
  const first = workbook.sheets.find((sheet) => !sheet.hidden) ?? workbook.sheets[0]
  if (!first) throw new UnreadableFile('no_sheets')
  return first
}

async function* counted(
  bytes: AsyncIterable<Buffer>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  let taken = 0
  for await (const piece of bytes) {
    taken += piece.length
    onBytes(taken)
    yield piece
  }
}

async function workbookOf(archive: Archive): Promise<Workbook> {
  const targets = new Map<string, string>()
  const rels = 'xl/_rels/workbook.xml.rels'
  await drainXml(rels, await archive.open(rels, limits.workbookPartBytes), {
    open: (name, attributes) => {
      if (name === 'Relationship' && attributes.Type?.endsWith('/worksheet'))
        targets.set(attributes.Id ?? '', partName(attributes.Target ?? ''))
    },
  })
  const sheets: Sheet[] = []
  let from1904 = false
  const part = 'xl/workbook.xml'
  await drainXml(part, await archive.open(part, limits.workbookPartBytes), {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = attributes.date1904 === '1' || attributes.date1904 === 'true'
      if (name !== 'sheet' || sheets.length >= limits.sheets) return
      const id = Object.entries(attributes).find(([key]) => key === 'r:id' || key.endsWith(':id'))?.[1]
      const target = targets.get(id ?? '')
      const hidden = attributes.state !== undefined && attributes.state !== 'visible'
      if (target) sheets.push({ name: attributes.name ?? '', hidden, part: target })
    },
  })
  if (sheets.length === 0) throw new UnreadableFile('no_sheets')
  return { sheets, from1904 }
}

function partName(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`
}

async function sharedStrings(archive: Archive): Promise<string[]> {
  const part = 'xl/sharedStrings.xml'
  if (!archive.has(part)) return []
  const strings: string[] = []
  let current = ''
  let inText = false
  let phonetic = false
  await drainXml(part, await archive.open(part, limits.sharedStringsBytes), {
    open: (name) => {
      if (name === 'si') current = ''
      else if (name === 't') inText = !phonetic
      else if (name === 'rPh') phonetic = true
    },
    text: (text) => {
      if (inText) current += text
    },
    close: (name) => {
      if (name === 't') inText = false
      else if (name === 'rPh') phonetic = false
      else if (name === 'si') strings.push(current)
    },
  })
  return strings
}

/** Style index of a cell → how its number is shown. */
async function numberStyles(archive: Archive): Promise<NumberStyle[]> {
  const part = 'xl/styles.xml'
  if (!archive.has(part)) return []
  const codes = new Map<number, NumberStyle>()
  const styles: NumberStyle[] = []
  let inCellFormats = false
  await drainXml(part, await archive.open(part, limits.workbookPartBytes), {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), styleOfCode(attributes.formatCode ?? ''))
      else if (name === 'cellXfs') inCellFormats = true
      else if (name === 'xf' && inCellFormats) {
        const id = Number(attributes.numFmtId ?? 0)
        styles.push(codes.get(id) ?? builtInStyle(id))
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false
    },
  })
  return styles
}
