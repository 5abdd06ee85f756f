import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import path from 'node:path'
import { freePort } from '@/db/server/embedded'
import { endingWithParent } from '@/db/server/process'
import { nextProgram } from '../building'
import { answers } from '../processes'

export type Answer = { status: number; body: Buffer; ms: number }

export type Web = {
  url: string
  /** One request over a connection that is kept; the time ends with the last byte. */
  ask(
    path: string,
    options?: { method?: string; headers?: Record<string, string>; body?: string },
  ): Promise<Answer>
  /** What the server has used of a processor since it began, in milliseconds. */
  cpuMs(): number
  stop(): Promise<void>
}

/** Serves a build as `npm start` does, over a database of its own and without a worker. */
export async function startWeb(tree: string, appUrl: string): Promise<Web> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const secret = 'a secret of the bench that guards nothing 0123456789'
  const { command, args } = endingWithParent('TERM', process.execPath, [
    path.resolve(nextProgram),
    'start',
    '--port',
    String(port),
  ])
  const child = spawn(command, args, {
    cwd: tree,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_DIST_DIR: undefined,
      DATABASE_URL: undefined,
      APP_DATABASE_URL: appUrl,
      AUTH_SECRET: secret,
      NEXTAUTH_SECRET: secret,
      APP_URL: url,
      NEXTAUTH_URL: url,
      PORT: String(port),
    } as NodeJS.ProcessEnv,
  })
  const agent = new Agent({ keepAlive: true })
  const stop = async () => {
    agent.destroy()
    await end(child)
  }
  try {
    await answers(`http://127.0.0.1:${port}/healthz`)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url,
    stop,
    cpuMs: () => cpuOf(child.pid ?? 0),
    ask: (target, { method = 'GET', headers = {}, body } = {}) =>
      new Promise((resolve, reject) => {
        const started = performance.now()
        const asked = request(
          {
            agent,
            host: '127.0.0.1',
            port,
            path: target,
            method,
            headers: { host: `localhost:${port}`, ...headers },
          },
          (response) => {
            const chunks: Buffer[] = []
            response.on('data', (chunk: Buffer) => chunks.push(chunk))
            response.on('error', reject)
            response.on('end', () => {
              const ms = performance.now() - started
              resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks), ms })
            })
          },
        )
        asked.on('error', reject)
        asked.end(body)
      }),
  }
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const late = setTimeout(() => child.kill('SIGKILL'), 5_000)
    child.once('exit', () => {
      clearTimeout(late)
      resolve()
    })
    child.kill('SIGTERM')
  })
}

/** User and system time from /proc/<pid>/stat, whose clock ticks every 10 ms; its own threads are in it. */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}
