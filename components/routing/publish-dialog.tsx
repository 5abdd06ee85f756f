'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useReturnFocus } from '@/components/pickups/use-return-focus'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { loadBeforePublishing } from '@/lib/routing/actions'
import type { RuleSetContent } from '@/lib/routing/schemas'
import { defaultId } from './editor-context'
import type { Findings } from './editor-findings'
import type { Before } from './publish-changes'
import { PublishFindings, weightyOf } from './publish-findings'
import { PublishFoot, PublishForm } from './publish-form'

type PublishProps = {
  open: boolean
  onClose: () => void
  slug: string
  timeZone: string
  /** The saved draft. */
  revision: number
  content: RuleSetContent
  /** What the check says of it; the server checks in any case. */
  found: Findings
  /** Goes to a rule. */
  onJump: (id: string) => void
  /** Goes to where a replay is started. */
  onReplay: () => void
  onPublished: (published: { number: number; effectiveAt: string }) => void
}

/**
 * From when and why, after the last look at what is wrong and what changes: a version never changes. Stands inside the
 * editor's contexts and ClientMessages with `ruleEditor`, `routing`, `diff`, `drafts` and `errors`.
 */
export function PublishDialog(props: PublishProps) {
  const { open, onClose, found } = props
  const t = useTranslations()
  const errors = found.checking ? [] : weightyOf(found.findings, 'error')
  useReturnFocus(open)
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t(errors.length > 0 ? 'ruleEditor.publishing.refused' : 'routing.publish.title')}
      description={errors.length > 0 ? null : t('routing.publish.forever')}
      closeLabel={t('routing.publish.cancel')}
      size="lg"
    >
      <Body {...props} />
    </Dialog>
  )
}

function Body({ slug, onClose, onJump, onReplay, found, ...draft }: PublishProps) {
  const t = useTranslations('ruleEditor.publishing')
  const [before, setBefore] = useState<Before>('loading')
  const [asked, setAsked] = useState(0)
  const [first] = found.checking ? [] : weightyOf(found.findings, 'error')

  useEffect(() => {
    let here = true
    loadBeforePublishing(slug).then(
      (answer) => here && setBefore(answer.ok ? answer.data : 'unknown'),
      () => here && setBefore('unknown'),
    )
    return () => {
      here = false
    }
  }, [slug, asked])

  const leaveFor = (go: () => void) => () => {
    onClose()
    go()
  }
  const jump = (id: string) => leaveFor(() => onJump(id))()
  const findings = (
    <div data-first tabIndex={-1} className="outline-none!">
      <PublishFindings found={found} onJump={jump} />
    </div>
  )
  if (first) {
    return (
      <>
        {findings}
        <PublishFoot>
          <Button onClick={onClose}>{t('close')}</Button>
          <Button
            variant="primary"
            icon="pencil"
            onClick={() => jump('ruleId' in first ? (first.ruleId ?? defaultId) : defaultId)}
          >
            {t('fix')}
          </Button>
        </PublishFoot>
      </>
    )
  }
  return (
    <>
      {findings}
      <PublishForm
        {...draft}
        slug={slug}
        before={before}
        checking={found.checking}
        warnings={weightyOf(found.findings, 'warning').length}
        onClose={onClose}
        onReplay={leaveFor(onReplay)}
        onOvertaken={() => setAsked((times) => times + 1)}
      />
    </>
  )
}
