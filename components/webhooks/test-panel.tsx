'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { formatNumber, formatTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { submitTest } from '@/lib/webhooks/actions'
import { outcomeOf, testType } from '@/lib/webhooks/rules'
import type { TestAnswer } from '@/lib/webhooks/trial'
import { answerText } from './answer-text'
import { refusalText, type Failed } from './refusal-text'

type TestPanelProps = { merchantSlug: string; endpointId: string; timeZone: string }

/** Sends a test to an endpoint and shows beside the button what came of it. */
export function TestPanel({ merchantSlug, endpointId, timeZone }: TestPanelProps) {
  const t = useTranslations('webhooks.test')
  const [result, setResult] = useState<{ answer: TestAnswer } | { failed: Failed } | null>(null)
  const [pending, start] = useTransition()

  function send() {
    if (pending) return
    start(async () => {
      setResult(null)
      const sent = await submitTest(merchantSlug, { endpointId }).catch(() => null)
      setResult(sent?.ok ? { answer: sent.data } : { failed: sent?.error ?? 'unreachable' })
    })
  }

  return (
    <div className="max-w-3xl">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button icon="send" pending={pending} onClick={send}>
          {t('send')}
        </Button>
        <p className="min-w-0 flex-1 basis-72 text-sm text-ink-2">
          {t.rich('lead', { type: () => <code className="font-mono text-xs">{testType}</code> })}
        </p>
      </div>
      {result && 'answer' in result ? <Answer answer={result.answer} timeZone={timeZone} /> : null}
      {result && 'failed' in result ? <Failure failed={result.failed} /> : null}
    </div>
  )
}

function Answer({ answer, timeZone }: { answer: TestAnswer; timeZone: string }) {
  const t = useTranslations('webhooks')
  const locale = parseLocale(useLocale())
  const outcome = outcomeOf(answer.statusCode)
  const took =
    answer.durationMs < 1000
      ? t('message.took', { ms: answer.durationMs })
      : t('message.tookSeconds', { seconds: formatNumber(answer.durationMs / 1000, locale, 1) })
  const said = { answer: answerText(t, answer), took, at: formatTime(answer.at, { locale, timeZone }) }
  const what = answer.error ? 'none' : outcome === 'delivered' ? 'taken' : 'refused'
  return (
    <>
      <Notice
        tone={what === 'taken' ? 'green' : 'red'}
        live="polite"
        title={t(`test.${what}`, said)}
        className="mt-3"
      >
        <p>{t('test.sent', said)}</p>
        {outcome === 'gone' ? <p>{t('test.goneNote')}</p> : null}
        {answer.error || answer.response ? null : <p>{t('message.noBody')}</p>}
      </Notice>
      {answer.response ? (
        // Beside the notice, which is read out as a whole.
        <pre
          tabIndex={0}
          role="region"
          aria-label={t('test.body')}
          className="mt-2 max-h-48 overflow-auto rounded-md bg-sunken p-3 font-mono text-xs break-words whitespace-pre-wrap"
        >
          {answer.response}
        </pre>
      ) : null}
    </>
  )
}

function Failure({ failed }: { failed: Failed }) {
  const t = useTranslations()
  const often = failed !== 'unreachable' && failed.params?.why === 'too_often'
  return (
    <Notice tone={often ? 'amber' : 'red'} live="assertive" className="mt-3">
      {often
        ? t('webhooks.test.tooOften')
        : failed === 'unreachable'
          ? t('webhooks.test.unreachable')
          : refusalText(t, failed, String)}
    </Notice>
  )
}
