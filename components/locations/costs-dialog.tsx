'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState, type FormEvent } from 'react'
import { DialogFoot } from '@/components/pickups/dialog-foot'
import { useReturnFocus } from '@/components/pickups/use-return-focus'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import { formatDateTime } from '@/lib/i18n/format'
import { submitCosts } from '@/lib/locations/actions'
import type { SetCosts } from '@/lib/locations/queries'
import { routingCosts, type RoutingCosts } from '@/lib/locations/schemas'
import { sumOf, sumText, wholeOf, type Writing } from '@/lib/typed-numbers'
import { useCommandId } from './command-id'
import { FailureNotice, type Failed } from './failure-text'
import { MoneyInput } from './money-input'

type CostsDialogProps = {
  open: boolean
  onClose: () => void
  merchantSlug: string
  timeZone: string
  writing: Writing
  costs: SetCosts
}

const sums = ['redelivery', 'sorting', 'repack'] as const
type CostField = keyof RoutingCosts
const mostMinor = 1_000_000_000

export function CostsDialog(props: CostsDialogProps) {
  const t = useTranslations('locations.costs')
  const common = useTranslations('ui')
  useReturnFocus(props.open)
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={t('title')}
      description={t('lead')}
      closeLabel={common('close')}
    >
      <Body {...props} />
    </Dialog>
  )
}

function Body({ merchantSlug, timeZone, writing, costs, onClose }: CostsDialogProps) {
  const t = useTranslations('locations')
  const common = useTranslations('ui')
  const router = useRouter()
  const toast = useToast()
  const commandId = useCommandId()
  const [typed, setTyped] = useState<Record<CostField, string>>({
    redelivery: sumText(costs.redelivery, writing),
    sorting: sumText(costs.sorting, writing),
    repack: sumText(costs.repack, writing),
    storageDays: String(costs.storageDays),
  })
  const [version, setVersion] = useState(costs.version)
  const [strict, setStrict] = useState(false)
  const [pending, setPending] = useState(false)
  const [failed, setFailed] = useState<Failed>()
  const read = {
    redelivery: sumOf(typed.redelivery, writing) ?? 0,
    sorting: sumOf(typed.sorting, writing) ?? 0,
    repack: sumOf(typed.repack, writing) ?? 0,
    storageDays: wholeOf(typed.storageDays) ?? Number.NaN,
  }
  const parsed = routingCosts.safeParse(read)
  const wrong = new Set(parsed.error?.issues.map(({ path }) => path[0]))
  const conflict =
    failed !== undefined && failed !== 'unreachable' && failed.code === 'conflict' ? failed : null

  function errorOf(field: CostField): string | undefined {
    if (!strict || !wrong.has(field)) return undefined
    if (field === 'storageDays') return t('costs.daysWrong')
    return t(read[field] > mostMinor ? 'costs.sumMost' : 'costs.sum')
  }

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    if (pending) return
    setStrict(true)
    if (!parsed.success) {
      const [first] = parsed.error.issues
      form.querySelector<HTMLElement>(`#cost-${String(first?.path[0])}`)?.focus()
      return
    }
    setPending(true)
    setFailed(undefined)
    const said = { expectedVersion: version, costs: parsed.data }
    const result = await submitCosts(merchantSlug, { ...said, commandId: commandId(said) }).catch(() => null)
    setPending(false)
    if (result?.ok) {
      toast({ tone: 'green', text: t('costs.saved') })
      router.refresh()
      return onClose()
    }
    setFailed(result?.error ?? 'unreachable')
    if (result?.error.code === 'conflict') {
      // The next press is about the prices as they became.
      setVersion(Number(result.error.params?.version ?? version))
      router.refresh()
    }
  }

  return (
    <form method="post" noValidate onSubmit={onSubmit}>
      <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2">
        {sums.map((field) => (
          <Field key={field} id={`cost-${field}`} label={t(`costs.${field}`)} error={errorOf(field)}>
            {(aria) => (
              <MoneyInput
                {...aria}
                writing={writing}
                value={typed[field]}
                onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <Field
          id="cost-storageDays"
          label={t('costs.storageDaysInput')}
          required
          error={errorOf('storageDays')}
          hint={t('costs.storageDaysHint')}
        >
          {(aria) => (
            <Input
              {...aria}
              inputMode="numeric"
              autoComplete="off"
              maxLength={3}
              className="tabular"
              value={typed.storageDays}
              onChange={(event) => setTyped({ ...typed, storageDays: event.target.value })}
            />
          )}
        </Field>
      </div>
      {conflict ? (
        <Notice tone="amber" icon="users" live="assertive" className="mt-4">
          {t('costs.conflict', {
            who: String(conflict.params?.who ?? ''),
            when: conflict.params?.at
              ? formatDateTime(String(conflict.params.at), { locale: writing.locale, timeZone })
              : '',
          })}
        </Notice>
      ) : failed ? (
        <FailureNotice failed={failed} className="mt-4" />
      ) : null}
      <DialogFoot>
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" variant="primary" pending={pending}>
          {t(conflict ? 'costs.mine' : 'costs.save')}
        </Button>
      </DialogFoot>
    </form>
  )
}
