import type { PolicyVersion } from '@/lib/policies/queries'
import type { Words } from './policy-words'

/** «действует», «вступит 1 дек. 2026», «прежняя», «заменена до вступления». */
export function stateWord({ state, effectiveFrom }: PolicyVersion, { t, day }: Words): string {
  return t(`state.${state}`, { date: day(effectiveFrom) })
}
