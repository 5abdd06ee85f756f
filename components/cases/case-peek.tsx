import { PeekHead } from '@/components/data-table/beside'
import { RefusalWait } from '@/components/refusals/refusal-wait'
import { DefinitionList } from '@/components/ui/definition-list'
import { CardPart } from '@/components/ui/section'
import { Skeleton, TextSkeleton } from '@/components/ui/skeleton'
import type { Caller } from '@/lib/caller'
import { casePage } from '@/lib/cases/queries'
import { caseHref, caseListHref, caseNumber, type CaseSearch } from '@/lib/cases/search'
import { formatPhone, formatSlot } from '@/lib/i18n/format'
import { CaseTrack } from './case-track'
import { eventTitle } from './event-words'
import { FlagPills } from './flags'
import { AskedPill, StagePill } from './stage'
import { caseWords, reasonName, waitOf } from './words'

type CasePeekProps = { caller: Caller; number: number; search: CaseSearch; now: Date }

/** A case in a few lines, beside the list. */
export async function CasePeek({ caller, number, search, now }: CasePeekProps) {
  const { slug } = caller.merchant
  const [words, page] = await Promise.all([caseWords(caller.merchant, now), casePage(caller, number)])
  const { t, locale, money, dateTime } = words
  const close = { href: caseListHref(slug, search, { peek: null }), label: t('peek.close') }
  const open = { href: caseHref(slug, number, search), label: t('peek.open') }
  if (!page) {
    return (
      <>
        <PeekHead title={caseNumber(number)} open={open} close={close} />
        <p className="p-4 text-ink-2">{t('card.missingTitle')}</p>
      </>
    )
  }
  const [pickup] = page.pickups
  const [last, ...earlier] = page.timeline
  return (
    <>
      <PeekHead
        title={
          <span className="flex items-center gap-2.5">
            <span className="tabular font-semibold">{caseNumber(number)}</span>
            <StagePill stage={page.stage} label={t(`stage.${page.stage}`)} />
          </span>
        }
        open={open}
        close={close}
      />
      <CardPart>
        {page.flags.length > 0 || page.asked ? (
          <p className="mb-2.5 flex flex-wrap gap-1.5">
            {page.stage === 'review' && page.asked ? <AskedPill label={t('asked')} /> : null}
            <FlagPills flags={page.flags} t={t} />
          </p>
        ) : null}
        <p className="mb-3.5 text-pretty">
          {page.kind === 'refusal' ? (
            <RefusalWait caller={caller} page={page} words={words} />
          ) : (
            t(`waits.${waitOf(page)}`)
          )}
        </p>
        <CaseTrack axes={page} t={t} dense />
      </CardPart>
      <CardPart title={t('peek.items')}>
        <ul className="space-y-2">
          {page.items.slice(0, 5).map((item) => (
            <li key={item.id} className="flex justify-between gap-3">
              <span className="min-w-0">
                {item.name}
                <span className="block text-sm text-ink-3">
                  {item.reasons.customer
                    ? reasonName(page.reasons[item.reasons.customer], item.reasons.customer, locale)
                    : t('card.noReason')}
                </span>
              </span>
              <span className="tabular shrink-0 text-right">
                {money(item.unitPrice * item.quantity, page.order.currency)}
                <span className="block text-sm text-ink-3">{t('card.units', { count: item.quantity })}</span>
              </span>
            </li>
          ))}
        </ul>
        {page.items.length > 5 ? (
          <p className="mt-2 text-sm text-ink-3">{t('list.more', { count: page.items.length - 5 })}</p>
        ) : null}
      </CardPart>
      {pickup ? (
        <CardPart title={t('card.pickup')}>
          <p className="tabular font-medium">{formatSlot(pickup.slot, locale)}</p>
          <p className="text-ink-2">
            {t(`pickup.${pickup.status}`)} · {pickup.address.city}, {pickup.address.line}
          </p>
        </CardPart>
      ) : null}
      <CardPart title={t('card.customer')}>
        <DefinitionList
          facts={[
            { key: 'name', term: t('card.name'), value: page.customer?.name ?? t('card.notKnown') },
            ...(page.customer?.phone
              ? [{ key: 'phone', term: t('card.phone'), value: formatPhone(page.customer.phone) }]
              : []),
            { key: 'order', term: t('card.order'), value: page.order.number },
          ]}
        />
      </CardPart>
      {last ? (
        <CardPart title={t('peek.last')}>
          <p>{eventTitle(last, earlier, page, words)}</p>
          <p className="text-sm text-ink-3">
            {dateTime(last.occurredAt)} · {last.who ?? t(`actor.${last.actor.kind}`)}
          </p>
        </CardPart>
      ) : null}
    </>
  )
}

/** In the shape of the panel. */
export function CasePeekSkeleton() {
  return (
    <div aria-hidden>
      <div className="flex h-12 items-center gap-3 border-b border-hairline px-4">
        <Skeleton className="w-16" />
        <Skeleton className="h-5 w-24 rounded-full" />
      </div>
      <div className="space-y-6 p-4">
        <TextSkeleton lines={2} />
        <TextSkeleton lines={3} />
        <TextSkeleton lines={4} />
      </div>
    </div>
  )
}
