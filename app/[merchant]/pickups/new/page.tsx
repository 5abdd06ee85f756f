import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { OrderFinder } from '@/components/pickups/order-finder'
import { PickupForm } from '@/components/pickups/pickup-form'
import { subjectOfCase, subjectOfOrder, type Subject } from '@/components/pickups/subject'
import { ClientMessages } from '@/components/shell/client-messages'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/section'
import { requireCaller } from '@/lib/auth/session'
import type { Caller } from '@/lib/caller'
import { pickupSlots } from '@/lib/carriers/queries'
import { formatZone } from '@/lib/i18n/zone'
import { parseLocale } from '@/lib/i18n/locale'
import { findOrders, orderByNumber } from '@/lib/orders/queries'
import { requirePermission } from '@/lib/permissions'
import { caseForPickup, reasonChoices } from '@/lib/pickups/queries'
import { parseNewPickup, type NewPickupSearch } from '@/lib/pickups/search'
import { lawArticles } from '@/lib/policies/law'
import { verdictOfCase } from '@/lib/policies/queries'
import { localDate } from '@/lib/time'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('pickups')
  return { title: t('title') }
}

const recentOrders = 8

export default async function NewPickupPage({ params, searchParams }: PageProps<'/[merchant]/pickups/new'>) {
  const [{ merchant: slug }, asked, t] = await Promise.all([params, searchParams, getTranslations('pickups')])
  const caller = await requireCaller(slug)
  requirePermission(caller, 'pickup.create')
  const search = parseNewPickup(asked)
  const found = await findSubject(caller, search)
  return (
    <ClientMessages namespaces={['pickups', 'verdicts', 'errors']}>
      <PageHeader title={t('title')} description={found === null ? t('lead') : undefined} />
      {found === null || typeof found === 'string' ? (
        <>
          {found === null ? null : (
            <Notice
              tone="amber"
              live="polite"
              className="mb-6 max-w-3xl"
              action={
                found === 'not_waiting' ? (
                  <LinkButton href={`/${slug}/returns/R-${search.caseNumber}`} size="sm">
                    {t('missing.openCase', { number: search.caseNumber ?? 0 })}
                  </LinkButton>
                ) : undefined
              }
            >
              {t(`missing.${found}`, { order: search.order ?? '', number: search.caseNumber ?? 0 })}
            </Notice>
          )}
          <OrderFinder
            key={search.order ?? ''}
            merchantSlug={slug}
            timeZone={caller.merchant.timeZone}
            recent={await findOrders(caller, '', recentOrders)}
            initialQuery={found === 'no_order' ? (search.order ?? '') : ''}
          />
        </>
      ) : (
        <Form caller={caller} subject={found} />
      )}
    </ClientMessages>
  )
}

type Missing = 'no_order' | 'no_case' | 'not_waiting'

/** What the address names; null when it names nothing. */
async function findSubject(caller: Caller, search: NewPickupSearch): Promise<Subject | Missing | null> {
  if (search.caseNumber !== null) {
    const found = await caseForPickup(caller, search.caseNumber)
    if (!found) return 'no_case'
    return found.waits ? subjectOfCase(found) : 'not_waiting'
  }
  if (search.order === null) return null
  const order = await orderByNumber(caller, search.order)
  return order ? subjectOfOrder(order) : 'no_order'
}

async function Form({ caller, subject }: { caller: Caller; subject: Subject }) {
  const now = new Date()
  const { slug, timeZone } = caller.merchant
  const [reasons, slots, asked, given] = await Promise.all([
    reasonChoices(caller),
    pickupSlots(caller, { city: subject.address?.city ?? '' }, now),
    getLocale(),
    subject.kind === 'case' ? verdictOfCase(caller, subject.id) : null,
  ])
  const locale = parseLocale(asked)
  return (
    <PickupForm
      key={`${subject.kind}:${subject.id}`}
      merchantSlug={slug}
      timeZone={timeZone}
      zoneName={formatZone(timeZone, now, locale)}
      today={localDate(now, timeZone)}
      subject={subject}
      reasons={reasons}
      slots={slots}
      articles={lawArticles(locale)}
      given={
        given && {
          verdict: given.answer,
          names: Object.fromEntries(given.items.map(({ id, name }) => [id, name])),
        }
      }
      mayDecide={caller.can.has('case.decide')}
    />
  )
}
