import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'

type TestWorker = {
  /** Ends it with -9, in the middle of whatever it does; resolves when it is gone. */
  kill(): Promise<void>
  /** Asks it to stop, as an operator does; resolves to its exit code when it has. */
  stop(): Promise<number | null>
}

/**
 * The worker that `npm run demo` and `npm start` run, in a process of its own on the database of the calling test;
 * killed with the test's end when not before. To be called inside a test.
 */
export function startWorker(): TestWorker {
  const args = ['--conditions=react-server', '--import', 'tsx', 'scripts/worker.ts']
  const worker = spawn(process.execPath, args, {
    stdio: 'ignore',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const kill = async () => {
    if (worker.exitCode !== null || worker.signalCode !== null) return
    const gone = once(worker, 'exit')
    worker.kill('SIGKILL')
    await gone
  }
  const stop = async () => {
    const gone = once(worker, 'exit')
    worker.kill('SIGTERM')
    await gone
    return worker.exitCode
  }
  onTestFinished(kill)
  return { kill, stop }
}
