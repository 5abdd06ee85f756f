import { spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { nextProgram } from './building'
import { main, say } from './console'

type Outcome = { passed: boolean; output: string }
type Check = { name: string; run: () => Promise<Outcome> }

const bin = (name: string) => path.join('node_modules', '.bin', name)

const checks: Check[] = [
  { name: 'types', run: checkTypes },
  { name: 'lint', run: () => run(bin('eslint'), ['--max-warnings', '0', '.']) },
  { name: 'dead ends', run: () => run(bin('knip'), []) },
  { name: 'formatting', run: () => run(bin('prettier'), ['--check', '--log-level', 'warn', '.']) },
  { name: 'migrations without drift', run: checkDrift },
]

// Each keeps one core busy.
const atOnce = 2

await main(async () => {
  const failed: string[] = []
  const waiting = checks.values()
  const lane = async () => {
    for (const { name, run } of waiting) {
      const started = Date.now()
      const { passed, output } = await run()
      const seconds = ((Date.now() - started) / 1000).toFixed(1)
      console.log(`${passed ? '✓' : '✗'} ${name} (${seconds} s)`)
      if (!passed) {
        console.log(output.trimEnd())
        failed.push(name)
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  say(failed.length === 0 ? 'All checks passed' : `Failed: ${failed.join(', ')}`)
  return failed.length === 0 ? 0 : 1
})

/** The types of the routes are generated first, so that links to pages that do not exist are errors. */
async function checkTypes(): Promise<Outcome> {
  const routes = await run(process.execPath, [nextProgram, 'typegen'])
  return routes.passed ? run(bin('tsc'), ['--noEmit', '--pretty', 'false']) : routes
}

/** Generates into a copy of drizzle/: whatever is new there is a change of the schema without its migration. */
async function checkDrift(): Promise<Outcome> {
  await mkdir('.tmp', { recursive: true })
  const folder = await mkdtemp(path.join('.tmp', 'drift-'))
  const copy = path.join(folder, 'drizzle')
  const config = path.join(folder, 'drizzle.config.json')
  try {
    await cp('drizzle', copy, { recursive: true })
    const before = await readdir(copy)
    await writeFile(
      config,
      JSON.stringify({ dialect: 'postgresql', schema: './db/schema/index.ts', out: `./${copy}` }),
    )
    const generated = await run(bin('drizzle-kit'), ['generate', '--config', config, '--name', 'drift'])
    const fresh = (await readdir(copy)).filter((name) => !before.includes(name))
    if (fresh.length === 0) return generated
    const statements = await Promise.all(fresh.map((name) => readFile(path.join(copy, name), 'utf8')))
    const text = 'db/schema has changed without a migration (npx drizzle-kit generate --name why-it-changes):'
    return { passed: false, output: [text, ...statements].join('\n') }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function run(command: string, args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => resolve({ passed: false, output: String(error) }))
    child.on('close', (code) => resolve({ passed: code === 0, output }))
  })
}
