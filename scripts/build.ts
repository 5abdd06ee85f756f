import { ensureBuild } from './building'
import { main } from './console'

await main(() => ensureBuild())
