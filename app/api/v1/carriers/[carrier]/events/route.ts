import { signedBy } from '@/lib/api/carriers'
import { answering, refusal, shaped, thing } from '@/lib/api/handler'
import { parseJson, readBody } from '@/lib/api/problem'
import { takeCarrierEvents } from '@/lib/carriers/commands'
import { carrierEvents } from '@/lib/carriers/schemas'

type Context = { params: Promise<{ carrier: string }> }

/** What a carrier reports; signed over the raw body with the secret it has for one shop. */
export function POST(request: Request, context: Context): Promise<Response> {
  return answering(request, async ({ now }) => {
    const { carrier } = await context.params
    const raw = await readBody(request)
    if (!raw.ok) return raw
    const caller = await signedBy(carrier, request.headers, raw.data, now)
    if (!caller) return refusal('unauthenticated', 'The signature is missing, wrong or too old')
    const json = parseJson(raw.data)
    const body = json.ok ? shaped(json.data, carrierEvents) : json
    if (!body.ok) return body
    const taken = await takeCarrierEvents(caller, body.data.events, now)
    return taken.ok ? thing(taken.data, 202) : taken
  })
}
