'use client'

import { DiscardDialog } from '@/components/drafts/discard-dialog'
import { ConflictDialog } from '@/components/drafts/draft-conflict'
import { useEditor, type Doing } from './editor-context'
import type { useEditing, Standing } from './editor-editing'
import type { Findings } from './editor-findings'
import { nothingDecided } from './editor-form'
import { focusReplay } from './editor-side'
import { PublishDialog } from './publish-dialog'
import { RulesDiff } from './rules-diff'

export type EditorDialog = 'publish' | 'discard' | 'conflict'

type DialogsProps = {
  dialog: EditorDialog | null
  editing: ReturnType<typeof useEditing>
  standing: Standing
  found: Findings
  timeZone: string
  now: Date
  onClose: () => void
  onJump: Doing['jump']
  onPublished: (published: { number: number; effectiveAt: string }) => void
  onDiscarded: () => void
}

/** What is asked before the draft is published or thrown away, and when somebody else was first. */
export function EditorDialogs(props: DialogsProps) {
  const { dialog, editing, standing, timeZone, now, onClose } = props
  const { base, content, conflict, saving } = editing
  const { merchantSlug, names } = useEditor()
  return (
    <>
      <PublishDialog
        open={dialog === 'publish' && content !== null && !conflict}
        slug={merchantSlug}
        timeZone={timeZone}
        revision={base.revision}
        content={base.content}
        found={props.found}
        onClose={onClose}
        onJump={props.onJump}
        onReplay={focusReplay}
        onPublished={props.onPublished}
      />
      <DiscardDialog
        open={dialog === 'discard' && !conflict}
        pending={saving.busy === 'discarding'}
        failed={saving.failed}
        onClose={onClose}
        onDiscard={async () => {
          if (await saving.discard()) props.onDiscarded()
        }}
      />
      {conflict ? (
        <ConflictDialog
          open={dialog === 'conflict'}
          conflict={conflict}
          timeZone={timeZone}
          now={now}
          difference={
            content ? (
              <RulesDiff
                before={conflict.theirs?.content ?? standing.inForce?.content ?? nothingDecided}
                after={content}
                names={names}
              />
            ) : null
          }
          pending={saving.busy === 'saving'}
          onClose={onClose}
          onTakeTheirs={() => {
            onClose()
            editing.takeTheirs(conflict.theirs)
          }}
          onKeepMine={async () => {
            if (content && (await editing.keepMine(content, conflict.theirs))) onClose()
          }}
        />
      ) : null}
    </>
  )
}
