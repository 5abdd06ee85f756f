import 'server-only'
import type { z } from 'zod'
import { caseAnswer, currentVersion } from '@/lib/cases/api'
import { changeCase } from '@/lib/cases/commands'
import { caseMachine } from '@/lib/cases/machine'
import { newId } from '@/lib/ids'
import { pickupAnswer } from '@/lib/pickups/api'
import type { ChangedPickup } from '@/lib/pickups/commands'
import type { Result } from '@/lib/result'
import {
  bodyOf,
  changed,
  idOf,
  keyed,
  refusal,
  seenVersion,
  thing,
  type IdContext,
  type KeyedCall,
} from './handler'
import { commentBody } from './schemas'

/** The contract leaves the comment open where the machine wants one: that none was given is said instead. */
const unsaid = 'Без комментария, через API'

/** `POST …/returns/{id}/{command}`, on the version in `If-Match` or, without it, on the present one. */
export function decide(
  request: Request,
  context: IdContext,
  command: 'approve' | 'decline' | 'cancel',
): Promise<Response> {
  return keyed(request, 'returns:write', async ({ caller, now }) => {
    const body = await bodyOf(request, commentBody)
    if (!body.ok) return body
    const caseId = await idOf(context)
    const current = caseId && (await currentVersion(caller, 'case', caseId))
    if (!caseId || !current) return refusal('not_found', 'There is no such return')
    const seen = seenVersion(request.headers)
    const comment = body.data.comment || (caseMachine[command].needs.includes('comment') ? unsaid : '')
    const input = { commandId: newId(), caseId, expectedVersion: seen ?? current, command }
    const done = changed(await changeCase(caller, { ...input, ...(comment && { comment }) }, now), seen)
    if (!done.ok) return done
    return thing((await caseAnswer(caller, caseId)) ?? {})
  })
}

type Why = { comment?: string | undefined; reason?: string | undefined }
type ChangeInput = { commandId: string; pickupId: string; expectedVersion: number; reason: string }

/** `POST …/pickups/{id}/…`, the same. */
export function changePickup<T extends Why>(
  request: Request,
  context: IdContext,
  shape: z.ZodType<T>,
  run: (call: KeyedCall, input: ChangeInput, body: T) => Promise<Result<ChangedPickup>>,
): Promise<Response> {
  return keyed(request, 'pickups:write', async (call) => {
    const body = await bodyOf(request, shape)
    if (!body.ok) return body
    const pickupId = await idOf(context)
    const current = pickupId && (await currentVersion(call.caller, 'pickup', pickupId))
    if (!pickupId || !current) return refusal('not_found', 'There is no such pickup task')
    const seen = seenVersion(request.headers)
    const reason = body.data.reason || body.data.comment || unsaid
    const input = { commandId: newId(), pickupId, expectedVersion: seen ?? current, reason }
    const done = changed(await run(call, input, body.data), seen)
    if (!done.ok) return done
    return thing((await pickupAnswer(call.caller, pickupId)) ?? {})
  })
}
