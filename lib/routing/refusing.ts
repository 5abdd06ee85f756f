/** What keeps rules from being published, by the field of the content that it stands in. Pure. */
import type { FieldIssue } from '@/lib/result'
import type { Finding } from './findings'
import type { RuleSetContent } from './schemas'

const sentences: Partial<Record<Finding['kind'], string>> = {
  impossible: 'The conditions of this rule exclude each other: no refusal can meet them',
  unknown_destination: 'The shop has no such place: choose one that it has',
  hub_destination: 'Parcels only pass through a hub: choose another place',
  closed_destination: 'This place is closed for good: choose one that is open',
}

function pathOf(finding: Finding, content: RuleSetContent): string {
  const ruleId = 'ruleId' in finding ? finding.ruleId : null
  const to = finding.kind.endsWith('_destination')
  if (ruleId === null) return to ? 'otherwise.to.locationId' : 'rules'
  const rule = `rules[${content.rules.findIndex(({ id }) => id === ruleId)}]`
  return to ? `${rule}.then.to.locationId` : `${rule}.when`
}

/**
 * The findings of severity `error` as issues: path from the content on (`rules[2].when`, `otherwise.to.locationId`), the
 * finding's kind as the code, and as `place` the rule's number from 1, 0 for the default. At most 100.
 */
export function findingIssues(findings: readonly Finding[], content: RuleSetContent): FieldIssue[] {
  return findings
    .filter(({ severity }) => severity === 'error')
    .slice(0, 100)
    .map((finding) => {
      const ruleId = 'ruleId' in finding ? finding.ruleId : null
      return {
        path: pathOf(finding, content),
        code: finding.kind,
        message: sentences[finding.kind] ?? 'These rules contradict themselves',
        params: { place: content.rules.findIndex(({ id }) => id === ruleId) + 1 },
      }
    })
}
