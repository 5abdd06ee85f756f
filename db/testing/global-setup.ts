import { mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { migrate } from '../migrate'
import { removeEmbedded, startEmbedded } from '../server/embedded'
import { isAlive } from '../server/process'
import { onDatabase } from '../server/url'

/** The migrated database that every test worker's own one is cloned from. */
const templateName = 'template_of_tests'

declare module 'vitest' {
  interface ProvidedContext {
    testServer: { ownerUrl: string; appUrl: string; template: string }
  }
}

/** Starts a throwaway server of this run alone and migrates the template once; the answer stops and deletes it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = path.resolve('.data', 'test', 'runs')
  await sweep(home)
  const dataDir = path.join(home, String(process.pid))
  const server = await startEmbedded({ dataDir, profile: 'throwaway' })
  const owner = postgres(server.ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await owner`create database ${owner(templateName)}`
    await migrate(onDatabase(server.ownerUrl, templateName))
  } catch (error) {
    await server.stop()
    throw error
  } finally {
    await owner.end()
  }
  project.provide('testServer', { ownerUrl: server.ownerUrl, appUrl: server.appUrl, template: templateName })
  return async () => {
    await server.stop()
    await removeEmbedded(dataDir)
  }
}

/** Deletes what killed runs have left. */
async function sweep(home: string): Promise<void> {
  await mkdir(home, { recursive: true })
  for (const name of await readdir(home)) {
    if (!isAlive(Number(name))) await rm(path.join(home, name), { recursive: true, force: true })
  }
}
