/** How a receiver checks a signature, as it is shown to the shop's programmer. A test runs it. */
export const verifySample = `import { createHmac, timingSafeEqual } from 'node:crypto'

export function isOurs(secret, headers, rawBody) {
  const id = headers['webhook-id']
  const sentAt = headers['webhook-timestamp']
  if (Math.abs(Date.now() / 1000 - Number(sentAt)) > 300) return false
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const ours = createHmac('sha256', key).update(\`\${id}.\${sentAt}.\${rawBody}\`).digest()
  return headers['webhook-signature'].split(' ').some((one) => {
    const theirs = Buffer.from(one.replace('v1,', ''), 'base64')
    return theirs.length === ours.length && timingSafeEqual(theirs, ours)
  })
}
`
