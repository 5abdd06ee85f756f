'use client'

import { useTranslations } from 'next-intl'
import { Select } from '@/components/ui/select'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Icon } from '@/components/ui/icon'
import { fields, requiredFields, type Field, type Mapping } from '@/lib/imports/fields'
import { useDraft } from './draft-context'

type DraftColumnsProps = {
  names: readonly string[]
  examples: readonly (readonly string[])[]
  mapping: Mapping
}

/** One line a column: its name, what stands in it, and what it is. A field that was elsewhere moves here. */
export function DraftColumns({ names, examples, mapping }: DraftColumnsProps) {
  const t = useTranslations('imports')
  const { running, canRun, correct } = useDraft()
  const fieldOf = new Map(Object.entries(mapping).map(([field, column]) => [column, field]))

  function choose(column: number, chosen: string) {
    const next: Mapping = Object.fromEntries(Object.entries(mapping).filter(([, used]) => used !== column))
    const field = fields.find((one) => one === chosen)
    if (field) next[field] = column
    correct({ mapping: next })
  }

  const option = (field: Field, here: number) => {
    const elsewhere = mapping[field]
    const taken = elsewhere === undefined || elsewhere === here ? '' : ` (${names[elsewhere] ?? ''})`
    return (
      <option key={field} value={field}>
        {t(`fields.${field}`) + taken}
      </option>
    )
  }
  const isRequired = (field: Field) => requiredFields.some((one) => one === field)
  return (
    <Table label={t('tables.columns')}>
      <thead>
        <tr>
          <Th>{t('draft.column')}</Th>
          <Th className="hidden sm:table-cell">{t('draft.examples')}</Th>
          <Th className="sm:w-72">{t('draft.meaning')}</Th>
        </tr>
      </thead>
      <tbody>
        {names.map((name, column) => {
          const field = fieldOf.get(column) ?? ''
          return (
            <Tr key={column}>
              <Td className="max-w-36 sm:max-w-64">
                <span className={`block truncate ${field ? 'font-medium' : 'text-ink-2'}`}>{name}</span>
                <span className="block truncate text-sm text-ink-3 sm:hidden">
                  {examples[column]?.[0] ?? '—'}
                </span>
              </Td>
              <Td className="hidden max-w-96 sm:table-cell">
                <span className="block truncate text-ink-2">
                  {(examples[column] ?? []).join(' · ') || '—'}
                </span>
              </Td>
              <Td>
                <span className="flex items-center gap-2">
                  <Icon
                    name={field ? 'circle-check' : 'circle-minus'}
                    size={15}
                    className={field ? 'text-green' : 'text-ink-3'}
                  />
                  <span className="min-w-36 flex-1 sm:min-w-48">
                    <Select
                      key={field}

                      aria-label={t('draft.meaningOf', { column: name })}
                      defaultValue={field}
                      disabled={!canRun || running !== null}
                      onChange={(event) => choose(column, event.target.value)}
                    >
                      <option value="">{t('draft.unused')}</option>
                      <optgroup label={t('draft.required')}>
                        {fields.filter(isRequired).map((one) => option(one, column))}
                      </optgroup>
                      <optgroup label="—">
                        {fields.filter((one) => !isRequired(one)).map((one) => option(one, column))}
                      </optgroup>
                    </Select>
                  </span>
                </span>
              </Td>
            </Tr>
          )
        })}
      </tbody>
    </Table>
  )
}
