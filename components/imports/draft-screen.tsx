import type { Route } from 'next'
import Link from 'next/link'
import { ClientMessages } from '@/components/shell/client-messages'
import { Notice } from '@/components/ui/notice'
import { PageHeader, Section } from '@/components/ui/section'
import type { Caller } from '@/lib/caller'
import { dateReader, type DateOrder } from '@/lib/imports/dates'
import { missingFields } from '@/lib/imports/fields'
import { obstacles } from '@/lib/imports/plan'
import { previewImport, type ImportDetails } from '@/lib/imports/queries'
import { importHref } from '@/lib/imports/search'
import { formatPlainDate } from '@/lib/i18n/format'
import { BackToImports } from './back'
import { DraftColumns } from './draft-columns'
import { DraftProvider } from './draft-context'
import { DraftDoubts } from './draft-doubts'
import { DraftSettings } from './draft-settings'
import { DraftSteps } from './draft-steps'
import { PreviewTable } from './preview-table'
import { ImportStatus } from './status'
import type { Words } from './words'

type DraftScreenProps = { caller: Caller; details: ImportDetails; words: Words; now: Date }

/** An upload before it begins: how it is understood, what can be corrected, what must be said. */
export async function DraftScreen({ caller, details, words, now }: DraftScreenProps) {
  const { t, number, dateTime, bytes } = words
  const { slug } = caller.merchant
  const { options } = details
  const preview = await previewImport(caller, details.number, now)
  if (!preview) throw new Error('The import was there a moment ago')
  const { kinds, looked } = preview
  return (
    <ClientMessages namespaces={['imports', 'errors']}>
      <DraftProvider
        merchantSlug={slug}
        importNumber={details.number}
        version={details.version}
        canRun={caller.can.has('import.run')}
      >
        <PageHeader
          back={<BackToImports slug={slug} t={t} />}
          title={details.fileName}
          status={<ImportStatus t={t} status={details.status} />}
          description={t('draft.uploadedBy', {
            name: details.createdByName ?? '—',
            when: dateTime(details.createdAt),
            size: bytes(details.fileSize),
          })}
          actions={<DraftSteps ready={obstacles(options).length === 0 && preview.problem === null} />}
        />
        {details.sameFile === null ? null : (
          <Notice tone="blue" title={t('draft.sameFile')} className="mb-3">
            {t.rich('draft.sameFileText', {
              number: String(details.sameFile),
              link: (chunks) => (
                <Link
                  href={importHref(slug, details.sameFile ?? 0) as Route}
                  className="underline underline-offset-2"
                >
                  {chunks}
                </Link>
              ),
            })}
          </Notice>
        )}
        {options.damaged > 0 ? (
          <Notice tone="amber" title={t('draft.damaged', { count: options.damaged })} className="mb-3">
            {t('draft.damagedText')}
          </Notice>
        ) : null}
        <DraftDoubts
          missing={missingFields(options.mapping)}
          doubts={options.doubts}
          readings={readingsOf(options.doubts, words)}
        />
        <Section
          id="import-preview"
          title={t('draft.preview')}
          description={t('draft.previewCounts', {
            looked,
            lines: number(kinds.line),
            cancellations: number(kinds.cancellation),
            notGoods: number(kinds.not_goods),
            refused: number(kinds.refused),
          })}
        >
          {preview.problem ? (
            <Notice tone="red" title={t('draft.previewFailed')}>
              {t(`problem.${preview.problem.code}`, preview.problem.params)}
            </Notice>
          ) : (
            <PreviewTable preview={preview} words={words} />
          )}
        </Section>
        <Section
          id="import-columns"
          title={t('draft.columns')}
          description={t('draft.columnsHint', {
            known: Object.keys(options.mapping).length,
            all: options.width,
          })}
        >
          <DraftColumns names={preview.names} examples={preview.examples} mapping={options.mapping} />
        </Section>
        <Section id="import-file-settings" title={t('draft.file')} description={t('draft.fileHint')}>
          <DraftSettings options={options} />
        </Section>
      </DraftProvider>
    </ClientMessages>
  )
}

/** The date that can be read in two ways, in words for each. */
function readingsOf(
  doubts: ImportDetails['options']['doubts'],
  { locale }: Words,
): Record<DateOrder, string | null> {
  const doubt = doubts.find(({ code }) => code === 'date_ambiguous')
  const read = (order: DateOrder) => {
    const date = doubt && 'example' in doubt ? dateReader(order, 'UTC')(doubt.example) : null
    return date ? formatPlainDate(date.toISOString().slice(0, 10), locale) : null
  }
  return { dmy: read('dmy'), mdy: read('mdy') }
}
