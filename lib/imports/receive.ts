import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FileBytes } from './read/file-bytes'
import { limits } from './read/limits'

export type ReceivedFile = { bytes: FileBytes; sha256: string; dispose(): Promise<void> }

/**
 * Takes an upload to a temporary file piece by piece, so that a slow or large one holds neither memory nor a connection
 * to the database. Null when it is larger than may be; what had come is thrown away.
 */
export async function receiveFile(body: ReadableStream<Uint8Array> | null): Promise<ReceivedFile | null> {
  const path = join(tmpdir(), `obratno-upload-${randomUUID()}`)
  const handle = await open(path, 'wx+', 0o600)
  // Only the handle keeps the file: nothing is left behind even when the process is killed.
  await rm(path)
  try {
    const written = await write(handle, body)
    if (!written) {
      await handle.close()
      return null
    }
    return { bytes: bytesOf(handle, written.size), sha256: written.sha256, dispose: () => handle.close() }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function write(
  handle: FileHandle,
  body: ReadableStream<Uint8Array> | null,
): Promise<{ size: number; sha256: string } | null> {
  const hash = createHash('sha256')
  let size = 0
  if (body) {
    for await (const piece of body) {
      size += piece.length
      if (size > limits.fileBytes) return null
      hash.update(piece)
      await handle.writeFile(piece)
    }
  }
  return { size, sha256: hash.digest('hex') }
}

function bytesOf(handle: FileHandle, size: number): FileBytes {
  return {
    size,
    read: async (offset, length) => {
      const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)))
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset)
      return buffer.subarray(0, bytesRead)
    },
  }
}
