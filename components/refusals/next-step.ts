import type { Stage } from '@/lib/cases/machine'
import type { RefusalCommand } from '@/lib/refusals/machine'

/** What leads on: a way where there is none, then a time, then the end of a dispute. */
export function nextStep(stage: Stage, agreed: boolean, disputed: boolean): RefusalCommand | null {
  if (stage === 'needs_route') return 'override'
  if (stage === 'redelivery' && !agreed) return 'schedule'
  return disputed && stage !== 'inspection' && stage !== 'refund' ? 'settle' : null
}
