import path from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { migrate } from '../migrate'
import { removeEmbedded, startEmbedded } from '../server/embedded'
import { onDatabase } from '../server/url'
import { ownRunFolder } from './runs'

/** The migrated database that every test worker's own one is cloned from. */
const templateName = 'template_of_tests'

declare module 'vitest' {
  interface ProvidedContext {
    testServer: { ownerUrl: string; appUrl: string; template: string }
  }
}

/** Starts a throwaway server of this run alone and migrates the template once; the answer stops and deletes it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await ownRunFolder(path.resolve('.data', 'test', 'runs'))
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
