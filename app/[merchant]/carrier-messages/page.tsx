import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CarrierMessages } from '@/components/carriers/carrier-messages'
import { ClientMessages } from '@/components/shell/client-messages'
import { requireCaller } from '@/lib/auth/session'
import { parseMessageCursor } from '@/lib/carriers/search'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('carriers')
  return { title: t('title') }
}

export default async function CarrierMessagesPage({
  params,
  searchParams,
}: PageProps<'/[merchant]/carrier-messages'>) {
  const [{ merchant }, asked] = await Promise.all([params, searchParams])
  const caller = await requireCaller(merchant)
  return (
    <ClientMessages namespaces={['carriers', 'errors']}>
      <CarrierMessages caller={caller} cursor={parseMessageCursor(asked)} now={new Date()} />
    </ClientMessages>
  )
}
