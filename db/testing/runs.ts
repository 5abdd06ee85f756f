import { mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { isAlive } from '../server/process'

/** A folder of this run alone, `home/<process>`; what killed runs have left in `home` is deleted first. */
export async function ownRunFolder(home: string): Promise<string> {
  await mkdir(home, { recursive: true })
  for (const name of await readdir(home)) {
    if (!isAlive(Number(name))) await rm(path.join(home, name), { recursive: true, force: true })
  }
  const own = path.join(home, String(process.pid))
  await mkdir(own, { recursive: true })
  return own
}
