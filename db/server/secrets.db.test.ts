import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { keptSecret } from './secrets'

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'obratno-secrets-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

it('all who ask at once get the one secret that is kept, and nothing else is left behind', async () => {
  const folder = await freshFolder()
  const file = path.join(folder, 'inner', 'secret')
  const secrets = await Promise.all(Array.from({ length: 20 }, () => keptSecret(file)))
  expect(new Set(secrets).size).toBe(1)
  expect(secrets[0]).toMatch(/^[\w-]{43}$/)
  expect(await readFile(file, 'utf8')).toBe(`${secrets[0]}\n`)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readdir(path.dirname(file))).toEqual(['secret'])
  expect(await keptSecret(file)).toBe(secrets[0])
})

it('an empty file is no secret', async () => {
  const file = path.join(await freshFolder(), 'secret')
  await writeFile(file, '')
  const secret = await keptSecret(file)
  expect(secret).toHaveLength(43)
  expect(await keptSecret(file)).toBe(secret)
})
