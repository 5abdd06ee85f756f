import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { iconNames } from './icon-names'
import { buildSprite } from './icon-sprite'

test('the sprite holds exactly the named icons', () => {
  const sprite = readFileSync(fileURLToPath(new URL('./icons.svg', import.meta.url)), 'utf8')
  expect(sprite).toBe(buildSprite())
  expect(sprite.match(/<symbol /g)).toHaveLength(iconNames.length)
})
