import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import type { Words } from '@/components/cases/words'
import { Disclosure } from '@/components/ui/disclosure'
import { Badge } from '@/components/ui/status-pill'
import { Section } from '@/components/ui/section'
import { TextSkeleton } from '@/components/ui/skeleton'
import type { Caller } from '@/lib/caller'
import type { CasePage } from '@/lib/cases/reading'
import { Claims } from './claims'
import { Dispute } from './dispute'
import { panelOf } from './panel'
import { RoutePart } from './route-part'

type CaseRefusalProps = { caller: Caller; page: CasePage; words: Words }

/** «Отказ» and «Маршрут» on the card of a refused parcel; nothing on that of another return. */
export function CaseRefusal(props: CaseRefusalProps) {
  const r = useTranslations('refusals')
  if (props.page.kind !== 'refusal') return null
  return (
    <Suspense
      fallback={
        <Section id="refusal" title={r('card.title')}>
          <TextSkeleton lines={8} />
        </Section>
      }
    >
      <Said {...props} />
    </Suspense>
  )
}

async function Said({ caller, page, words: cases }: CaseRefusalProps) {
  const [panel, r] = await Promise.all([panelOf(caller, page.id), getTranslations('refusals')])
  const words = { ...cases, r }
  const { slug, timeZone } = caller.merchant
  if (!panel) {
    return (
      <Section id="refusal" title={r('card.title')}>
        <p className="text-ink-2">{r('card.none')}</p>
      </Section>
    )
  }
  const [latest, ...earlier] = panel.refusals
  const shared = { page, words, timeZone }
  return (
    <>
      <Section
        id="refusal"
        title={r('card.title')}
        aside={
          earlier.length > 0 || latest.attempt > 1 ? (
            <Badge tone="amber">{r('card.attempt', { attempt: String(latest.attempt) })}</Badge>
          ) : null
        }
      >
        <Dispute slug={slug} refusal={latest} words={words} />
        <Claims refusal={latest} {...shared} />
        {earlier.map((refusal) => (
          <Disclosure
            key={refusal.id}
            title={r('card.earlier', {
              attempt: String(refusal.attempt),
              date: words.dateTime(refusal.refusedAt),
            })}
            className="mt-4 border-t border-hairline pt-3"
          >
            <div className="mt-3">
              <Dispute slug={slug} refusal={refusal} words={words} />
              <Claims refusal={refusal} {...shared} />
            </div>
          </Disclosure>
        ))}
      </Section>
      <Section id="route" title={r('why.title')}>
        <RoutePart slug={slug} timeZone={timeZone} panel={panel} words={words} />
      </Section>
    </>
  )
}
