'use client'

import { useTranslations } from 'next-intl'
import { memo, useCallback, useEffect, useRef } from 'react'
import { ConflictNotice } from '@/components/drafts/draft-conflict'
import { DraftRefusal } from '@/components/drafts/draft-refusal'
import { LeftNotice } from '@/components/drafts/left-notice'
import { DraftState } from '@/components/drafts/draft-state'
import { Notice } from '@/components/ui/notice'
import { Card, CardPart } from '@/components/ui/section'
import { formatDateTime } from '@/lib/i18n/format'
import type { RuleDraft } from '@/lib/routing/queries'
import type { RuleSetContent } from '@/lib/routing/schemas'
import { useEditor, type Doing } from './editor-context'
import type { useEditing, Standing } from './editor-editing'
import type { KeptRulesDraft } from './editor-kept'
import type { Findings } from './editor-findings'
import { NewerNotice } from './editor-newer'
import { FindingsSummary } from './editor-summary'
import { RoutingReplayStart } from './replay-start'

export const rulesFormId = 'rules-form'
const replayId = 'try-rules'

/** Goes to where the rules are tried on past refusals. */
export function focusReplay() {
  requestAnimationFrame(() => {
    const start = document.getElementById(replayId)
    // Where there is nothing to try rules on, only what was tried before can be gone to.
    start?.querySelector<HTMLElement>('button:enabled, a')?.focus({ preventScroll: true })
    start?.scrollIntoView({ block: 'nearest' })
  })
}

type SideProps = {
  editing: ReturnType<typeof useEditing>
  keeping: KeptRulesDraft
  draft: RuleDraft | null
  standing: Standing
  found: Findings
  timeZone: string
  now: Date
  /** When what stands in the form was kept before it was left; null: it was not, or was saved since. */
  restoredAt: number | null
  onJump: Doing['jump']
  onShow: () => void
  onPublish: () => void
  onDiscard: () => void
  onCompare: () => void
}

/** Beside the rules: how the draft stands and what can be done with it, what the check found, and trying it. */
export function EditorSide(props: SideProps) {
  const { editing, draft, standing, found, timeZone, now, onJump } = props
  const t = useTranslations('ruleEditor')
  const drafts = useTranslations('drafts')
  const trial = useTranslations('routingReplays.start')
  const { base, content } = editing
  const known = draft?.revision === base.revision ? { who: draft.updatedBy, at: draft.updatedAt } : base.by
  return (
    <div className="max-xl:contents xl:sticky xl:space-y-4 xl:top-17 xl:-m-1 xl:max-h-[calc(100dvh-5rem)] xl:self-start xl:overflow-y-auto xl:p-1">
      <div className="max-xl:order-first">
        <DraftState
          formId={rulesFormId}
          base={{ ...base, by: known }}
          begun={
            standing.inForce
              ? drafts('state.fromVersion', { number: standing.inForce.number })
              : t('begunFromNothing')
          }
          dirty={editing.dirty}
          wrong={editing.faults.length}
          busy={editing.saving.busy}
          timeZone={timeZone}
          now={now}
          notice={<Notices {...props} />}
          onShow={props.onShow}
          onPublish={props.onPublish}
          onReset={editing.reset}
          onDiscard={props.onDiscard}
        />
      </div>
      <div className="max-xl:order-first">
        <Summary findings={found.findings} onJump={onJump} />
      </div>
      <Card>
        <CardPart title={trial('title')}>
          <div id={replayId}>
            <Trial content={content} />
          </div>
        </CardPart>
      </Card>
    </div>
  )
}

const Summary = memo(FindingsSummary)

/** What it counts does not hang on the rules: it is drawn once. */
function Trial({ content }: { content: RuleSetContent | null }) {
  const { merchantSlug } = useEditor()
  const latest = useRef(content)
  useEffect(() => {
    latest.current = content
  }, [content])
  return <Start merchantSlug={merchantSlug} content={useCallback(() => latest.current, [])} />
}

const Start = memo(RoutingReplayStart)

function Notices({ editing, keeping, standing, timeZone, now, restoredAt, onCompare }: SideProps) {
  const drafts = useTranslations('drafts')
  const { writing } = useEditor()
  const { conflict, failed, dirty, base, content } = editing
  if (conflict) {
    return <ConflictNotice conflict={conflict} timeZone={timeZone} now={now} onCompare={onCompare} />
  }
  return (
    <>
      {failed ? (
        <DraftRefusal failed={failed} />
      ) : restoredAt !== null && dirty ? (
        <Notice tone="blue" icon="pencil">
          {drafts('state.restored', {
            when: formatDateTime(restoredAt, { locale: writing.locale, timeZone, now }),
          })}
        </Notice>
      ) : null}
      {keeping.left ? (
        <LeftNotice
          savedAt={keeping.left.savedAt}
          timeZone={timeZone}
          now={now}
          onTake={() => keeping.take(editing.written)}
          onForget={keeping.forget}
        />
      ) : null}
      {standing.newer.length > 0 ? (
        <NewerNotice newer={standing.newer} timeZone={timeZone} content={content ?? base.content} />
      ) : null}
    </>
  )
}
