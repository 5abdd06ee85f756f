import { Back } from '@/components/replays/back'
import { ClientMessages } from '@/components/shell/client-messages'
import { DefinitionList } from '@/components/ui/definition-list'
import { Notice } from '@/components/ui/notice'
import { PageHeader, Section } from '@/components/ui/section'
import { StatusPill } from '@/components/ui/status-pill'
import type { Caller } from '@/lib/caller'
import type { Endpoint, MessageLog } from '@/lib/webhooks/queries'
import { webhooksHref, type MessageSearch } from '@/lib/webhooks/search'
import { EndpointActions } from './endpoint-actions'
import { MessageLogList } from './message-log'
import { VerifyHelp } from './secret-panel'
import { TestPanel } from './test-panel'
import { endpointState, shownUrl, webhookWords } from './words'

type EndpointScreenProps = {
  caller: Caller
  endpoint: Endpoint
  log: MessageLog
  search: MessageSearch
  now: Date
}

/** One endpoint: what it is told, how it is, and everything that was sent to it. */
export async function EndpointScreen({ caller, endpoint, log, search, now }: EndpointScreenProps) {
  const { slug, timeZone } = caller.merchant
  const words = await webhookWords(caller.merchant, now)
  const { t, when, listens } = words
  const troubled = log.messages.some(({ state, attempts }) => state === 'pending' && attempts > 0)
  const { key, tone } = endpointState(endpoint, troubled)
  const previousUntil = endpoint.previousUntil && endpoint.previousUntil > now ? endpoint.previousUntil : null
  return (
    <ClientMessages namespaces={['webhooks', 'errors']}>
      <PageHeader
        back={<Back href={webhooksHref(slug)} label={t('back')} />}
        title={endpoint.name}
        status={<StatusPill tone={tone}>{t(`state.${key}`)}</StatusPill>}
        actions={
          <EndpointActions
            merchantSlug={slug}
            timeZone={timeZone}
            endpoint={{
              id: endpoint.id,
              version: endpoint.version,
              name: endpoint.name,
              on: endpoint.offAt === null,
              previousUntil: previousUntil?.toISOString() ?? null,
            }}
          />
        }
      />
      {endpoint.offAt && endpoint.offReason ? (
        <Notice
          tone={endpoint.offReason === 'gone' ? 'red' : 'grey'}
          title={t(`off.${endpoint.offReason}Title`, { when: when(endpoint.offAt) })}
          className="mb-5 max-w-3xl"
        >
          {t(`off.${endpoint.offReason}Text`)}
        </Notice>
      ) : null}
      <div className="mb-6 max-w-3xl">
        <DefinitionList
          facts={[
            {
              term: t('facts.address'),
              value: <span className="font-mono break-all">{shownUrl(endpoint.url)}</span>,
            },
            { term: t('facts.listens'), value: listens(endpoint.eventTypes).join(' · ') },
            {
              term: t('facts.secret'),
              value: previousUntil
                ? t('facts.secretBoth', { when: when(previousUntil) })
                : t('facts.secretPlain'),
            },
            { term: t('facts.created'), value: when(endpoint.createdAt) },
            ...(endpoint.updatedBy
              ? [
                  {
                    term: t('facts.updated'),
                    value: t('facts.updatedBy', {
                      who: endpoint.updatedBy,
                      when: when(endpoint.updatedAt),
                    }),
                  },
                ]
              : []),
          ]}
        />
        <div className="mt-3">
          <VerifyHelp />
        </div>
      </div>
      <Section id="test" title={t('test.title')}>
        <TestPanel merchantSlug={slug} endpointId={endpoint.id} timeZone={timeZone} />
      </Section>
      <Section id="log" title={t('log.title')} description={t('log.description')}>
        <MessageLogList slug={slug} endpoint={endpoint} log={log} search={search} words={words} />
      </Section>
    </ClientMessages>
  )
}
