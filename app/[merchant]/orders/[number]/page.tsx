import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { OrderCard } from '@/components/orders/order-card'
import { orderWords } from '@/components/orders/words'
import { requireCaller } from '@/lib/auth/session'
import { orderPage } from '@/lib/orders/queries'
import { readOrderNumber } from '@/lib/orders/search'

type Props = PageProps<'/[merchant]/orders/[number]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ number }, t] = await Promise.all([params, getTranslations('orders')])
  return { title: t('order', { number: readOrderNumber(number) ?? '' }) }
}

export default async function OrderCardPage({ params }: Props) {
  const { merchant, number: asked } = await params
  const caller = await requireCaller(merchant)
  const number = readOrderNumber(asked)
  if (number === null) notFound()
  const [order, words] = await Promise.all([orderPage(caller, number), orderWords(caller.merchant)])
  if (!order) notFound()
  return <OrderCard caller={caller} order={order} words={words} now={new Date()} />
}
