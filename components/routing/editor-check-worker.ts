import { ruleFindings } from '@/lib/routing/checks'
import type { CheckAnswer, CheckQuestion } from './editor-checker'

/** How much more work than the page may do at once is done here, where nobody waits for it: some ten seconds at most. */
const patience = 10

// The quick answer first; where it left something unproved, what more work can prove of it.
self.addEventListener('message', ({ data: { id, content, known } }: MessageEvent<CheckQuestion>) => {
  const answer = (told: Omit<CheckAnswer, 'id'>) => self.postMessage({ id, ...told } satisfies CheckAnswer)
  const findings = ruleFindings(content, known)
  const isLast = !findings.some(({ kind }) => kind === 'not_proved')
  answer({ findings, isLast })
  if (!isLast) answer({ findings: ruleFindings(content, known, patience), isLast: true })
})
