import type { Route } from 'next'
import Link from 'next/link'
import { StageMark } from '@/components/cases/stage'
import { screenHref } from '@/components/shell/navigation'
import { CopyButton } from '@/components/ui/copy-button'
import { DefinitionList, type Fact } from '@/components/ui/definition-list'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { Card, CardPart, PageHeader, Section } from '@/components/ui/section'
import { StatusPill } from '@/components/ui/status-pill'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { Caller } from '@/lib/caller'
import { caseHref, caseNumber } from '@/lib/cases/search'
import { formatPhone } from '@/lib/i18n/format'
import type { OrderPage } from '@/lib/orders/queries'
import { newPickupHref } from '@/lib/pickups/search'
import { OrderLines } from './order-lines'
import type { Words } from './words'

type OrderCardProps = { caller: Caller; order: OrderPage; words: Words; now: Date }

/** One order: what was sold, what may still come back, and what has come back. */
export function OrderCard({ caller, order, words, now }: OrderCardProps) {
  const { t } = words
  const { slug } = caller.merchant
  const left = order.lines.reduce((sum, line) => sum + line.left, 0)
  return (
    <>
      <PageHeader
        back={
          <Link
            href={screenHref(slug, 'orders') as Route}
            className="inline-flex items-center gap-1 text-ink-2 hover:text-ink"
          >
            <Icon name="chevron-left" size={14} /> {t('back')}
          </Link>
        }
        title={t('order', { number: order.number })}
        status={left === 0 ? <StatusPill tone="grey">{t('nothingLeft')}</StatusPill> : undefined}
        actions={
          left > 0 && caller.can.has('pickup.create') ? (
            <LinkButton
              href={newPickupHref(slug, { order: order.number })}
              variant="primary"
              icon="package-plus"
            >
              {t('create')}
            </LinkButton>
          ) : undefined
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 xl:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="min-w-0">
          <Section
            id="lines"
            title={t('lines.title')}
            description={t('lines.lead', { count: order.lines.length })}
          >
            <OrderLines order={order} merchantSlug={slug} words={words} now={now} />
          </Section>
          <Section id="cases" title={t('cases.title')}>
            <OrderCases order={order} merchantSlug={slug} words={words} />
          </Section>
        </div>
        <Card className="self-start max-xl:mb-6">
          <CardPart title={t('facts.title')}>
            <DefinitionList facts={orderFacts(order, words)} />
          </CardPart>
          <CardPart title={t('facts.customer')}>
            <DefinitionList facts={customerFacts(order, words)} />
          </CardPart>
        </Card>
      </div>
    </>
  )
}

function orderFacts(order: OrderPage, { t, date }: Words): Fact[] {
  const known = (moment: Date | null) =>
    moment ? date(moment) : <span className="text-ink-3">{t('facts.notGiven')}</span>
  return [
    { term: t('facts.placed'), value: date(order.placedAt) },
    ...(order.readyForCollectionAt
      ? [{ term: t('facts.readyForCollection'), value: date(order.readyForCollectionAt) }]
      : []),
    { term: t('facts.handedOver'), value: known(order.handedOverAt) },
    { term: t('facts.terms'), value: known(order.returnTermsGivenAt) },
    { term: t('facts.payment'), value: t(`payment.${order.payment ?? 'unknown'}`) },
    ...(order.buyer === 'business' ? [{ term: t('facts.buyer'), value: t('buyer.business') }] : []),
    { term: t('facts.channel'), value: channelName(order.channel, t) },
    ...(order.trackingNumber
      ? [
          {
            term: t('facts.tracking'),
            value: (
              <CopyButton value={order.trackingNumber} label={t('copy')} copiedLabel={t('copied')}>
                {order.trackingNumber}
              </CopyButton>
            ),
          },
        ]
      : []),
  ]
}

const channels = ['site', 'app', 'cabinet', 'import', 'api'] as const

/** A shop names its channels itself; the usual ones have a word. */
function channelName(channel: string, t: Words['t']): string {
  const known = channels.find((one) => one === channel)
  return known ? t(`channel.${known}`) : channel
}

function customerFacts(order: OrderPage, { t }: Words): Fact[] {
  const { customer, address } = order
  const where = address
    ? [
        address.postalCode,
        address.region === address.city ? null : address.region,
        address.city,
        address.line,
        address.entrance && t('facts.entrance', { value: address.entrance }),
        address.floor && t('facts.floor', { value: address.floor }),
        address.apartment && t('facts.apartment', { value: address.apartment }),
      ]
        .filter(Boolean)
        .join(', ')
    : null
  const none = <span className="text-ink-3">{t('facts.noAddress')}</span>
  return [
    { term: t('facts.customer'), value: customer.name ?? <span className="text-ink-3">{t('noName')}</span> },
    {
      term: t('facts.phone'),
      value: customer.phone ? (
        <CopyButton value={customer.phone} label={t('copy')} copiedLabel={t('copied')}>
          {formatPhone(customer.phone)}
        </CopyButton>
      ) : (
        none
      ),
    },
    ...(customer.email ? [{ term: t('facts.email'), value: customer.email }] : []),
    {
      term: t('facts.address'),
      value: where ? (
        <>
          {where}
          {address?.comment ? (
            <span className="mt-0.5 block text-sm text-ink-2">{address.comment}</span>
          ) : null}
        </>
      ) : (
        none
      ),
    },
  ]
}

function OrderCases({
  order,
  merchantSlug,
  words,
}: {
  order: OrderPage
  merchantSlug: string
  words: Words
}) {
  const { t, cases, date } = words
  if (order.cases.length === 0) return <p className="text-ink-2">{t('cases.none')}</p>
  return (
    <Table label={t('cases.table')}>
      <thead>
        <tr>
          <Th>{t('cases.number')}</Th>
          <Th>{t('cases.stage')}</Th>
          <Th className="max-sm:hidden">{t('cases.kind')}</Th>
          <Th numeric>{t('cases.units')}</Th>
          <Th className="max-sm:hidden">{t('cases.created')}</Th>
        </tr>
      </thead>
      <tbody>
        {order.cases.map((one) => (
          <Tr key={one.id}>
            <Td>
              <Link
                href={caseHref(merchantSlug, one.number) as Route}
                className="font-medium after:absolute after:inset-0 hover:text-accent-ink"
              >
                {caseNumber(one.number)}
              </Link>
            </Td>
            <Td>
              <StageMark stage={one.stage} label={cases(`stage.${one.stage}`)} />
            </Td>
            <Td className="text-ink-2 max-sm:hidden">{cases(`kind.${one.kind}`)}</Td>
            <Td numeric>{one.quantity}</Td>
            <Td className="text-ink-2 max-sm:hidden">{date(one.createdAt)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
