'use client'

import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import type { Finding } from '@/lib/routing/findings'
import { Actions } from './editor-actions'
import { readActions } from './editor-checks'
import { defaultId, ruleElementId, useEditor, type Doing } from './editor-context'
import type { ActionsForm } from './editor-form'
import { Found } from './editor-row'
import { DefaultSentence } from './rule-sentence'

type DefaultProps = {
  then: ActionsForm
  alone: boolean
  open: boolean
  findings: readonly Finding[]
  doing: Doing
  onChange: (more: Partial<ActionsForm>) => void
}

/** What happens when no rule above holds: always last, never away. */
export const DefaultRow = memo(function DefaultRow({
  then,
  alone,
  open,
  findings,
  doing,
  onChange,
}: DefaultProps) {
  const t = useTranslations('ruleEditor.default')
  const { names, strict } = useEditor()
  const read = readActions(then)
  // Places of the default begin at the default, those of the controls at a rule.
  const faults = read.faults.map((fault) => ({ ...fault, path: `then.${fault.path}` }))
  return (
    <section
      aria-label={t('group')}
      data-rule={defaultId}
      className={`scroll-mt-18 rounded-b-lg border-t border-hairline ${open ? 'bg-surface' : 'bg-sunken/60'}`}
    >
      <div className="grid grid-cols-[1.25rem_1.75rem_minmax(0,1fr)_auto] items-start gap-x-1.5 py-2.5 pr-2 pl-2">
        <span className="col-start-2 mt-1 grid size-6 place-items-center text-ink-3 pointer-coarse:mt-2">
          <Icon name="corner-down-left" size={14} className="-scale-x-100" />
        </span>
        {open ? (
          <p className="py-1.5 font-semibold sm:px-1.5">{t(alone ? 'titleAlone' : 'title')}</p>
        ) : (
          <button
            type="button"
            id={ruleElementId(defaultId)}
            aria-expanded={false}
            data-wrong={faults.length > 0 && strict ? '' : undefined}
            onClick={() => doing.open(defaultId)}
            className="col-span-2 block w-full min-w-0 rounded-md py-1.5 text-left hover:bg-hover/70 sm:px-1.5"
          >
            <span className="sr-only">{t('edit')} </span>
            <span className="text-pretty break-words">
              {read.then ? <DefaultSentence then={read.then} names={names} alone={alone} /> : t('notYet')}
            </span>
          </button>
        )}
      </div>
      {open ? (
        <div role="group" aria-label={t('group')} className="space-y-4 pr-3 pb-4 max-sm:pl-3 sm:pl-10">
          <Actions id={defaultId} name={t('group')} then={then} faults={faults} onChange={onChange} />
          <div className="sm:pl-13">
            <Found findings={findings} open doing={doing} />
          </div>
          <div className="flex justify-end">
            <Button icon="check" onClick={() => doing.open(null)}>
              {t('done')}
            </Button>
          </div>
        </div>
      ) : (
        <div className="-mt-1.5 pr-3 pb-3 pl-18.5 empty:hidden max-sm:pl-10">
          <Found findings={findings} open doing={doing} />
        </div>
      )}
    </section>
  )
})
