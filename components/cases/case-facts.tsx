import type { Route } from 'next'
import Link from 'next/link'
import { CopyButton } from '@/components/ui/copy-button'
import { DefinitionList, type Fact } from '@/components/ui/definition-list'
import { Icon } from '@/components/ui/icon'
import { CardPart } from '@/components/ui/section'
import { Card } from '@/components/ui/section'
import { caseNumber } from '@/lib/cases/search'
import type { CasePage } from '@/lib/cases/reading'
import { formatPhone } from '@/lib/i18n/format'
import type { Words } from './words'

const channels = ['cabinet', 'api', 'site', 'app', 'import', 'carrier'] as const

/** Everything known beside the case: order, customer, itself, and whether its journal holds. */
export function CaseFacts({ slug, page, words }: { slug: string; page: CasePage; words: Words }) {
  const { t } = words
  return (
    <Card>
      <CardPart title={t('card.order')}>
        <DefinitionList facts={orderFacts(slug, page, words)} />
      </CardPart>
      <CardPart title={t('card.customer')}>
        <DefinitionList facts={customerFacts(page, words)} />
      </CardPart>
      <CardPart title={t('card.facts')}>
        <DefinitionList facts={caseFacts(page, words)} />
      </CardPart>
      <CardPart title={t('card.journal')}>
        {page.brokenAt === null ? (
          <p className="flex gap-2">
            <Icon name="shield-check" className="mt-0.5 text-green" />
            <span>
              {t('card.intact')}
              <span className="block text-sm text-ink-3">
                {t('card.intactText', { count: page.eventCount })}
              </span>
            </span>
          </p>
        ) : (
          <p className="flex gap-2 text-red-ink" role="alert">
            <Icon name="triangle-exclamation-point" className="mt-0.5" />
            <span>
              {t('card.broken')}
              <span className="block text-sm">{t('card.brokenText', { seq: page.brokenAt })}</span>
            </span>
          </p>
        )}
      </CardPart>
    </Card>
  )
}

function orderFacts(slug: string, { order }: CasePage, { t, date }: Words): Fact[] {
  const copied = t('card.copied')
  return [
    {
      key: 'number',
      term: t('card.orderNumber'),
      value: (
        <span className="flex items-center gap-1.5">
          <Link
            href={`/${slug}/orders/${encodeURIComponent(order.number)}` as Route}
            prefetch={false}
            className="tabular min-w-0 truncate font-medium hover:underline"
          >
            {order.number}
          </Link>
          <CopyButton value={order.number} label={t('card.copyOrder')} copiedLabel={copied} />
        </span>
      ),
    },
    { key: 'placed', term: t('card.placed'), value: date(order.placedAt) },
    {
      key: 'handed',
      term: t('card.handedOver'),
      value: order.handedOverAt ? date(order.handedOverAt) : unknown(t('card.notKnown')),
    },
    {
      key: 'payment',
      term: t('card.payment'),
      value: order.payment ? t(`payment.${order.payment}`) : unknown(t('card.notKnown')),
    },
    ...(order.trackingNumber
      ? [
          {
            key: 'tracking',
            term: t('card.tracking'),
            value: (
              <CopyButton
                value={order.trackingNumber}
                label={t('card.copyTracking')}
                copiedLabel={copied}
                className="tabular"
              >
                {order.trackingNumber}
              </CopyButton>
            ),
          },
        ]
      : []),
  ]
}

function unknown(text: string) {
  return <span className="text-ink-3">{text}</span>
}

function customerFacts({ customer }: CasePage, { t }: Words): Fact[] {
  return [
    { key: 'name', term: t('card.name'), value: customer?.name ?? unknown(t('card.notKnown')) },
    {
      key: 'phone',
      term: t('card.phone'),
      value: customer?.phone ? (
        <CopyButton
          value={customer.phone}
          label={t('card.copyPhone')}
          copiedLabel={t('card.copied')}
          className="tabular"
        >
          {formatPhone(customer.phone)}
        </CopyButton>
      ) : (
        unknown(t('card.notKnown'))
      ),
    },
    ...(customer?.email ? [{ key: 'email', term: t('card.email'), value: customer.email }] : []),
  ]
}

function caseFacts(page: CasePage, { t, dateTime }: Words): Fact[] {
  const number = caseNumber(page.number)
  const channel = channels.find((one) => one === page.channel)
  return [
    {
      key: 'number',
      term: t('card.number'),
      value: (
        <CopyButton
          value={number}
          label={t('card.copyNumber')}
          copiedLabel={t('card.copied')}
          className="tabular"
        >
          {number}
        </CopyButton>
      ),
    },
    { key: 'kind', term: t('card.kindTerm'), value: t(`kind.${page.kind}`) },
    {
      key: 'channel',
      term: t('card.channel'),
      value: channel ? t(`card.channels.${channel}`) : page.channel,
    },
    { key: 'requested', term: t('card.requested'), value: dateTime(page.requestedAt) },
    { key: 'updated', term: t('card.updated'), value: dateTime(page.updatedAt) },
    ...(page.location
      ? [{ key: 'location', term: t('card.location'), value: `${page.location.name}, ${page.location.city}` }]
      : []),
  ]
}
