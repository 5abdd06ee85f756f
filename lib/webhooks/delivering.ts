import 'server-only'
/** Sends what is due to one endpoint: cases beside each other, the messages of one case one after the other. */
import type { Caller } from '@/lib/caller'
import { log } from '@/lib/log'
import { buildBody } from './body'
import { claimDue, handOver, type Claim, type Claimed, type Endpoint } from './claiming'
import { headersOf } from './headers'
import type { Network } from './network'
import { dropMessage, keepBody, recordAnswer } from './recording'
import type { Outcome } from './rules'
import { post, type Answer } from './sending'

/** Calls of one endpoint at a time, while it answers well. */
const widest = 8

export type Tools = { network: Network; clock: () => Date }

/** Tells a sending that runs that there may be more to send, or that it is to end. */
export class Bell {
  rang = false
  stopped = false
  private waiting = Promise.withResolvers<void>()

  ring(): void {
    this.rang = true
    this.waiting.resolve()
  }

  stop(): void {
    this.stopped = true
    this.waiting.resolve()
  }

  /** Whether it rang since this was asked last. */
  heard(): boolean {
    const { rang } = this
    this.rang = false
    if (rang && !this.stopped) this.waiting = Promise.withResolvers()
    return rang
  }

  rings(): Promise<void> {
    return this.waiting.promise
  }
}

/**
 * Sends until nothing is due, beginning with what was claimed. An endpoint begins with one call at a time, gets more with
 * each that succeeds, and one again when it fails.
 */
export async function deliver(
  caller: Caller,
  endpointId: string,
  first: Claim,
  tools: Tools,
  bell = new Bell(),
): Promise<void> {
  const running = new Set<Promise<void>>()
  const broken: unknown[] = []
  let width = 1
  let ended = 0
  let claim = first
  let endedBefore = 0
  for (;;) {
    for (const message of claim.messages) {
      const work = deliverOne(caller, claim.endpoint, message, tools)
        .then((outcome) => {
          width = outcome === 'delivered' ? Math.min(width + 1, widest) : 1
        })
        .catch((error: unknown) => {
          broken.push(error)
        })
        .finally(() => {
          running.delete(work)
          ended += 1
        })
      running.add(work)
    }
    // What ended while the last claim was made may have set a message free that the claim did not see.
    const nothingNew = ended === endedBefore && !bell.heard()
    if (nothingNew && running.size === 0) break
    if (running.size >= width || (nothingNew && claim.messages.length === 0)) {
      await Promise.race([...running, bell.rings()])
    }
    if (bell.stopped || broken.length > 0) break
    endedBefore = ended
    const room = Math.max(0, width - running.size)
    claim = room > 0 ? await claimDue(caller, endpointId, room, tools.clock()) : { ...claim, messages: [] }
  }
  await Promise.all(running)
  if (bell.stopped) await handOver(caller, endpointId, tools.clock())
  if (broken.length > 0) throw broken[0]
}

/** Sends everything that is due. What one worker does when a job comes; two at once share the work. */
export async function deliverDue(caller: Caller, endpointId: string, tools: Tools): Promise<void> {
  await deliver(caller, endpointId, await claimDue(caller, endpointId, 1, tools.clock()), tools)
}

/** Sends what a person asked for: one message that was claimed by hand, or none. */
export async function deliverClaim(caller: Caller, claim: Claim, tools: Tools): Promise<void> {
  for (const message of claim.messages) await deliverOne(caller, claim.endpoint, message, tools)
}

async function deliverOne(
  caller: Caller,
  endpoint: Endpoint | null,
  message: Claimed,
  { network, clock }: Tools,
): Promise<Outcome> {
  if (!endpoint) return 'failed'
  const startedAt = clock()
  const body = await bodyOf(caller, message)
  if (body === null) {
    await dropMessage(caller, endpoint.id, message, startedAt)
    return 'delivered'
  }
  const answer =
    body === undefined
      ? unsent
      : await post(
          { url: endpoint.url, body, headers: headersOf(endpoint, message, body, startedAt) },
          network,
        )
  return recordAnswer(caller, endpoint, message, answer, { startedAt, endedAt: clock() })
}

const unsent: Answer = {
  statusCode: null,
  error: 'internal',
  response: null,
  retryAfter: null,
  durationMs: 0,
}

/** Null: not to be told; undefined: it could not be made, which counts as an attempt so that it ends some day. */
async function bodyOf(caller: Caller, message: Claimed): Promise<string | null | undefined> {
  if (message.body !== null) return message.body
  try {
    const body = await buildBody(caller, message)
    return body === null ? null : await keepBody(caller, message.id, body)
  } catch (error) {
    log.error({ err: error, messageId: message.id }, 'The body of a webhook could not be made')
    return undefined
  }
}
