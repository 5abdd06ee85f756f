import type { Route } from 'next'
import Link from 'next/link'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/section'
import { EmptyState } from '@/components/ui/state'
import { StatusPill } from '@/components/ui/status-pill'
import type { Caller } from '@/lib/caller'
import { listEndpoints, type ListedEndpoint } from '@/lib/webhooks/queries'
import { endpointHref, newEndpointHref } from '@/lib/webhooks/search'
import { endpointState, shownUrl, webhookWords, type WebhookWords } from './words'

/** The addresses that are told what happens, each with how it is. */
export async function EndpointList({ caller, now }: { caller: Caller; now: Date }) {
  const { slug } = caller.merchant
  const [endpoints, words] = await Promise.all([
    listEndpoints(caller, now),
    webhookWords(caller.merchant, now),
  ])
  const { t } = words
  const add = (
    <LinkButton href={newEndpointHref(slug)} variant="primary" icon="plus">
      {t('new')}
    </LinkButton>
  )
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('lead')}
        actions={endpoints.length > 0 ? add : undefined}
      />
      {endpoints.length === 0 ? (
        <EmptyState icon="webhook" title={t('emptyTitle')} action={add}>
          {t('emptyText')}
        </EmptyState>
      ) : (
        <ul aria-label={t('list')} className="border-y border-hairline">
          {endpoints.map((endpoint) => (
            <Row key={endpoint.id} endpoint={endpoint} slug={slug} words={words} />
          ))}
        </ul>
      )}
    </>
  )
}

function Row({ endpoint, slug, words }: { endpoint: ListedEndpoint; slug: string; words: WebhookWords }) {
  const { t, when, number, listens } = words
  const { key, tone } = endpointState(endpoint, endpoint.troubled > 0)
  const href = (state: 'pending' | 'failed') =>
    endpointHref(slug, endpoint.id, { state, type: null, cursor: null }) as Route
  const count = (value: number, state: 'pending' | 'failed', look: string) =>
    value === 0 ? (
      <span className="text-ink-3">0</span>
    ) : (
      <Link href={href(state)} className={`font-medium underline decoration-edge underline-offset-4 ${look}`}>
        {value >= 1000 ? `${number(1000)}+` : number(value)}
      </Link>
    )
  return (
    <li className="flex flex-wrap items-start gap-x-8 gap-y-3 border-hairline py-4 not-first:border-t">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link
            href={endpointHref(slug, endpoint.id) as Route}
            className="min-w-0 font-medium break-words underline decoration-edge underline-offset-4 hover:decoration-accent"
          >
            {endpoint.name}
          </Link>
          <StatusPill tone={tone}>{t(`state.${key}`)}</StatusPill>
        </p>
        <p className="mt-1 line-clamp-2 font-mono text-sm break-all text-ink-2">{shownUrl(endpoint.url)}</p>
        <p className="mt-1 text-sm text-ink-2">{listens(endpoint.eventTypes).join(' · ')}</p>
      </div>
      <dl className="tabular grid w-full grid-cols-[1fr_auto] gap-x-6 gap-y-0.5 text-sm sm:w-72">
        <dt className="text-ink-3">{t('facts.last')}</dt>
        <dd className="text-right">
          {endpoint.lastDeliveredAt ? (
            when(endpoint.lastDeliveredAt)
          ) : (
            <span className="text-ink-3">{t('never')}</span>
          )}
        </dd>
        <dt className="text-ink-3">{t('facts.waiting')}</dt>
        <dd className="text-right">{count(endpoint.waiting, 'pending', 'hover:decoration-accent')}</dd>
        <dt className="text-ink-3">{t('facts.failed')}</dt>
        <dd className="text-right">{count(endpoint.failed, 'failed', 'text-red-ink')}</dd>
      </dl>
    </li>
  )
}
