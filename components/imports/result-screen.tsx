import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { PageHeader, Section } from '@/components/ui/section'
import { ErrorState } from '@/components/ui/state'
import { screenHref } from '@/components/shell/navigation'
import type { Caller } from '@/lib/caller'
import type { ImportDetails } from '@/lib/imports/queries'
import { historyHref, importHref, type RefusalSearch } from '@/lib/imports/search'
import { BackToImports } from './back'
import { LeftOut } from './left-out'
import { ImportStatus } from './status'
import type { Words } from './words'

type ResultScreenProps = { caller: Caller; details: ImportDetails; search: RefusalSearch; words: Words }

/** What an import has come to: what came in, what did not and why, or why it failed. */
export function ResultScreen({ caller, details, search, words }: ResultScreenProps) {
  const { t, dateTime, duration } = words
  const { slug } = caller.merchant
  const { status, finishedAt, startedAt } = details
  const took = finishedAt && startedAt ? finishedAt.getTime() - startedAt.getTime() : null
  return (
    <>
      <PageHeader
        back={<BackToImports slug={slug} t={t} />}
        title={details.fileName}
        status={<ImportStatus t={t} status={status} />}
        description={
          finishedAt && took !== null
            ? t('result.took', { when: dateTime(finishedAt), duration: duration(took) })
            : undefined
        }
        actions={
          status === 'done' ? (
            <>
              <LinkButton href={screenHref(slug, 'returns')}>{t('result.toReturns')}</LinkButton>
              <LinkButton href={screenHref(slug, 'orders')} variant="primary">
                {t('result.toOrders')}
              </LinkButton>
            </>
          ) : undefined
        }
      />
      {status === 'done' ? (
        <Done caller={caller} details={details} search={search} words={words} />
      ) : (
        <Ended details={details} words={words} href={historyHref(slug, null)} />
      )}
    </>
  )
}

function Ended({ details, words, href }: { details: ImportDetails; words: Words; href: string }) {
  const { t } = words
  const again = <LinkButton href={href}>{t('result.again')}</LinkButton>
  if (details.status === 'cancelled')
    return (
      <Notice tone="grey" title={t('result.cancelledTitle')} action={again}>
        {t('result.cancelledText')}
      </Notice>
    )
  const { code = 'unexpected', params = {} } = details.error ?? {}
  const key = `problem.${code}`
  return (
    <ErrorState title={t('result.failedTitle')} action={again}>
      <p>{t.has(key) ? t(key, params) : t('problem.unexpected')}</p>
      <p className="mt-2">{code === 'unexpected' ? t('result.failedUnexpected') : t('result.failedKept')}</p>
    </ErrorState>
  )
}

function Done({ caller, details, search, words }: ResultScreenProps) {
  const { t, number } = words
  const { slug } = caller.merchant
  const { counts } = details
  const { created = 0, updated = 0, unchanged = 0, returnsCreated = 0, lines = 0 } = counts
  const open = (kind: RefusalSearch['kind']) => `${importHref(slug, details.number, { kind })}#left-out`
  const numbers: { name: string; count: number; href?: string; always?: boolean }[] = [
    { name: t('result.created'), count: created, always: true },
    { name: t('result.updated'), count: updated, always: true },
    { name: t('result.unchanged'), count: unchanged, always: true },
    {
      name: t('result.refusedOrders'),
      count: counts.refusedOrders ?? 0,
      href: open('refused'),
      always: true,
    },
    { name: t('result.returnsCreated'), count: returnsCreated },
    { name: t('result.returnsUnchanged'), count: counts.returnsUnchanged ?? 0 },
    { name: t('result.unmatched'), count: counts.unmatched ?? 0, href: open('unmatched') },
    { name: t('result.notGoods'), count: counts.notGoodsLines ?? 0, href: open('not_goods') },
  ]
  const notes = Object.entries(counts.notes ?? {}).sort(([, one], [, other]) => other - one)
  const nothingNew = created + updated + returnsCreated === 0 && unchanged > 0
  return (
    <>
      {nothingNew ? (
        <Notice tone="green" className="mb-5">
          {t('result.doneNothing')}
        </Notice>
      ) : null}
      <dl className="mb-8 grid grid-cols-2 gap-x-6 gap-y-5 border-t border-hairline pt-4 sm:grid-cols-4">
        {numbers
          .filter(({ count, always }) => always || count > 0)
          .map(({ name, count, href }) => (
            <div key={name}>
              <dt className="text-sm text-ink-2">{name}</dt>
              <dd className="tabular mt-0.5 text-2xl font-semibold">
                {href && count > 0 ? (
                  <a
                    href={href}
                    className="underline decoration-edge underline-offset-4 hover:decoration-accent"
                  >
                    {number(count)}
                  </a>
                ) : (
                  number(count)
                )}
              </dd>
            </div>
          ))}
      </dl>
      {notes.length > 0 ? (
        <Section id="import-notes" title={t('result.notes')}>
          <ul className="space-y-1">
            {notes.map(([code, count]) => (
              <li key={code}>
                <span className="tabular font-medium">{number(count)}</span> — {t(`note.${code}`)}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section
        id="left-out"
        title={t('result.leftOut')}
        description={
          details.groups.length > 0 ? t('result.leftOutHint') : t('result.lines', { count: lines })
        }
      >
        {details.groups.length > 0 ? (
          <LeftOut caller={caller} details={details} search={search} words={words} />
        ) : (
          <p>{t('result.everything')}</p>
        )}
      </Section>
    </>
  )
}
