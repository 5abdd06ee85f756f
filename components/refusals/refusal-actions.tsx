import { ClientMessages } from '@/components/shell/client-messages'
import type { Words } from '@/components/cases/words'
import { getTranslations } from 'next-intl/server'
import type { Caller } from '@/lib/caller'
import type { CasePage } from '@/lib/cases/reading'
import { refusalAllows, refusalMachine, type RefusalCommand } from '@/lib/refusals/machine'
import { routeDestinations } from '@/lib/refusals/queries'
import { localDate } from '@/lib/time'
import { nextStep } from './next-step'
import { panelOf } from './panel'
import { RefusalSteps } from './refusal-steps'
import { wayChoices } from './ways'

/** The order in which steps stand beside each other. */
const listed: readonly RefusalCommand[] = ['override', 'schedule', 'settle', 'dispute']

type RefusalActionsProps = { caller: Caller; page: CasePage; words: Words }

/** The steps that work now on a refused parcel, from the machine's table and what the caller may. */
export async function RefusalActions({ caller, page, words }: RefusalActionsProps) {
  const [panel, r] = await Promise.all([panelOf(caller, page.id), getTranslations('refusals')])
  if (!panel) return null
  const { merchant } = caller
  const [latest] = panel.refusals
  const route = panel.routes.find(({ refusalId }) => refusalId === latest.id) ?? null
  // What is settled is the latest of those in dispute, which need not be the latest attempt.
  const doubted = panel.refusals.find(({ disputedAt, settled }) => disputedAt !== null && settled === null)
  const disputed = doubted !== undefined
  const situation = { kind: page.kind, custody: page.custody, route: route?.action ?? null, disputed }
  const working = listed.filter(
    (command) => caller.can.has(refusalMachine[command].permission) && refusalAllows(command, situation),
  )
  if (working.length === 0) return null
  const main = nextStep(page.stage, latest.redelivery !== null, disputed)
  const all = main && working.includes(main) ? [main, ...working.filter((one) => one !== main)] : working
  const label = (command: RefusalCommand) => {
    if (command === 'override' && page.stage === 'needs_route') return r('step.overrideFirst')
    if (command === 'settle' && doubted && panel.refusals.length > 1) {
      return r('step.settleAttempt', { attempt: doubted.attempt })
    }
    return r(`step.${command === 'schedule' && latest.redelivery ? 'reschedule' : command}`)
  }
  const to = route?.actions.to
  const slot = latest.redelivery
  return (
    <ClientMessages namespaces={['refusals', 'pickups', 'errors']}>
      <RefusalSteps
        merchantSlug={merchant.slug}
        caseId={page.id}
        version={page.version}
        today={localDate(words.now, merchant.timeZone)}
        steps={all.map((command) => ({ command, label: label(command), main: command === main }))}
        ways={
          working.includes('override')
            ? wayChoices(
                await routeDestinations(caller, words.now),
                { ...words, r },
                { hub: latest.facts.hub, work: route?.actions ?? null },
                merchant.currency,
              )
            : []
        }
        redelivery={{
          city: latest.facts.city ?? '',
          // A person who sends it to the door again has not said when: only rules propose.
          wanted: to?.action === 'redeliver' && route?.by !== 'person' ? to : null,
          refusedOn: localDate(latest.refusedAt, merchant.timeZone),
          slot: slot && { date: slot.date, from: slot.from.slice(0, 5), to: slot.to.slice(0, 5) },
        }}
      />
    </ClientMessages>
  )
}
