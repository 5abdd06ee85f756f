'use client'

import { FailureScreen } from '@/components/shell/failure-screen'

/** What failed in a screen of the cabinet, with the way to the others still around it. */
export default function CabinetErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return <FailureScreen error={error} retry={retry} />
}
