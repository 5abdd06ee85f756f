import type { RuleSetHead } from '@/lib/routing/queries'
import type { Words } from './routing-words'

/** «действует», «вступит 1 дек., 09:00», «прежняя», «заменена до вступления». */
export function stateWord({ state, effectiveAt }: RuleSetHead, { t, dateTime }: Words): string {
  return t(`state.${state}`, { when: dateTime(effectiveAt) })
}
