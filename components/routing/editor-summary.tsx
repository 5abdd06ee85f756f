'use client'

import { useTranslations } from 'next-intl'
import { use, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Card, CardPart } from '@/components/ui/section'
import { Badge } from '@/components/ui/status-pill'
import type { Finding } from '@/lib/routing/findings'
import { defaultId, PlacesContext, type Doing } from './editor-context'
import { FindingText } from './editor-finding'

/** What the check has found in all the rules: counts, the heaviest first. */
export function FindingsSummary({
  findings,
  onJump,
}: {
  /** Null: not checked yet. */
  findings: readonly Finding[] | null
  onJump: Doing['jump']
}) {
  const t = useTranslations('ruleEditor.summary')
  const of = (severity: Finding['severity']) => findings?.filter((one) => one.severity === severity) ?? []
  const [errors, warnings] = [of('error'), of('warning')]
  const weighty = [...errors, ...warnings]

  return (
    <Card>
      <CardPart
        title={t('title')}
        aside={
          <span className="flex gap-1">
            {errors.length > 0 ? <Badge tone="red">{t('errors', { count: errors.length })}</Badge> : null}
            {warnings.length > 0 ? (
              <Badge tone="amber">{t('warnings', { count: warnings.length })}</Badge>
            ) : null}
          </span>
        }
      >
        <p role="status" className={weighty.length > 0 ? 'sr-only' : 'flex items-start gap-1.5 text-ink-2'}>
          {findings === null ? (
            t('checking')
          ) : weighty.length === 0 ? (
            <>
              <Icon name="circle-check" className="mt-0.5 text-green" />
              {t('clean')}
            </>
          ) : (
            t('counts', { errors: errors.length, warnings: warnings.length })
          )}
        </p>
        <FindingList findings={weighty} shown={5} onJump={onJump} />
        {errors.length > 0 ? <p className="mt-3 text-sm text-red-ink">{t('blocks')}</p> : null}
      </CardPart>
    </Card>
  )
}

type ListProps = {
  findings: readonly Finding[]
  /** So many at first; the rest on demand. */
  shown: number
  onJump: Doing['jump']
  className?: string
}

/** Findings in words, each under the rule that it is about, which can be gone to. */
export function FindingList({ findings, shown, onJump, className = '' }: ListProps) {
  const t = useTranslations('ruleEditor.summary')
  const [all, setAll] = useState(false)
  if (findings.length === 0) return null
  return (
    <div className={className}>
      <ul className="space-y-2">
        {(all ? findings : findings.slice(0, shown)).map((finding) => (
          <li key={JSON.stringify(finding)}>
            <Where finding={finding} onJump={onJump} />
            <FindingText finding={finding} onJump={onJump} />
          </li>
        ))}
      </ul>
      {findings.length > shown ? (
        <Button variant="ghost" size="sm" className="mt-2 -ml-2" onClick={() => setAll(!all)}>
          {all ? t('fewer') : t('more', { count: findings.length - shown })}
        </Button>
      ) : null}
    </div>
  )
}

/** The rule that it is about, which can be gone to. */
function Where({ finding, onJump }: { finding: Finding; onJump: Doing['jump'] }) {
  const t = useTranslations('ruleEditor.summary')
  const places = use(PlacesContext)
  const id = 'ruleId' in finding ? (finding.ruleId ?? defaultId) : defaultId
  return (
    <button
      type="button"
      onClick={() => onJump(id)}
      className="rounded-xs text-sm font-medium underline decoration-edge underline-offset-4 hover:decoration-accent"
    >
      {id === defaultId ? t('default') : t('rule', { place: places.get(id) ?? 0 })}
    </button>
  )
}
