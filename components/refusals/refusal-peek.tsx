import { PeekHead } from '@/components/data-table/beside'
import { FlagPills } from '@/components/cases/flags'
import { StagePill } from '@/components/cases/stage'
import { DefinitionList } from '@/components/ui/definition-list'
import { CardPart } from '@/components/ui/section'
import { Badge } from '@/components/ui/status-pill'
import { Skeleton, TextSkeleton } from '@/components/ui/skeleton'
import type { Caller } from '@/lib/caller'
import { casePage } from '@/lib/cases/queries'
import { caseHref, caseNumber } from '@/lib/cases/search'
import { formatPhone } from '@/lib/i18n/format'
import { refusalListHref, type RefusalSearch } from '@/lib/refusals/search'
import { Claims } from './claims'
import { Dispute } from './dispute'
import { caseListOf } from './neighbours'
import { panelOf } from './panel'
import { RefusalActions } from './refusal-actions'
import { RefusalWait } from './refusal-wait'
import { RoutePart } from './route-part'
import { refusalWords } from './words'

type RefusalPeekProps = { caller: Caller; number: number; search: RefusalSearch; now: Date }

/** A refused parcel beside the list: what was said of it, where it goes and why. */
export async function RefusalPeek({ caller, number, search, now }: RefusalPeekProps) {
  const { slug, timeZone } = caller.merchant
  const [words, page] = await Promise.all([refusalWords(caller.merchant, now), casePage(caller, number)])
  const { t, r } = words
  const close = { href: refusalListHref(slug, search, { peek: null }), label: r('peek.close') }
  const open = { href: caseHref(slug, number, caseListOf(search.tab)), label: r('peek.open') }
  const panel = page?.kind === 'refusal' ? await panelOf(caller, page.id) : null
  if (!page || page.kind !== 'refusal') {
    return (
      <>
        <PeekHead title={caseNumber(number)} open={open} close={close} />
        <p className="p-4 text-ink-2">{r('peek.missing')}</p>
      </>
    )
  }
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
        {page.flags.length > 0 ? (
          <p className="mb-2.5 flex flex-wrap gap-1.5">
            <FlagPills flags={page.flags} t={t} />
          </p>
        ) : null}
        <p className="text-pretty">
          <RefusalWait caller={caller} page={page} words={words} />
        </p>
        <div className="mt-2.5 flex flex-wrap gap-2 empty:hidden" role="group" aria-label={t('card.next')}>
          <RefusalActions caller={caller} page={page} words={words} />
        </div>
      </CardPart>
      {panel ? (
        <>
          <CardPart title={r('peek.route')}>
            <RoutePart slug={slug} timeZone={timeZone} panel={panel} words={words} />
          </CardPart>
          <CardPart
            title={r('peek.refusal')}
            aside={
              panel.refusals[0].attempt > 1 ? (
                <Badge tone="amber">
                  {r('card.attempt', { attempt: String(panel.refusals[0].attempt) })}
                </Badge>
              ) : null
            }
          >
            <Dispute slug={slug} refusal={panel.refusals[0]} words={words} />
            <Claims refusal={panel.refusals[0]} page={page} words={words} timeZone={timeZone} narrow />
          </CardPart>
        </>
      ) : (
        <CardPart>
          <p className="text-ink-2">{r('card.none')}</p>
        </CardPart>
      )}
      <CardPart title={r('peek.order')}>
        <DefinitionList
          facts={[
            { key: 'order', term: t('card.orderNumber'), value: page.order.number },
            { key: 'name', term: t('card.name'), value: page.customer?.name ?? t('card.notKnown') },
            ...(page.customer?.phone
              ? [
                  {
                    key: 'phone',
                    term: t('card.phone'),
                    value: (
                      <a
                        href={`tel:${page.customer.phone}`}
                        className="tabular text-accent-ink underline-offset-2 hover:underline"
                      >
                        {formatPhone(page.customer.phone)}
                      </a>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </CardPart>
    </>
  )
}

/** In the shape of the panel. */
export function RefusalPeekSkeleton() {
  return (
    <div aria-hidden>
      <div className="flex h-12 items-center gap-3 border-b border-hairline px-4">
        <Skeleton className="w-16" />
        <Skeleton className="h-5 w-24 rounded-full" />
      </div>
      <div className="space-y-6 p-4">
        <TextSkeleton lines={2} />
        <TextSkeleton lines={4} />
        <TextSkeleton lines={6} />
      </div>
    </div>
  )
}
