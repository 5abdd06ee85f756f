import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { endingWithParent } from '@/db/server/process'
import { Refused } from '@/db/server/refused'
import { say } from './console'

export type Program = {
  name: string
  /** Arguments of this very Node. */
  args: string[]
  env: Record<string, string | undefined>
}

export type Running = {
  /** Asks it to end, waits up to 20 s, then kills it. */
  stop(): Promise<void>
}

const stopWithinMs = 20_000
const longestPauseMs = 30_000
const healthyAfterMs = 60_000

/** Keeps a program running: starts it, and again when it ends by itself, after a pause that grows from 1 to 30 s. */
export function keepRunning(program: Program): Running {
  const stopping = new AbortController()
  let child: ChildProcess
  const over = (async () => {
    for (let pauseMs = 1_000; ;) {
      const started = Date.now()
      child = launch(program)
      const how = await endOf(child)
      if (stopping.signal.aborted) return
      pauseMs = Date.now() - started > healthyAfterMs ? 1_000 : pauseMs
      await pause(300, undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return
      say(`The ${program.name} ended (${how}); starting it again in ${pauseMs / 1000} s`)
      await pause(pauseMs, undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      child.kill('SIGTERM')
      const late = await Promise.race([over, pause(stopWithinMs, 'late' as const, { ref: false })])
      if (late !== 'late') return
      say(`The ${program.name} does not stop; killing it`)
      child.kill('SIGKILL')
      await over
    },
  }
}

/**
 * Runs a program to its end and answers its exit code, 1 when it was killed. Interrupted, it interrupts the program
 * first and then ends itself by the same signal.
 */
export async function runToEnd(program: Program): Promise<number> {
  const child = launch(program)
  let interrupted: NodeJS.Signals | undefined
  const forward = (signal: NodeJS.Signals) => {
    interrupted = signal
    child.kill(signal)
  }
  process.on('SIGINT', forward).on('SIGTERM', forward)
  await endOf(child)
  process.off('SIGINT', forward).off('SIGTERM', forward)
  if (interrupted) process.kill(process.pid, interrupted)
  return child.exitCode ?? 1
}

function launch({ args, env }: Program): ChildProcess {
  const tied = endingWithParent('TERM', process.execPath, args)
  return spawn(tied.command, tied.args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env } as NodeJS.ProcessEnv,
  })
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code}`))
  })
}

/** Resolves when a person or the system asks this process to end; further signals change nothing. */
export function askedToStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal))
  })
}

/** PORT as a number; refuses what is none. */
export function portOf(env: Record<string, string | undefined>): number {
  const text = env.PORT || '3000'
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Refused(`PORT must be a number between 1 and 65535, not "${text}"`)
  }
  return port
}

/** Refuses when another program listens on the port; waits 5 s first, for one that was just killed to let go. */
export async function needFreePort(port: number): Promise<void> {
  for (const deadline = Date.now() + 5_000; ;) {
    const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
      const probe = createServer().once('error', resolve)
      probe.listen(port, () => probe.close(() => resolve(null)))
    })
    if (!error) return
    if (error.code !== 'EADDRINUSE') throw new Refused(`Cannot listen on port ${port}: ${error.message}`)
    if (Date.now() > deadline) {
      throw new Refused(
        `Port ${port} is taken by another program. Choose another: PORT=${port + 1} npm run …`,
      )
    }
    await pause(200)
  }
}

/** Waits until the server answers at all (any status below 500), up to 60 s. */
export async function answers(url: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; ;) {
    const status = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5_000) }).then(
      (response) => response.status,
      () => 0,
    )
    if (status > 0 && status < 500) return
    if (Date.now() > deadline)
      throw new Refused(`The server does not answer at ${url} (last status: ${status || 'none'})`)
    await pause(200)
  }
}
