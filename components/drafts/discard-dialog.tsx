'use client'

import { useTranslations } from 'next-intl'
import { useReturnFocus } from '@/components/pickups/use-return-focus'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { DraftRefusal } from './draft-refusal'
import type { Failed } from './saving'

type DiscardProps = {
  open: boolean
  pending: boolean
  failed: Failed | undefined
  onClose: () => void
  onDiscard: () => void
}

/** Asks once: a draft that was thrown away is gone for everybody. */
export function DiscardDialog({ open, pending, failed, onClose, onDiscard }: DiscardProps) {
  const t = useTranslations('drafts.discard')
  useReturnFocus(open)
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('title')}
      description={t('lead')}
      closeLabel={t('keep')}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>{t('keep')}</Button>
          <Button variant="danger" pending={pending} onClick={onDiscard}>
            {t('submit')}
          </Button>
        </>
      }
    >
      {failed ? <DraftRefusal failed={failed} /> : null}
    </Dialog>
  )
}
