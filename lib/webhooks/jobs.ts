import 'server-only'
import type { TaskList } from 'graphile-worker'
import { z } from 'zod'
import { appClient } from '@/db/client'
import { log } from '@/lib/log'
import { systemCallerFor } from '@/lib/system-caller'
import { claimByHand, claimDue } from './claiming'
import { pruneMessages, resendTask } from './commands'
import { Bell, deliver, deliverClaim, type Tools } from './delivering'
import { systemNetwork } from './network'
import { sendTask } from './outbox'
import { keptDays } from './rules'

const sendPayload = z.object({ merchantId: z.uuid(), endpointId: z.uuid() })
const resendPayload = sendPayload.extend({ messageId: z.uuid() })

/** Endpoints that this process sends to at a time. */
const mostAtOnce = 200
const dayMs = 86_400_000

/**
 * What is being sent by this process. A job only begins it and ends at once: a slow endpoint must not hold a worker's slot,
 * of which there are few, for any other endpoint or work. What dies with the process is found again by the job that every
 * claim leaves in the queue.
 */
const underWay = new Map<string, { bell: Bell; work: Promise<void> }>()

/** Takes up nothing new and resolves when the calls under way have ended: for a worker that stops. */
export async function stopSending(): Promise<void> {
  for (const { bell } of underWay.values()) bell.stop()
  await Promise.all([...underWay.values()].map(({ work }) => work))
}

function inBackground(key: string, send: (bell: Bell) => Promise<void>): void {
  // Two jobs of one endpoint may both have found nobody at work.
  if (underWay.has(key)) return inBackground(`${key}+`, send)
  const bell = new Bell()
  const guarded = async () => {
    try {
      await send(bell)
    } catch (error) {
      log.error({ err: error }, 'Sending of webhooks broke off; it is taken up again')
    } finally {
      // At once with the decision to end, so that nobody rings where nobody listens any longer.
      underWay.delete(key)
    }
  }
  underWay.set(key, { bell, work: guarded() })
}

function tools(): Tools {
  return { network: systemNetwork(), clock: () => new Date() }
}

export const webhookTasks: TaskList = {
  [sendTask]: async (payload) => {
    const { merchantId, endpointId } = sendPayload.parse(payload)
    const caller = await systemCallerFor(merchantId)
    if (!caller) return
    const running = underWay.get(endpointId)
    running?.bell.ring()
    const full = running !== undefined || underWay.size >= mostAtOnce
    const claim = await claimDue(caller, endpointId, full ? 0 : 1, new Date())
    if (claim.messages.length > 0) {
      inBackground(endpointId, (bell) => deliver(caller, endpointId, claim, tools(), bell))
    }
  },
  [resendTask]: async (payload) => {
    const { merchantId, endpointId, messageId } = resendPayload.parse(payload)
    // Pressed twice: once is enough.
    if (underWay.has(messageId)) return
    const caller = await systemCallerFor(merchantId)
    if (!caller) return
    const claim = await claimByHand(caller, endpointId, messageId, new Date())
    if (claim.messages.length > 0) inBackground(messageId, () => deliverClaim(caller, claim, tools()))
  },
  'webhooks:prune': async (_payload, helpers) => {
    const rows = await appClient()<{ id: string }[]>`
      select merchants_with_old_webhooks(${new Date(Date.now() - keptDays * dayMs).toISOString()}::timestamptz) as id`
    for (const { id } of rows) {
      await helpers.addJob(
        'webhooks:prune_shop',
        { merchantId: id },
        { jobKey: `webhooks:prune:${id}`, maxAttempts: 3 },
      )
    }
  },
  'webhooks:prune_shop': async (payload) => {
    const caller = await systemCallerFor(z.object({ merchantId: z.uuid() }).parse(payload).merchantId)
    if (caller) await pruneMessages(caller, new Date())
  },
}

/** Every night; what a missed run left is taken by the next. */
export const webhookCrontab = '43 2 * * * webhooks:prune ?max=3'
