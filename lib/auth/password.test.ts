import { parseOptions } from '@node-rs/argon2'
import { expect, test } from 'vitest'
import { argon2Options, decoyHash, hashPassword, verifyPassword } from './password'

test('a password is kept as argon2id with a salt of its own', async () => {
  const [first, second] = await Promise.all([hashPassword('тайна'), hashPassword('тайна')])
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(second).not.toBe(first)
  expect(await verifyPassword(first, 'тайна')).toBe(true)
  expect(await verifyPassword(first, 'Тайна')).toBe(false)
})

test('nobody has a password, and looking takes the same work', async () => {
  expect(await verifyPassword(null, '')).toBe(false)
  expect(await verifyPassword('none', 'none')).toBe(false)
  expect(parseOptions(decoyHash)).toMatchObject(argon2Options)
  expect(parseOptions(decoyHash)).toEqual(parseOptions(await hashPassword('тайна')))
})
