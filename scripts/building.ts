import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { askHolder, waitForLock } from '@/db/server/lock.mjs'
import { Refused } from '@/db/server/refused'
import { say, step } from './console'
import { runToEnd } from './processes'

/** All that a production build reads. */
const sources = ['app', 'components', 'lib', 'db', 'drizzle/meta', 'public']
const singles = ['package-lock.json', 'next.config.ts', 'postcss.config.mjs', 'tsconfig.json', 'proxy.ts']
const unbuilt = /\.test\.tsx?$|^db\/(seed|testing|factories)\//

/** A hash over the path and content of everything that a production build reads. */
export function hashSources(root: string): string {
  const files = [
    ...sources.flatMap((folder) => filesUnder(root, folder)),
    ...singles.filter((name) => existsSync(path.join(root, name))),
  ]
  const hash = createHash('sha256').update(process.version)
  for (const file of files.filter((name) => !unbuilt.test(name)).toSorted()) {
    hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)))
  }
  return hash.digest('hex')
}

function filesUnder(root: string, folder: string): string[] {
  if (!existsSync(path.join(root, folder))) return []
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
}

/**
 * Makes the production build, unless the last one was made of the very same sources. Refuses to replace a build
 * that a running demo serves from.
 */
export async function ensureBuild({ serving = false } = {}): Promise<void> {
  const root = process.cwd()
  const folder = path.join(root, process.env.NEXT_DIST_DIR ?? '.next')
  const mark = path.join(folder, 'obratno-sources')
  const lock = await waitForLock('build', root, (holder) =>
    say(`Process ${holder?.pid ?? '(unknown)'} is building right now; waiting for it`),
  )
  try {
    const hash = hashSources(root)
    const built =
      existsSync(path.join(folder, 'BUILD_ID')) && existsSync(mark) && readFileSync(mark, 'utf8') === hash
    if (built) return say('The build is current')
    const holder = serving ? null : await askHolder('demo', root)
    if (holder)
      throw new Refused(`Process ${holder.pid} serves the build that would be replaced; stop it first`)
    rmSync(mark, { force: true })
    const code = await step('Building for production', () =>
      runToEnd({ name: 'build', args: [nextProgram, 'build'], env: { NODE_ENV: 'production' } }),
    )
    if (code !== 0) throw new Refused('The build failed; what it said is above')
    writeFileSync(mark, hash)
  } finally {
    await lock.release()
  }
}

export const nextProgram = path.join('node_modules', 'next', 'dist', 'bin', 'next')
