'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState, useTransition } from 'react'
import { v7 } from 'uuid'
import { DiscardDialog } from '@/components/drafts/discard-dialog'
import type { Failed } from '@/components/drafts/saving'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { submitRuleDiscard } from '@/lib/routing/actions'

/** Throws the draft away from where it is only shown. Stands inside ClientMessages with `routing`, `drafts`, `errors`. */
export function DraftDiscard({ merchantSlug, revision }: { merchantSlug: string; revision: number }) {
  const t = useTranslations()
  const toast = useToast()
  const [open, setOpen] = useState(false)
  const [failed, setFailed] = useState<Failed>()
  const [pending, start] = useTransition()
  // The same press sent twice is one command.
  const commandId = useRef('')

  function show() {
    commandId.current = v7()
    setFailed(undefined)
    setOpen(true)
  }

  function discard() {
    start(async () => {
      setFailed(undefined)
      const input = { commandId: commandId.current, expectedRevision: revision }
      const answer = await submitRuleDiscard(merchantSlug, input).catch(() => null)
      if (!answer) return setFailed('unreachable')
      if (!answer.ok) return setFailed(answer.error)
      setOpen(false)
      toast({ tone: 'green', text: t('drafts.discard.done') })
    })
  }

  return (
    <>
      <Button variant="ghost" icon="trash" onClick={show}>
        {t('routing.draft.discard')}
      </Button>
      <DiscardDialog
        open={open}
        pending={pending}
        failed={failed}
        onClose={() => setOpen(false)}
        onDiscard={discard}
      />
    </>
  )
}
