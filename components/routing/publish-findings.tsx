'use client'

import { useTranslations } from 'next-intl'
import { Notice } from '@/components/ui/notice'
import type { Finding } from '@/lib/routing/findings'
import type { Findings } from './editor-findings'
import { FindingList } from './editor-summary'

const shown = 4

export const weightyOf = (findings: readonly Finding[] | null, severity: Finding['severity']) =>
  findings?.filter((one) => one.severity === severity) ?? []

type FindingsProps = {
  found: Findings
  /** Goes to a rule, out of the dialog. */
  onJump: (id: string) => void
}

/** What the check says against publishing, in words and rule by rule: what forbids it first, then what only warns. */
export function PublishFindings({ found: { findings, checking }, onJump }: FindingsProps) {
  const t = useTranslations('ruleEditor.publishing')
  const [errors, warnings] = [weightyOf(findings, 'error'), weightyOf(findings, 'warning')]
  if (checking || findings === null) {
    return (
      <Notice tone="grey" icon={checking ? 'loader-circle' : 'info'} live="polite">
        {t(checking ? 'checking' : 'unchecked')}
      </Notice>
    )
  }
  return (
    <div className="space-y-4">
      {errors.length > 0 ? (
        <section aria-label={t('errors', { count: errors.length })}>
          <Notice tone="red" title={t('errors', { count: errors.length })}>
            {t('errorsText')}
          </Notice>
          <FindingList findings={errors} shown={shown} onJump={onJump} className="mt-3 px-3" />
        </section>
      ) : null}
      {warnings.length > 0 ? (
        <section aria-label={t('warnings', { count: warnings.length })}>
          <Notice
            tone="amber"
            icon="triangle-exclamation-point"
            title={t('warnings', { count: warnings.length })}
          >
            {t(errors.length > 0 ? 'warningsToo' : 'warningsText')}
          </Notice>
          <FindingList findings={warnings} shown={shown} onJump={onJump} className="mt-3 px-3" />
        </section>
      ) : null}
      {errors.length + warnings.length === 0 ? <Notice tone="green">{t('clean')}</Notice> : null}
    </div>
  )
}
