import 'server-only'
import { hash, verify } from '@node-rs/argon2'

/** OWASP's second choice for argon2id (19 MiB, two passes, one lane), about 20 ms of one core. The library's default is argon2id. */
export const argon2Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Of a password that nobody knows, with the options above. */
export const decoyHash =
  '$argon2id$v=19$m=19456,t=2,p=1$ao4EHN5nrddHnC1UtPQNLQ$f0BFQezzF4+BMUoe9wbBMUdVE84QglJ531vjBf6pSzs'

export function hashPassword(password: string): Promise<string> {
  return hash(password, argon2Options)
}

/**
 * Takes as long for a user who does not exist (`passwordHash` null), or has no password to sign in with (anything that is
 * no argon2id hash), so that the answer's time tells nothing.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const known = passwordHash?.startsWith('$argon2id$') ? passwordHash : null
  const matches = await verify(known ?? decoyHash, password)
  return matches && known !== null
}
