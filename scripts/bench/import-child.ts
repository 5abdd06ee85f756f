/** Runs one import to its end, as a worker would, and says how long it took and what it held in memory at most. */
import { readFileSync } from 'node:fs'
import { closeClient } from '@/db/client'
import { runImportJob } from './import-job'

const [merchantId = '', importId = ''] = process.argv.slice(2)
const ms = await runImportJob(process.env.DATABASE_URL ?? '', merchantId, importId)
await closeClient()
const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
console.log(JSON.stringify({ seconds: ms / 1000, peakMb: Number(peak) / 1024 }))
