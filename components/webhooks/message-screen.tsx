import { Live } from '@/components/cases/live'
import { Back } from '@/components/replays/back'
import { ClientMessages } from '@/components/shell/client-messages'
import { CopyButton } from '@/components/ui/copy-button'
import { PageHeader, Section } from '@/components/ui/section'
import { StatusMark, StatusPill } from '@/components/ui/status-pill'
import type { Caller } from '@/lib/caller'
import { caseHref, caseNumber } from '@/lib/cases/search'
import type { Attempt, Endpoint, MessageDetail } from '@/lib/webhooks/queries'
import { userAgent } from '@/lib/webhooks/headers'
import { outcomeOf } from '@/lib/webhooks/rules'
import { endpointHref, messageHref, type MessageSearch } from '@/lib/webhooks/search'
import { ResendButton } from './resend-button'
import { seenOf } from './seen'
import { messageState, webhookWords, type WebhookWords } from './words'

type MessageScreenProps = {
  caller: Caller
  endpoint: Endpoint
  message: MessageDetail
  /** Of the log it was opened from. */
  search: MessageSearch
  now: Date
}

const askEveryMs = 2000

/** One message: what was sent, every attempt with its answer, and sending it again. */
export async function MessageScreen({ caller, endpoint, message, search, now }: MessageScreenProps) {
  const { slug } = caller.merchant
  const words = await webhookWords(caller.merchant, now)
  const { t, when, event } = words
  const { text, tone } = messageState(message, words)
  const [latest] = message.log
  return (
    <ClientMessages namespaces={['webhooks', 'errors']}>
      <Live
        url={`${messageHref(slug, endpoint.id, message.id)}/version`}
        seen={seenOf(message)}
        everyMs={askEveryMs}
        texts={{
          lost: t('message.lost'),
          back: t('message.backOnline'),
          signedOut: t('message.signedOut'),
        }}
      />
      <PageHeader
        back={<Back href={endpointHref(slug, endpoint.id, search)} label={endpoint.name} />}
        title={event(message.type)}
        status={<StatusPill tone={tone}>{text}</StatusPill>}
        description={t.rich('message.aboutLink', {
          number: caseNumber(message.caseNumber),
          when: when(message.createdAt),
          link: (chunks) => (
            <a
              href={caseHref(slug, message.caseNumber)}
              className="font-medium text-accent-ink hover:underline"
            >
              {chunks}
            </a>
          ),
        })}
        actions={<ResendButton merchantSlug={slug} endpointId={endpoint.id} messageId={message.id} />}
      />
      <div className="grid gap-x-10 xl:grid-cols-2">
        <Section id="attempts" title={t('message.attempts')}>
          {message.log.length === 0 ? (
            <p className="text-ink-2">{t('message.attemptsNone')}</p>
          ) : (
            <ol reversed className="space-y-5">
              {message.log.map((attempt) => (
                <AttemptItem key={attempt.number} attempt={attempt} words={words} />
              ))}
            </ol>
          )}
        </Section>
        <Section id="request" title={t('message.request')}>
          <h3 className="mb-1 text-sm font-semibold">{t('message.headers')}</h3>
          <Code>{headerLines(endpoint.url, message.id, latest)}</Code>
          <p className="mt-1 mb-4 text-sm text-ink-3">{t('message.headersNote', { id: 'webhook-id' })}</p>
          <div className="mb-1 flex items-center justify-between gap-3">
            <h3 className="text-sm font-semibold">{t('message.body')}</h3>
            {message.body === null ? null : (
              <CopyButton
                value={message.body}
                label={t('message.copyBody')}
                copiedLabel={t('message.copiedBody')}
              />
            )}
          </div>
          {message.body === null ? (
            <p className="text-ink-2">{t('message.bodyNone')}</p>
          ) : (
            <Code>{pretty(message.body)}</Code>
          )}
        </Section>
      </div>
    </ClientMessages>
  )
}

function AttemptItem({ attempt, words }: { attempt: Attempt; words: WebhookWords }) {
  const { t, when, answer, duration } = words
  const delivered = outcomeOf(attempt.statusCode) === 'delivered'
  return (
    <li>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="font-medium">{t('message.attempt', { number: attempt.number })}</span>
        <StatusMark tone={delivered ? 'green' : 'red'}>{answer(attempt)}</StatusMark>
        <span className="tabular text-sm text-ink-2">
          {[when(attempt.at), duration(attempt.durationMs), attempt.byHand && t('message.byHand')]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
      {attempt.response === null ? null : attempt.response === '' ? (
        <p className="mt-1 text-sm text-ink-3">{t('message.noBody')}</p>
      ) : (
        <>
          <div className="mt-1.5">
            <Code label={t('message.answerOf', { number: attempt.number })}>{attempt.response}</Code>
          </div>
          {attempt.response.length >= 4000 ? (
            <p className="mt-1 text-sm text-ink-3">{t('message.cut')}</p>
          ) : null}
        </>
      )}
    </li>
  )
}

function Code({ children, label }: { children: string; label?: string }) {
  return (
    <pre
      tabIndex={0}
      aria-label={label}
      role={label ? 'region' : undefined}
      className="max-h-96 overflow-auto rounded-md bg-sunken p-3 font-mono text-xs break-words whitespace-pre-wrap"
    >
      {children}
    </pre>
  )
}

function headerLines(url: string, id: string, latest: Attempt | undefined): string {
  const { host, pathname, search } = new URL(url)
  const sentAt = latest ? String(Math.floor(latest.at.getTime() / 1000)) : '…'
  return [
    `POST ${pathname}${search}`,
    `host: ${host}`,
    'content-type: application/json',
    `user-agent: ${userAgent}`,
    `webhook-id: ${id}`,
    `webhook-timestamp: ${sentAt}`,
    'webhook-signature: v1,…',
  ].join('\n')
}

/** Easier to read than as it is sent; what is no JSON stays as it is. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
