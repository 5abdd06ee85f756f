import { RefusalActions } from '@/components/refusals/refusal-actions'
import { ClientMessages } from '@/components/shell/client-messages'
import { LinkButton } from '@/components/ui/link-button'
import type { IconName } from '@/components/ui/icon-names'
import type { Caller } from '@/lib/caller'
import { caseCommands, dispositions, needsComment, type CaseCommand } from '@/lib/cases/machine'
import type { CasePage } from '@/lib/cases/reading'
import { pickupSteps, stepsOf, type Step } from '@/lib/cases/rules'
import { newPickupHref } from '@/lib/pickups/search'
import { localDate } from '@/lib/time'
import { CaseSteps, type StepButton } from './case-steps'
import type { CommandTexts } from './command-dialog'
import { PickupSteps } from './pickup-steps'
import { reasonName, type Translate, type Words } from './words'

const icons: Record<Step, IconName> = {
  approve: 'check',
  decline: 'ban',
  cancel: 'circle-x',
  ask: 'message-square',
  appeal: 'gavel',
  send_to_review: 'send',
  inspect: 'clipboard-check',
  start_refund: 'wallet',
  pay_refund: 'badge-check',
  fail_refund: 'triangle-exclamation-point',
  note: 'message-square',
  create_pickup: 'package-plus',
  reschedule: 'calendar-clock',
  cancel_pickup: 'package-x',
}
const dangerous: readonly Step[] = ['decline', 'cancel', 'fail_refund']

/** The steps that work now, from the machines' tables and what the caller may; the next one is the main button. */
export function CaseActions({ caller, page, words }: { caller: Caller; page: CasePage; words: Words }) {
  const { t, locale, now } = words
  const [pickup] = page.pickups
  const { slug } = caller.merchant
  const { main, others } = stepsOf({
    axes: page,
    stage: page.stage,
    pickup: pickup?.status ?? null,
    can: caller.can,
  })
  const all = main ? [main, ...others] : others
  const buttons = all
    .filter((step): step is CaseCommand => caseCommands.some((command) => command === step))
    .map((step): StepButton => ({
      step,
      label: t(`step.${step}`),
      icon: icons[step],
      main: step === main,
      danger: dangerous.includes(step),
      commented: needsComment(step, page),
    }))
  return (
    <CaseSteps
      merchantSlug={slug}
      caseId={page.id}
      version={page.version}
      steps={buttons}
      items={page.items
        .filter((item) => item.received > 0)
        .map(({ id, name, received }) => ({
          id,
          name,
          received,
          arrived: t('dialog.arrived', { count: received }),
        }))}
      dispositions={dispositions.map((value) => ({ value, label: t(`disposition.${value}`) }))}
      reasons={Object.entries(page.reasons).map(([value, reason]) => ({
        value,
        label: reasonName(reason, value, locale),
      }))}
      texts={commandTexts(t)}
    >
      {page.kind === 'refusal' ? <RefusalActions caller={caller} page={page} words={words} /> : null}
      {all.includes('create_pickup') ? (
        <LinkButton
          href={newPickupHref(slug, { caseNumber: page.number })}
          variant={main === 'create_pickup' ? 'primary' : 'secondary'}
          icon={icons.create_pickup}
        >
          {t('step.create_pickup')}
        </LinkButton>
      ) : null}
      {pickup && pickupSteps.some((step) => step !== 'create_pickup' && all.includes(step)) ? (
        <ClientMessages namespaces={['pickups', 'errors']}>
          <PickupSteps
            merchantSlug={slug}
            timeZone={caller.merchant.timeZone}
            today={localDate(now, caller.merchant.timeZone)}
            pickup={{
              id: pickup.id,
              number: pickup.number,
              version: pickup.version,
              status: pickup.status,
              slot: pickup.slot,
              city: pickup.address.city,
            }}
            reschedule={
              all.includes('reschedule') ? { label: t('step.reschedule'), main: main === 'reschedule' } : null
            }
            cancel={all.includes('cancel_pickup') ? { label: t('step.cancel_pickup') } : null}
          />
        </ClientMessages>
      ) : null}
    </CaseSteps>
  )
}

function commandTexts(t: Translate): CommandTexts {
  const each = (group: 'hint' | 'done') =>
    Object.fromEntries(
      caseCommands.map((command) => [command, t(`dialog.${group}.${command}`)] as const),
    ) as Record<CaseCommand, string>
  return {
    hints: each('hint'),
    done: each('done'),
    comment: t('dialog.comment'),
    note: t('dialog.note'),
    optional: t('dialog.optional'),
    required: t('dialog.required'),
    questionRequired: t('dialog.questionRequired'),
    question: t('dialog.question'),
    cancel: t('dialog.cancel'),
    close: t('dialog.close'),
    fate: t('dialog.fate'),
    choose: t('dialog.choose'),
    fateMissing: t('dialog.fateMissing'),
    warehouseReason: t('dialog.warehouseReason'),
    sameReason: t('dialog.sameReason'),
    failed: t('dialog.failed'),
  }
}
