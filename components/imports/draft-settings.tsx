'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { delimiters, type Delimiter } from '@/lib/imports/read/csv'
import type { Correction, ImportOptions } from '@/lib/imports/schemas'
import { currencies, isCurrency } from '@/lib/money'
import { useDraft } from './draft-context'

const delimiterNames: Record<Delimiter, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' }
const encodings = ['utf-8', 'windows-1251', 'windows-1252', 'utf-16le', 'utf-16be'] as const
const headerLines = 30

/** How the file is read, each line as it was recognised and correctable. A change is sent at once. */
export function DraftSettings({ options }: { options: ImportOptions }) {
  const t = useTranslations('imports.draft')
  const { format, formats, mapping } = options
  return (
    <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-4">
      {format.kind === 'csv' ? (
        <>
          <Choice
            name="encoding"
            label={t('encoding')}
            value={format.encoding}
            choices={encodings.map((value) => [value, t(`encodings.${value}`)])}
            correction={(value) => ({ file: { encoding: encodings.find((one) => one === value) } })}
          />
          <Choice
            name="delimiter"
            label={t('delimiter')}
            value={format.delimiter}
            choices={delimiters.map((value) => [value, t(`delimiters.${delimiterNames[value]}`)])}
            correction={(value) => ({ file: { delimiter: delimiters.find((one) => one === value) } })}
          />
        </>
      ) : (
        <Choice
          name="sheet"
          label={t('sheet')}
          value={format.sheet}
          choices={options.sheets.map((value) => [value, value])}
          correction={(value) => ({ file: { sheet: value, headerLine: undefined } })}
        />
      )}
      <Choice
        name="header"
        label={t('header')}
        value={String(options.headerLine ?? 0)}
        choices={headerChoices(options.headerLine).map((line) => [
          String(line),
          line === 0 ? t('noHeader') : t('headerLine', { line }),
        ])}
        correction={(value) => ({ file: { headerLine: Number(value) } })}
      />
      <Choice
        name="dateOrder"
        label={t('dateOrder')}
        value={formats.dateOrder}
        choices={[
          ['dmy', t('dmy')],
          ['mdy', t('mdy')],
        ]}
        correction={(value) => ({ formats: { dateOrder: value === 'mdy' ? 'mdy' : 'dmy' } })}
      />
      <Choice
        name="decimalMark"
        label={t('decimalMark')}
        value={formats.decimalMark}
        choices={[
          [',', t('comma')],
          ['.', t('point')],
        ]}
        correction={(value) => ({ formats: { decimalMark: value === '.' ? '.' : ',' } })}
      />
      <Choice
        name="currency"
        label={t('currency')}
        value={formats.currency}
        choices={currencies.map((value) => [value, value])}
        correction={(value) => ({ formats: isCurrency(value) ? { currency: value } : {} })}
      />
      <Choice
        name="blankNumber"
        label={t('blankNumber')}
        value={formats.blankNumberContinues ? 'continues' : 'refuse'}
        choices={[
          ['refuse', t('blankRefuse')],
          ['continues', t('blankContinues')],
        ]}
        correction={(value) => ({ formats: { blankNumberContinues: value === 'continues' } })}
      />
      {mapping.weightGrams === undefined ? null : (
        <Choice
          name="weightUnit"
          label={t('weightUnit')}
          value={formats.weightUnit}
          choices={[
            ['g', t('grams')],
            ['kg', t('kilograms')],
          ]}
          correction={(value) => ({ formats: { weightUnit: value === 'kg' ? 'kg' : 'g' } })}
        />
      )}
    </div>
  )
}

function headerChoices(line: number | null): number[] {
  const lines = Array.from({ length: headerLines + 1 }, (_, at) => at)
  return line !== null && line > headerLines ? [...lines, line] : lines
}

type ChoiceProps = {
  name: string
  label: ReactNode
  value: string
  choices: readonly (readonly [value: string, label: string])[]
  correction: (value: string) => Correction
}

function Choice({ name, label, value, choices, correction }: ChoiceProps) {
  const { running, canRun, correct } = useDraft()
  return (
    <Field id={`import-${name}`} label={label}>
      {(aria) => (
        <Select
          {...aria}
          // A refused change goes back to what is so.
          key={value}
          defaultValue={value}
          disabled={!canRun || running !== null}
          onChange={(event) => correct(correction(event.target.value))}
        >
          {choices.map(([choice, text]) => (
            <option key={choice} value={choice}>
              {text}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
