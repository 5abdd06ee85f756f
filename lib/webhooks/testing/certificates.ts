import { createPrivateKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

/** A certificate with its key, both as PEM. */
export type Issued = { cert: string; key: string }

/** DER: a tag, the length, the content. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const bytes =
    content.length < 128 ? [] : [...Buffer.from(content.length.toString(16).padStart(4, '0'), 'hex')]
  const length = content.length < 128 ? [content.length] : [0x80 | bytes.length, ...bytes]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts)
const octets = (content: Buffer) => der(0x04, content)
const isTrue = der(0x01, Buffer.from([0xff]))
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))
const commonName = (name: string) =>
  sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))))
/** `20261122090000Z` */
const moment = (at: Date) => der(0x18, Buffer.from(`${at.toISOString().replace(/\D/g, '').slice(0, 14)}Z`))
const basicConstraints = sequence(oid('551d13'), isTrue, octets(sequence(isTrue)))
const altNames = (names: readonly string[]) =>
  sequence(oid('551d11'), octets(sequence(...names.map((name) => der(0x82, Buffer.from(name))))))

type Wanted = { subject: string; from: Date; until: Date; extension: Buffer }

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

/** An X.509 certificate (RFC 5280), signed by its own key where no issuer is given. */
function issue(wanted: Wanted, issuer?: { name: string; key: KeyObject }): Issued {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    commonName(issuer?.name ?? wanted.subject),
    sequence(moment(wanted.from), moment(wanted.until)),
    commonName(wanted.subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(wanted.extension)),
  )
  const signature = sign('sha256', body, issuer?.key ?? privateKey)
  const whole = sequence(body, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature))
  return {
    cert: pem('CERTIFICATE', whole),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

const dayMs = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * dayMs)

/** An authority of the test's own: its certificate, and what it vouches for. `days` until it runs out; before: it has. */
export function testAuthority(name = 'Obratno test authority') {
  const own = issue({ subject: name, from: inDays(-30), until: inDays(30), extension: basicConstraints })
  return {
    own,
    issue: (names: readonly string[], days = 10): Issued =>
      issue(
        { subject: names[0] ?? '', from: inDays(-20), until: inDays(days), extension: altNames(names) },
        { name, key: createPrivateKey(own.key) },
      ),
  }
}
