import 'server-only'
import { cache } from 'react'
import type { Caller } from '@/lib/caller'
import { refusalPanel } from '@/lib/refusals/queries'

/** Read once for all parts of a screen that show it. */
export const panelOf = cache((caller: Caller, caseId: string) => refusalPanel(caller, caseId))
