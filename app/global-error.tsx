'use client'

import { FailureScreen } from '@/components/shell/failure-screen'
import { currency, cyrillic, latin } from './fonts'
import './globals.css'

// The root layout itself failed, so the language and theme cookies could not be read: the browser's system theme holds.
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="ru" className={`${latin.variable} ${cyrillic.variable} ${currency.variable}`}>
      <body>
        <FailureScreen error={error} retry={retry} />
      </body>
    </html>
  )
}
