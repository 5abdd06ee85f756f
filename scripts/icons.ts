import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildSprite } from '../components/ui/icon-sprite'

writeFileSync(fileURLToPath(new URL('../components/ui/icons.svg', import.meta.url)), buildSprite())
