import { expect, test } from 'vitest'
import { formatZone } from './zone'

test('a zone is named by its distance from UTC at that moment', () => {
  const winter = new Date('2026-01-15T12:00:00Z')
  const summer = new Date('2026-07-15T12:00:00Z')
  expect(formatZone('Europe/Moscow', winter, 'ru')).toBe('UTC+3')
  expect(formatZone('Asia/Yekaterinburg', winter, 'en')).toBe('UTC+5')
  expect(formatZone('America/New_York', winter, 'ru')).toBe('UTC−5')
  expect(formatZone('America/New_York', summer, 'ru')).toBe('UTC−4')
  expect(formatZone('UTC', winter, 'ru')).toBe('UTC+0')
})
