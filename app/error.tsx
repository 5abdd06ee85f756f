'use client'

import { FailureScreen } from '@/components/shell/failure-screen'

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return <FailureScreen error={error} retry={retry} />
}
