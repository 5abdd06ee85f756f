import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'

/**
 * Gives the client components inside it these namespaces and no others. Only for screens that live on the client, such
 * as a long form: elsewhere translate on the server and pass the words.
 */
export async function ClientMessages({
  namespaces,
  children,
}: {
  namespaces: readonly string[]
  children: ReactNode
}) {
  const all = await getMessages()
  const messages = Object.fromEntries(Object.entries(all).filter(([name]) => namespaces.includes(name)))
  return <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>
}
