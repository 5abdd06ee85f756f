import { signedHeaders } from '@/lib/carriers/signature'
import { signingSecrets, type Signing } from './rules'

/** The name of the sender stays the same from version to version. */
export const userAgent = 'Obratno-Webhooks/1'

/** What a message is sent with at that moment: by both secrets while one is being replaced. */
export function headersOf(
  endpoint: Signing,
  { id }: { id: string },
  body: string,
  at: Date,
): Record<string, string> {
  const timestamp = Math.floor(at.getTime() / 1000)
  return {
    'content-type': 'application/json',
    'user-agent': userAgent,
    ...signedHeaders({ id, timestamp, rawBody: body }, signingSecrets(endpoint, at)),
  }
}
