import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { OrderListScreen } from '@/components/orders/order-list'
import { requireCaller } from '@/lib/auth/session'
import { parseOrderSearch } from '@/lib/orders/search'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('orders')
  return { title: t('title') }
}

export default async function OrdersPage({ params, searchParams }: PageProps<'/[merchant]/orders'>) {
  const [{ merchant }, asked] = await Promise.all([params, searchParams])
  const caller = await requireCaller(merchant)
  return <OrderListScreen caller={caller} search={parseOrderSearch(asked)} />
}
