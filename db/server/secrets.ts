import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Writes a file that only its owner may read, whole or not at all. */
export async function writePrivate(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  const fresh = `${file}.${process.pid}.new`
  await writeFile(fresh, text, { mode: 0o600 })
  await chmod(fresh, 0o600)
  await rename(fresh, file)
}

/**
 * The generated secret kept in `file` (mode 0600), made on the first call: 256 bits as 43 URL-safe characters, so
 * that it also stands in a connection URL as it is.
 */
export async function keptSecret(file: string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  if (kept.trim()) return kept.trim()
  const secret = randomBytes(32).toString('base64url')
  await writePrivate(file, `${secret}\n`)
  return secret
}
