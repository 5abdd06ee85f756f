import 'server-only'
import { appClient } from '@/db/client'
import { carrierCaller, type Caller } from '@/lib/caller'
import { verifySignature } from '@/lib/carriers/signature'
import { unstorableTexts } from '@/lib/field-issues'
import { log } from '@/lib/log'

type CarrierRow = {
  merchant_id: string
  carrier_id: string
  secrets: string[]
  slug: string
  time_zone: string
  currency: string
}

/**
 * The carrier that signed this body, for the merchant whose secret it signed with; null for a signature that is missing,
 * wrong or old. A carrier serves many shops under one code and has a secret for each.
 */
export async function signedBy(
  code: string,
  headers: Headers,
  rawBody: Uint8Array,
  now: Date,
): Promise<Caller | null> {
  const nameable = unstorableTexts(code).length === 0
  const rows = nameable ? await appClient()<CarrierRow[]>`select * from resolve_carrier(${code})` : []
  const secrets = rows.flatMap((row) => row.secrets.map((secret) => ({ row, secret })))
  const check = verifySignature({
    id: headers.get('webhook-id'),
    timestamp: headers.get('webhook-timestamp'),
    signatureHeader: headers.get('webhook-signature'),
    rawBody,
    secrets: secrets.map(({ secret }) => secret),
    now,
  })
  const row = check.ok ? secrets[check.secretIndex]?.row : undefined
  if (!row) {
    count(now)
    return null
  }
  const merchant = {
    id: row.merchant_id,
    slug: row.slug,
    name: row.slug,
    timeZone: row.time_zone,
    currency: row.currency,
  }
  return carrierCaller(merchant, row.carrier_id)
}

const refused = { count: 0, saidAt: 0 }

/** All that stays of a bad signature: a number in the log, at most once a minute, however many there are. */
function count(now: Date) {
  refused.count += 1
  if (now.getTime() - refused.saidAt < 60_000) return
  refused.saidAt = now.getTime()
  log.warn({ refused: refused.count }, 'Carrier signatures refused since this process began')
}
