import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ImportHistory } from '@/components/imports/history'
import { UploadPanel } from '@/components/imports/upload-panel'
import { importWords } from '@/components/imports/words'
import { ClientMessages } from '@/components/shell/client-messages'
import { Notice } from '@/components/ui/notice'
import { PageHeader, Section } from '@/components/ui/section'
import { requireCaller } from '@/lib/auth/session'
import { listImports } from '@/lib/imports/queries'
import { limits } from '@/lib/imports/read/limits'
import { parseHistorySearch } from '@/lib/imports/search'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('imports')
  return { title: t('title') }
}

export default async function ImportsPage({ params, searchParams }: PageProps<'/[merchant]/imports'>) {
  const [{ merchant: slug }, asked] = await Promise.all([params, searchParams])
  const caller = await requireCaller(slug)
  const { before } = parseHistorySearch(asked)
  const [words, { imports, next }] = await Promise.all([
    importWords(caller.merchant, new Date()),
    listImports(caller, before),
  ])
  const { t } = words
  const max = limits.fileBytes / 1024 / 1024
  const canRun = caller.can.has('import.run')
  return (
    <>
      <PageHeader title={t('title')} description={canRun ? t('lead', { max }) : undefined} />
      {canRun ? (
        <ClientMessages namespaces={['imports', 'errors']}>
          <UploadPanel merchantSlug={slug} maxMegabytes={max} maxBytes={limits.fileBytes} />
        </ClientMessages>
      ) : (
        <Notice tone="grey">{t('upload.onlyManagers')}</Notice>
      )}
      <Section id="import-history" title={t('history.title')} className="mt-8">
        <ImportHistory slug={slug} words={words} imports={imports} next={next} before={before} />
      </Section>
    </>
  )
}
