import { useTranslations } from 'next-intl'
import type { Refusal } from '@/lib/result'

const faults = ['impossible', 'unknown_destination', 'hub_destination', 'closed_destination'] as const

/** What keeps rules from being published, rule by rule. Stands inside ClientMessages with `routing`. */
export function RulesRefusal({ lead, refusal }: { lead: string; refusal: Refusal }) {
  const t = useTranslations('routing.refused')
  return (
    <>
      {lead}
      <ul className="mt-1 list-disc pl-4 empty:hidden">
        {(refusal.fields ?? []).map(({ path, code, params }) => {
          const place = Number(params?.place ?? 0)
          const fault = t(faults.find((one) => one === code) ?? 'other')
          return <li key={path}>{place === 0 ? t('default', { fault }) : t('rule', { place, fault })}</li>
        })}
      </ul>
    </>
  )
}
