'use server'

import { z } from 'zod'
import { act, ask } from '@/lib/action'
import type { Result } from '@/lib/result'
import { discardRuleDraft, publishRules, republishRules, saveRuleDraft } from './commands'
import type { Finding } from './findings'
import {
  beforePublishing,
  findArticles,
  routingFindings,
  ruleDraft,
  type BeforePublishing,
  type RuleDraft,
} from './queries'
import {
  discardRuleDraftInput,
  publishRulesInput,
  republishRulesInput,
  ruleSetContent,
  saveRuleDraftInput,
} from './schemas'

/** Keeps the draft of the shop's routing rules. */
export async function submitRuleDraft(
  merchantSlug: string,
  input: unknown,
): Promise<Result<{ revision: number }>> {
  return act({ merchantSlug, schema: saveRuleDraftInput, input }, saveRuleDraft)
}

/** Throws the draft away. */
export async function submitRuleDiscard(
  merchantSlug: string,
  input: unknown,
): Promise<Result<{ revision: 0 }>> {
  return act({ merchantSlug, schema: discardRuleDraftInput, input }, discardRuleDraft)
}

/** Makes the draft a version. */
export async function submitRulePublish(
  merchantSlug: string,
  input: unknown,
): Promise<Result<{ number: number; effectiveAt: string }>> {
  return act({ merchantSlug, schema: publishRulesInput, input }, publishRules)
}

/** Publishes an earlier version anew. */
export async function submitRepublish(
  merchantSlug: string,
  input: unknown,
): Promise<Result<{ number: number; effectiveAt: string }>> {
  return act({ merchantSlug, schema: republishRulesInput, input }, republishRules)
}

/** The draft as it is now: for whoever came second, to compare. */
export async function loadRuleDraft(merchantSlug: string): Promise<Result<RuleDraft | null>> {
  return ask({ merchantSlug, schema: z.undefined(), input: undefined }, ruleDraft)
}

/** What came out since the draft was begun, and what publishing it changes. */
export async function loadBeforePublishing(merchantSlug: string): Promise<Result<BeforePublishing>> {
  return ask({ merchantSlug, schema: z.undefined(), input: undefined }, (caller) =>
    beforePublishing(caller, new Date()),
  )
}

/** What the static check finds in rules as they are being written. */
export async function loadFindings(merchantSlug: string, content: unknown): Promise<Result<Finding[]>> {
  return ask({ merchantSlug, schema: ruleSetContent, input: content }, (caller, rules) =>
    routingFindings(caller, rules, new Date()),
  )
}

const articleSearch = z.string().max(200)

/** Articles to choose from while somebody types. */
export async function loadArticles(
  merchantSlug: string,
  text: unknown,
): Promise<Result<{ sku: string; name: string }[]>> {
  return ask({ merchantSlug, schema: articleSearch, input: text }, (caller, wanted) =>
    findArticles(caller, wanted, 20),
  )
}
