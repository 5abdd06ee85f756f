'use client'

import { useTranslations } from 'next-intl'
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { useToast } from '@/components/ui/toast'
import { exclusionBases } from '@/lib/policies/schemas'
import { controlId, useEditor } from './editor-context'
import { ChoiceSelect, CodeInput, IssueLine, Sentence } from './editor-controls'
import { focusLater } from './editor-exceptions'
import { exclusionKinds, newExclusion, type PolicyForm } from './editor-form'
import { NameOptions } from './editor-options'

/** Goods that cannot simply come back, and on which basis of the law. */
export function ExclusionsSection() {
  const t = useTranslations('policies.exclusions')
  const undo = useTranslations('policies.exceptions')('undo')
  const toast = useToast()
  const { control, getValues } = useFormContext<PolicyForm>()
  const { issueAt } = useEditor()
  const list = useFieldArray({ control, name: 'exclusions' })
  const count = list.fields.length
  const wrong = issueAt('exclusions')

  function remove(index: number) {
    const removed = getValues(`exclusions.${index}`)
    list.remove(index)
    toast({
      tone: 'grey',
      text: t('removed', { place: index + 1 }),
      action: { label: undo, run: () => list.insert(index, removed, { shouldFocus: false }) },
    })
    focusLater(count > 1 ? controlId(`exclusions[${Math.min(index, count - 2)}].kind`) : 'add-exclusion')
  }

  return (
    <Section id="exclusions" title={t('title')} description={t('lead')}>
      {count === 0 ? (
        <p className="text-ink-2">{t('empty')}</p>
      ) : (
        <ul className="border-y border-hairline">
          {list.fields.map((field, index) => (
            <Row key={field.id} index={index} onRemove={remove} />
          ))}
        </ul>
      )}
      {wrong ? <IssueLine issue={wrong} /> : null}
      <Button
        id="add-exclusion"
        icon="plus"
        className="mt-3"
        onClick={() => {
          list.append(newExclusion, { shouldFocus: false })
          focusLater(controlId(`exclusions[${count}].kind`))
        }}
      >
        {t('add')}
      </Button>
    </Section>
  )
}

function Row({ index, onRemove }: { index: number; onRemove: (index: number) => void }) {
  const t = useTranslations('policies.exclusions')
  const { choices, issueAt } = useEditor()
  const row = useWatch<PolicyForm, `exclusions.${number}`>({ name: `exclusions.${index}` })
  const place = index + 1
  const at = (field: 'kind' | 'category' | 'sku' | 'basis') => ({
    name: `exclusions.${index}.${field}` as const,
    path: `exclusions[${index}].${field}`,
    label: t(field, { place }),
  })
  const paths = ['', '.category', '.sku', '.basis'].map((field) => `exclusions[${index}]${field}`)
  return (
    <li
      aria-label={t('group', { place })}
      data-wrong={issueAt(`exclusions[${index}]`) ? '' : undefined}
      className="flex items-start gap-x-2 border-hairline py-2.5 not-first:border-t"
    >
      <div className="min-w-0 flex-1">
        <Sentence paths={paths} hint={row ? t(`basisHint.${row.basis}`) : null}>
          {t.rich('sentence', {
            kind: () => (
              <ChoiceSelect {...at('kind')}>
                {exclusionKinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {t(`kinds.${kind}`)}
                  </option>
                ))}
              </ChoiceSelect>
            ),
            what: () =>
              row?.kind === 'sku' ? (
                <CodeInput {...at('sku')} />
              ) : (
                <ChoiceSelect {...at('category')} quiet={!row?.category}>
                  <option value="">{t('chooseCategory')}</option>
                  <NameOptions names={choices.categories} value={row?.category ?? ''} />
                </ChoiceSelect>
              ),
            basis: () => (
              <ChoiceSelect {...at('basis')}>
                {exclusionBases.map((basis) => (
                  <option key={basis} value={basis}>
                    {t(`bases.${basis}`)}
                  </option>
                ))}
              </ChoiceSelect>
            ),
          })}
        </Sentence>
      </div>
      <Button variant="ghost" icon="trash" iconOnly className="mt-1" onClick={() => onRemove(index)}>
        {t('remove', { place })}
      </Button>
    </li>
  )
}
