import { ClientMessages } from '@/components/shell/client-messages'
import { PageHeader } from '@/components/ui/section'
import type { Caller } from '@/lib/caller'
import { shareDone } from '@/lib/imports/progress'
import type { ImportDetails } from '@/lib/imports/queries'
import { BackToImports } from './back'
import { CancelButton } from './cancel-button'
import { DraftProvider } from './draft-context'
import { Progress } from './progress'
import { ImportStatus } from './status'
import type { Words } from './words'

type RunningScreenProps = { caller: Caller; details: ImportDetails; words: Words }

/** An import that the worker has, with its bar. */
export function RunningScreen({ caller, details, words }: RunningScreenProps) {
  const { t, dateTime, bytes } = words
  const { slug } = caller.merchant
  const { number, version, status, staged, written, total } = details
  const canRun = caller.can.has('import.run')
  return (
    <ClientMessages namespaces={['imports', 'errors']}>
      <DraftProvider merchantSlug={slug} importNumber={number} version={version} canRun={canRun}>
        <PageHeader
          back={<BackToImports slug={slug} t={t} />}
          title={details.fileName}
          status={<ImportStatus t={t} status={status} />}
          description={t('draft.uploadedBy', {
            name: details.createdByName ?? '—',
            when: dateTime(details.createdAt),
            size: bytes(details.fileSize),
          })}
          actions={canRun && (status === 'queued' || status === 'reading') ? <CancelButton /> : undefined}
        />
        <Progress
          key={version}
          merchantSlug={slug}
          importNumber={number}
          initial={{ status, staged, written, total, version, share: shareDone(details) }}
        />
        <p className="mt-6 max-w-2xl text-sm text-ink-3">{t('progress.close')}</p>
      </DraftProvider>
    </ClientMessages>
  )
}
