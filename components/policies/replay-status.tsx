import { StatusMark, StatusPill, type Tone } from '@/components/ui/status-pill'
import type { Replay } from '@/lib/replays/queries'
import type { Words } from './replay-words'

const tones: Record<Replay['status'], Tone> = {
  queued: 'blue',
  running: 'blue',
  done: 'green',
  failed: 'red',
  cancelled: 'grey',
}

type StatusProps = { words: Words; status: Replay['status'] }

export function ReplayStatus({ words: { t }, status }: StatusProps) {
  return <StatusPill tone={tones[status]}>{t(`status.${status}`)}</StatusPill>
}

export function ReplayStatusMark({ words: { t }, status }: StatusProps) {
  return <StatusMark tone={tones[status]}>{t(`status.${status}`)}</StatusMark>
}
