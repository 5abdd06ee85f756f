import { existsSync } from 'node:fs'
import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

const queries = '@/lib/cases/queries'

/**
 * Puts a second list of returns beside the first, at `/[merchant]/bench-constant`: the very same page, but its rows are
 * read once in the life of the process and then always the same. Whatever on the way from the page to `listCases`
 * imports the other is copied too.
 */
export async function addConstantList(tree: string): Promise<void> {
  const returns = path.join(tree, 'app', '[merchant]', 'returns')
  const all = await readdir(returns, { recursive: true })
  const list = all.find((name) => path.basename(name) === 'page.tsx' && !name.includes('['))
  const page = list && path.join(returns, list)
  const constant = page && (await withConstantRows(tree, page))
  if (!constant) throw new Error(`The list's page no longer reads its rows through listCases of ${queries}`)
  const folder = path.join(tree, 'app', '[merchant]', 'bench-constant')
  await cp(path.dirname(page), folder, { recursive: true, filter: (name) => !name.includes('[number]') })
  await writeFile(path.join(folder, 'page.tsx'), constant)
  await writeFile(
    path.join(tree, 'lib', 'cases', 'constant-queries.ts'),
    `import { listCases as read } from './queries'\n\nexport * from './queries'\n\n` +
      `let kept: ReturnType<typeof read> | undefined\n\n` +
      `export const listCases: typeof read = (caller, search) => (kept ??= read(caller, search))\n`,
  )
}

/** The file's text with constant rows; null when nothing in it, or in the components it uses, reads any. */
async function withConstantRows(tree: string, file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8')
  let changed = text
  for (const [statement, specifier = ''] of text.matchAll(/^import [^;]*?from '([^']+)'/gm)) {
    let replacement: string | null = null
    if (specifier === queries && /\blistCases\b/.test(statement)) {
      replacement = '@/lib/cases/constant-queries'
    } else if (/^(@\/components|\.)\//.test(specifier)) {
      const target = specifier.startsWith('@/')
        ? path.join(tree, specifier.slice(2))
        : path.join(path.dirname(file), specifier)
      const source = `${target}.tsx`
      const constant = existsSync(source) ? await withConstantRows(tree, source) : null
      if (constant) {
        await writeFile(`${target}.constant.tsx`, constant)
        replacement = `${specifier}.constant`
      }
    }
    if (replacement)
      changed = changed.replace(statement, statement.replace(`'${specifier}'`, `'${replacement}'`))
  }
  return changed === text ? null : changed
}
