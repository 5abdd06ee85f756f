import { PassThrough, type Readable } from 'node:stream'
import yauzl, { RandomAccessReader, type Entry, type ZipFile } from 'yauzl'
import { pieces, type FileBytes } from './file-bytes'
import { limits } from './limits'
import { UnreadableFile } from './problem'

/** The parts of an open workbook by name, and its largest unpacked sizes held before and while they are inflated. */
export type Archive = {
  has(name: string): boolean
  /** A part's unpacked size, as the archive promises it. */
  sizeOf(name: string): number
  /** A part's bytes in pieces; throws UnreadableFile when it is missing, broken or larger than `maxBytes`. */
  open(name: string, maxBytes: number): Promise<AsyncIterable<Buffer>>
  close(): void
}

class FileReader extends RandomAccessReader {
  constructor(private readonly file: FileBytes) {
    super()
  }
  override _readStreamForRange(start: number, end: number): Readable {
    const out = new PassThrough()
    void pump(pieces(this.file, start, end), out)
    return out
  }
}

async function pump(source: AsyncIterable<Buffer>, out: PassThrough): Promise<void> {
  try {
    for await (const piece of source) {
      if (out.destroyed) return
      if (!out.write(piece)) await drained(out)
    }
    out.end()
  } catch (error) {
    out.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}

function drained(out: PassThrough): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      out.off('drain', go)
      out.off('close', go)
      resolve()
    }
    out.once('drain', go)
    out.once('close', go)
  })
}

/** Opens a ZIP as a workbook. Throws UnreadableFile for what is none, naming what it is where that can be told. */
export async function openArchive(file: FileBytes): Promise<Archive> {
  const zip = await openZip(file)
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.size >= limits.workbookEntries)
        throw new UnreadableFile('workbook_too_large', { max: limits.workbookEntries })
      if (entry.isEncrypted()) throw new UnreadableFile('encrypted')
      entries.set(entry.fileName.replace(/^\//, ''), entry)
    }
  } catch (error) {
    zip.close()
    throw asBroken(error)
  }
  const refusal = notAWorkbook(entries)
  if (refusal) {
    zip.close()
    throw refusal
  }
  return {
    has: (name) => entries.has(name),
    sizeOf: (name) => entries.get(name)?.uncompressedSize ?? 0,
    open: async (name, maxBytes) => {
      const entry = entries.get(name)
      if (!entry) throw new UnreadableFile('workbook_broken', { part: name })
      const tooLarge = new UnreadableFile('workbook_too_large', {
        part: name,
        max: Math.round(maxBytes / 1024 / 1024),
      })
      if (entry.uncompressedSize > maxBytes) throw tooLarge
      try {
        return capped(await zip.openReadStreamPromise(entry), maxBytes, tooLarge)
      } catch (error) {
        throw asBroken(error)
      }
    },
    close: () => zip.close(),
  }
}

async function openZip(file: FileBytes): Promise<ZipFile> {
  try {
    return await yauzl.fromRandomAccessReaderPromise(new FileReader(file), file.size, {
      lazyEntries: true,
      autoClose: false,
      strictFileNames: false,
    })
  } catch (error) {
    throw asBroken(error)
  }
}

function notAWorkbook(entries: ReadonlyMap<string, Entry>): UnreadableFile | null {
  if (entries.has('xl/workbook.xml')) return null
  if (entries.has('xl/workbook.bin')) return new UnreadableFile('xlsb')
  if (entries.has('word/document.xml')) return new UnreadableFile('word')
  if (entries.has('content.xml') && entries.has('mimetype')) return new UnreadableFile('ods')
  if (entries.has('[Content_Types].xml'))
    return new UnreadableFile('workbook_broken', { part: 'xl/workbook.xml' })
  return new UnreadableFile('archive', { format: 'ZIP' })
}

/** What was promised may not be what comes out: the bytes are counted as they are inflated. */
async function* capped(stream: Readable, maxBytes: number, tooLarge: UnreadableFile): AsyncGenerator<Buffer> {
  let bytes = 0
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      bytes += piece.length
      if (bytes > maxBytes) throw tooLarge
      yield piece
    }
  } catch (error) {
    throw asBroken(error)
  } finally {
    stream.destroy()
  }
}

function asBroken(error: unknown): unknown {
  if (error instanceof UnreadableFile) return error
  // Everything yauzl and zlib throw is about the bytes; what the store throws (a lost connection) has a code.
  const fromStore = error instanceof Error && 'code' in error && !String(error.code).startsWith('Z_')
  return fromStore ? error : new UnreadableFile('workbook_broken', { part: '' })
}
