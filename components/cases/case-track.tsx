import { StatusMark, type Tone } from '@/components/ui/status-pill'
import type { Axes } from '@/lib/cases/machine'
import type { Translate } from './words'

type Axis = {
  name: string
  value: string
  tone: Tone
  /** How many of the axis's steps are behind, and how many there are. */
  done: number
  of: number
}

const bars: Record<Tone, string> = {
  amber: 'bg-amber',
  red: 'bg-red',
  blue: 'bg-blue',
  green: 'bg-green',
  grey: 'bg-grey',
}

const decision: Record<Axes['decision'], [Tone, number]> = {
  pending: ['amber', 1],
  review: ['amber', 1],
  approved: ['green', 2],
  declined: ['grey', 2],
  cancelled: ['grey', 2],
}
const custody: Record<Axes['custody'], [Tone, number]> = {
  customer: ['grey', 0],
  courier: ['blue', 1],
  hub: ['blue', 2],
  in_transit: ['blue', 3],
  received: ['green', 4],
  lost: ['red', 3],
}
const inspection: Record<Axes['inspection'], [Tone, number]> = {
  not_due: ['grey', 0],
  awaiting: ['amber', 1],
  done: ['green', 2],
  disputed: ['red', 1],
}
const money: Record<Axes['money'], [Tone, number]> = {
  not_due: ['grey', 0],
  due: ['amber', 1],
  in_progress: ['blue', 2],
  paid: ['green', 3],
  failed: ['red', 2],
  not_owed: ['grey', 3],
}

function axesOf(axes: Axes, t: Translate): Axis[] {
  const axis = (name: string, value: string, [tone, done]: [Tone, number], of: number) => ({
    name,
    value,
    tone,
    done,
    of,
  })
  return [
    axis(t('axis.decision'), t(`decision.${axes.decision}`), decision[axes.decision], 2),
    axis(t('axis.custody'), t(`custody.${axes.custody}`), custody[axes.custody], 4),
    axis(t('axis.inspection'), t(`inspection.${axes.inspection}`), inspection[axes.inspection], 2),
    axis(t('axis.money'), t(`money.${axes.money}`), money[axes.money], 3),
  ]
}

/** Where the case stands on each of its four axes. `dense` for a narrow panel. */
export function CaseTrack({ axes, t, dense }: { axes: Axes; t: Translate; dense?: boolean }) {
  return (
    <dl
      aria-label={t('card.track')}
      className={`grid gap-x-5 gap-y-3 ${dense ? 'grid-cols-2' : 'grid-cols-2 lg:grid-cols-4'}`}
    >
      {axesOf(axes, t).map(({ name, value, tone, done, of }) => (
        <div key={name} className="min-w-0">
          <div aria-hidden className="mb-2 flex gap-0.5">
            {Array.from({ length: of }, (_, step) => (
              <span
                key={step}
                className={`h-1 flex-1 first:rounded-l-full last:rounded-r-full ${step < done ? bars[tone] : 'bg-pressed'}`}
              />
            ))}
          </div>
          <dt className="text-xs text-ink-3">{name}</dt>
          <dd className={done === 0 ? 'text-ink-2' : 'font-medium'}>
            {done === 0 ? value : <StatusMark tone={tone}>{value}</StatusMark>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
