/**
 * A stored file that can be read from any place, so that neither a 64 MB upload nor a workbook's directory at its end
 * has to lie in memory whole.
 */
export type FileBytes = {
  readonly size: number
  /** Bytes from `offset`, `length` of them or fewer at the file's end. */
  read(offset: number, length: number): Promise<Buffer>
}

/** Hears how many bytes were read so far, of how many. */
export type OnBytes = (read: number, total: number) => void

export function bytesOf(buffer: Buffer): FileBytes {
  return {
    size: buffer.length,
    read: (offset, length) => Promise.resolve(buffer.subarray(offset, offset + length)),
  }
}

const pieceBytes = 256 * 1024

/** The file from `start` to `end` (exclusive) in pieces of 256 KiB. */
export async function* pieces(file: FileBytes, start = 0, end = file.size): AsyncGenerator<Buffer> {
  for (let offset = start; offset < end;) {
    const piece = await file.read(offset, Math.min(pieceBytes, end - offset))
    if (piece.length === 0) return
    offset += piece.length
    yield piece
  }
}
