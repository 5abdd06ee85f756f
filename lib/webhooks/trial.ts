/** A test of an endpoint: a message of its own type, signed like any other. Pure: the time and the id are arguments. */
import { idFrom } from '@/lib/ids'
import type { Endpoint } from './claiming'
import { headersOf } from './headers'
import { testType } from './rules'
import type { Answer, Outgoing } from './sending'

/** What came of a test. `at` is when it was sent, RFC 3339. */
export type TestAnswer = { at: string } & Pick<Answer, 'statusCode' | 'error' | 'response' | 'durationMs'>

const turnMs = 5000

/** One id for all tests of an endpoint within five seconds. */
export function testTurn(endpointId: string, now: Date): string {
  return idFrom(testType, endpointId, String(Math.floor(now.getTime() / turnMs)))
}

/** What is sent: `{ type, timestamp, data: { endpointId } }` under the id. */
export function testMessage(endpoint: Endpoint, id: string, now: Date): Outgoing {
  const body = JSON.stringify({
    type: testType,
    timestamp: now.toISOString(),
    data: { endpointId: endpoint.id },
  })
  return { url: endpoint.url, body, headers: headersOf(endpoint, { id }, body, now) }
}
