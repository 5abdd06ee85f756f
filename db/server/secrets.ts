import { randomBytes, randomUUID } from 'node:crypto'
import { chmod, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Writes a file that only its owner may read, whole or not at all. */
export async function writePrivate(file: string, text: string): Promise<void> {
  await rename(await besideIt(file, text), file)
}

/** The text in a file of its own in the same folder, for whoever writes at the same time. */
async function besideIt(file: string, text: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true })
  const fresh = `${file}.${randomUUID()}.new`
  await writeFile(fresh, text, { mode: 0o600 })
  await chmod(fresh, 0o600)
  return fresh
}

async function readKept(file: string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return kept.trim()
}

/**
 * The generated secret kept in `file` (mode 0600), made on the first call: 256 bits as 43 URL-safe characters, so
 * that it also stands in a connection URL as it is. Of several who make it at once all get that of the first.
 */
export async function keptSecret(file: string): Promise<string> {
  const kept = await readKept(file)
  if (kept) return kept
  const secret = randomBytes(32).toString('base64url')
  const fresh = await besideIt(file, `${secret}\n`)
  try {
    await link(fresh, file)
    return secret
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const first = await readKept(file)
    if (first) return first
    // An empty file is none.
    await rename(fresh, file)
    return secret
  } finally {
    await rm(fresh, { force: true })
  }
}
