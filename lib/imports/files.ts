import 'server-only'
import { sql } from 'drizzle-orm'
import { readMerchant, type Tx } from '@/db/tenant'
import { newId } from '@/lib/ids'
import type { FileBytes } from './read/file-bytes'

const chunkBytes = 512 * 1024

export type UploadedFile = { name: string; sha256: string; bytes: FileBytes }

/** Stores a file in pieces; answers its id. */
export async function storeFile(tx: Tx, merchantId: string, file: UploadedFile, now: Date): Promise<string> {
  const id = newId()
  await tx.execute(sql`
    insert into files (merchant_id, id, name, size, sha256, created_at)
    values (${merchantId}, ${id}, ${file.name}, ${file.bytes.size}, ${file.sha256}, ${now.toISOString()}::timestamptz)`)
  for (let position = 0; position * chunkBytes < file.bytes.size; position += 1) {
    const bytes = await file.bytes.read(position * chunkBytes, chunkBytes)
    await tx.execute(sql`
      insert into file_chunks (merchant_id, file_id, position, bytes)
      values (${merchantId}, ${id}, ${position}, decode(${bytes.toString('base64')}, 'base64'))`)
  }
  return id
}

/**
 * A stored file, read piece by piece: each in a transaction of its own, so that a long read holds no connection. The
 * piece read last is kept, as the next read mostly goes on in it.
 */
export function storedFile(scope: { merchant: { id: string } }, fileId: string, size: number): FileBytes {
  let kept: { position: number; bytes: Buffer } | null = null
  const chunk = async (position: number): Promise<Buffer> => {
    if (kept?.position === position) return kept.bytes
    const [row] = await readMerchant(scope, (tx) =>
      tx.execute<{ bytes: Buffer }>(sql`
        select bytes from file_chunks
        where merchant_id = ${scope.merchant.id} and file_id = ${fileId} and position = ${position}`),
    )
    if (!row) throw new Error('A piece of a stored file is missing')
    kept = { position, bytes: row.bytes }
    return row.bytes
  }
  return {
    size,
    read: async (offset, length) => {
      const parts: Buffer[] = []
      const end = Math.min(offset + length, size)
      for (let at = offset; at < end;) {
        const position = Math.floor(at / chunkBytes)
        const from = at - position * chunkBytes
        const part = (await chunk(position)).subarray(from, from + end - at)
        parts.push(part)
        at += part.length
      }
      return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
    },
  }
}
