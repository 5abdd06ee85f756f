import process from 'node:process'
import { Refused } from '@/db/server/refused'

/** A line of progress. */
export function say(line: string): void {
  console.log(`› ${line}`)
}

/** Runs a step that may take long: says what it does, that it goes on, and how long it took. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  say(title)
  const started = Date.now()
  const seconds = () => ((Date.now() - started) / 1000).toFixed(1)
  const beat = setInterval(() => say(`… ${title}: ${Math.round((Date.now() - started) / 1000)} s`), 10_000)
  try {
    const result = await work()
    say(`${title}: done in ${seconds()} s`)
    return result
  } finally {
    clearInterval(beat)
  }
}

/** Runs a script to its end: what it refuses is said in a sentence, anything else with its stack; both exit with 1. */
export async function main(script: () => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await script()) ?? 0
  } catch (error) {
    console.error(error instanceof Refused ? `✗ ${error.message}` : error)
    process.exitCode = 1
  }
}
