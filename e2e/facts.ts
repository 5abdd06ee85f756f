import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { DemoFacts } from '@/db/seed/facts'

const file = process.env.E2E_FACTS ?? path.resolve('.data', 'demo.json')

/** The address, shops, logins and keys that the journeys use: of the test's own server, else of the running demo. */
export function demoFacts(): DemoFacts & { url: string } {
  return JSON.parse(readFileSync(file, 'utf8')) as DemoFacts & { url: string }
}

/** The address of that server; undefined when there is none, so that the configuration can be read without one. */
export function demoUrl(): string | undefined {
  return existsSync(file) ? demoFacts().url : undefined
}
