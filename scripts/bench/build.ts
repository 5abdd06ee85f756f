import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { waitForLock } from '@/db/server/lock.mjs'
import { hashSources, nextProgram } from '../building'
import { Refused } from '@/db/server/refused'
import { say, step } from '../console'
import { dataFolder } from '../folders'
import { addConstantList } from './constant-list'

const tree = path.join(dataFolder, 'bench', 'tree')
const pages = path.join('scripts', 'bench', 'app')
const sources = ['app', 'components', 'lib', 'db', 'drizzle/meta', 'public', 'proxy.ts']
const settings = ['postcss.config.mjs', 'tsconfig.json']
const unbuilt = /\.test\.tsx?$|\/db\/(seed|testing|factories)$/

/**
 * A production build of a copy of the product with the bench's pages beside it, so that what is compared comes out of one
 * build and nothing of the bench is in the product. Made anew only when a source has changed. Answers the folder.
 */
export async function buildWithBench(): Promise<string> {
  const lock = await waitForLock('bench build', tree, () => say('Another bench is building; waiting for it'))
  try {
    const hash = createHash('sha256')
      .update(hashSources('.') + hashSources('scripts/bench'))
      .update(readFileSync('scripts/bench/constant-list.ts'))
      .digest('hex')
    const mark = path.join(tree, 'sources')
    const current = existsSync(mark) && readFileSync(mark, 'utf8') === hash
    if (current) say('The build is current')
    else {
      await layOutTree()
      await step('Building for production, with the pages of the bench', build)
      await writeFile(mark, hash)
    }
    return tree
  } finally {
    await lock.release()
  }
}

async function layOutTree(): Promise<void> {
  await mkdir(tree, { recursive: true })
  for (const name of await readdir(tree)) {
    if (name !== '.next') await rm(path.join(tree, name), { recursive: true })
  }
  for (const source of [...sources, ...settings]) {
    await cp(source, path.join(tree, source), {
      recursive: true,
      filter: (name) => !unbuilt.test(`/${name}`),
    })
  }
  await cp('next.config.ts', path.join(tree, 'next.config.product.ts'))
  await cp(pages, path.join(tree, 'app'), { recursive: true })
  await addConstantList(tree)
  // The packages are those of the project above; its types are checked by `npm run check`.
  await writeFile(
    path.join(tree, 'next.config.ts'),
    `import product from './next.config.product'\n\nexport default {\n  ...product,\n  distDir: '.next',\n` +
      `  typescript: { ignoreBuildErrors: true },\n` +
      `  turbopack: { ...product.turbopack, root: ${JSON.stringify(process.cwd())} },\n}\n`,
  )
}

async function build(): Promise<void> {
  const child = spawn(process.execPath, [path.resolve(nextProgram), 'build'], {
    cwd: tree,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  let said = ''
  child.stdout.on('data', (chunk) => (said += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Refused(`The build failed:\n${said}`)
}
