import path from 'node:path'
import type { Database } from '@/db/server/resolve'
import { keptSecret } from '@/db/server/secrets'
import { nextProgram } from './building'
import { dataFolder } from './folders'
import { answers, keepRunning, type Running } from './processes'

export type ServeOptions = {
  database: Pick<Database, 'ownerUrl' | 'appUrl'>
  port: number
  /** The address that people open, without a slash at the end. */
  url: string
  authSecret: string
  mode: 'start' | 'dev'
  /** What to run; both unless said. */
  parts?: ('web' | 'worker')[]
}

/** Starts the web server and the worker, keeps them running, and waits until the pages answer. */
export async function serve(options: ServeOptions): Promise<Running> {
  const { database, port, url, authSecret, mode, parts = ['web', 'worker'] } = options
  const env = {
    NODE_ENV: mode === 'dev' ? 'development' : 'production',
    APP_DATABASE_URL: database.appUrl,
    AUTH_SECRET: authSecret,
    NEXTAUTH_SECRET: authSecret,
    APP_URL: url,
    NEXTAUTH_URL: url,
    PORT: String(port),
  }
  const running: Running[] = []
  const stop = async () => {
    await Promise.all(running.map((one) => one.stop()))
  }
  try {
    if (parts.includes('worker'))
      running.push(keepRunning(workerProgram({ ...env, DATABASE_URL: database.ownerUrl })))
    if (parts.includes('web')) {
      // The pages never get the owner's address: nothing there could pass the walls between merchants.
      const web = { name: 'web server', args: [nextProgram, mode, '--port', String(port)] }
      running.push(keepRunning({ ...web, env: { ...env, DATABASE_URL: undefined } }))
      await answers(`http://127.0.0.1:${port}/healthz`)
    }
    return { stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function workerProgram(env: Record<string, string | undefined>) {
  return { name: 'worker', args: [...workerFlags, path.join('scripts', 'worker.ts')], env }
}

/**
 * How Node runs what a worker does. A small young generation keeps a large import well below 300 MB, where Node's own
 * choice lets it grow to 350, and is not slower (npm run bench, measure 8).
 */
export const workerFlags = ['--max-semi-space-size=4', '--conditions=react-server', '--import', 'tsx']

/** The secret for signing in, made once and kept for demo and development. */
export function ownAuthSecret(): Promise<string> {
  return keptSecret(path.join(dataFolder, 'auth.secret'))
}
