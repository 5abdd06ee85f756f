import type { ReactNode } from 'react'
import { StatusMark, StatusPill, type Tone } from '@/components/ui/status-pill'
import type { Replay } from '@/lib/replays/queries'

const tones: Record<Replay['status'], Tone> = {
  queued: 'blue',
  running: 'blue',
  done: 'green',
  failed: 'red',
  cancelled: 'grey',
}

type StatusProps = { status: Replay['status']; children: ReactNode }

export function ReplayStatus({ status, children }: StatusProps) {
  return <StatusPill tone={tones[status]}>{children}</StatusPill>
}

export function ReplayStatusMark({ status, children }: StatusProps) {
  return <StatusMark tone={tones[status]}>{children}</StatusMark>
}
