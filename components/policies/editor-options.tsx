'use client'

import { useLocale, useTranslations } from 'next-intl'
import { parseLocale } from '@/lib/i18n/locale'
import type { ReasonChoice } from '@/lib/pickups/queries'
import { reasonTree } from '@/lib/pickups/rules'
import type { Choices } from './editor-context'

/** Names to choose from; one that is in the terms and no longer in the shop stays, and says so. */
export function NameOptions({ names, value }: { names: readonly string[]; value: string }) {
  const t = useTranslations('policies')
  const gone = value !== '' && !names.includes(value)
  return (
    <>
      {gone ? <option value={value}>{t('unknown', { name: value })}</option> : null}
      {names.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </>
  )
}

/** Channels to choose from, by the names that the interface has for them. */
export function ChannelOptions({ channels, value }: { channels: Choices['channels']; value: string }) {
  const t = useTranslations('policies')
  const gone = value !== '' && !channels.some(({ code }) => code === value)
  return (
    <>
      {gone ? <option value={value}>{t('unknown', { name: value })}</option> : null}
      {channels.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </>
  )
}

/** The shop's tree of reasons; a group stands for all that are in it. */
export function ReasonOptions({ reasons, value }: { reasons: readonly ReasonChoice[]; value: string }) {
  const t = useTranslations('policies')
  const locale = parseLocale(useLocale())
  const gone = value !== '' && !reasons.some(({ code }) => code === value)
  return (
    <>
      {gone ? <option value={value}>{t('unknown', { name: value })}</option> : null}
      {reasonTree(reasons).map(({ reason, children }) => (
        <Branch key={reason.code} code={reason.code} name={reason[locale]}>
          {children.map((child) => ({ code: child.code, name: child[locale] }))}
        </Branch>
      ))}
    </>
  )
}

function Branch(props: { code: string; name: string; children: { code: string; name: string }[] }) {
  const own = <option value={props.code}>{props.name}</option>
  if (props.children.length === 0) return own
  return (
    <optgroup label={props.name}>
      {own}
      {props.children.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </optgroup>
  )
}
