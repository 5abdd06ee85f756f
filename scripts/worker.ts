import { closeClient } from '@/db/client'
import { workQueue } from '@/db/queue'
import { crontab, taskList } from '@/lib/jobs'
import { stopSending } from '@/lib/webhooks/jobs'
import { Refused } from '@/db/server/refused'
import { main } from './console'
import { askedToStop } from './processes'

await main(async () => {
  const ownerUrl = process.env.DATABASE_URL
  if (!ownerUrl) throw new Refused('DATABASE_URL is not set: the worker needs the owner of the job queue')
  process.env.APP_DATABASE_URL ??= ownerUrl
  const stopping = new AbortController()
  void askedToStop().then(() => stopping.abort())
  const concurrency = Number(process.env.WORKER_CONCURRENCY ?? 2)
  await workQueue({ ownerUrl, taskList, crontab, concurrency, log: jsonLine }, stopping.signal)
  await stopSending()
  await closeClient()
})

function jsonLine(level: string, message: string): void {
  console.log(JSON.stringify({ level, time: new Date().toISOString(), part: 'worker', message }))
}
