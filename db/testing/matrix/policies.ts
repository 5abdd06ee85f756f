/** The return policy and its replays, for db/tenancy-matrix.db.test.ts. */
import type { FurnishedMerchant } from '@/db/factories/furnished'
import { termsWith } from '@/db/factories/policy'
import { newId } from '@/lib/ids'
import * as policyActions from '@/lib/policies/actions'
import * as policyCommands from '@/lib/policies/commands'
import * as policyQueries from '@/lib/policies/queries'
import * as replayActions from '@/lib/replays/actions'
import * as replayCommands from '@/lib/replays/commands'
import * as replayQueries from '@/lib/replays/queries'
import { parseReplaySearch } from '@/lib/replays/search'
import type { Entries } from './entries'

const now = new Date('2026-11-16T09:00:00Z')
const preview = (of: FurnishedMerchant) => ({
  orderId: of.orderId,
  items: [{ orderLineId: of.orderLineId, quantity: 1, reason: 'size' }],
})
const tried = (of: FurnishedMerchant) => ({
  orderNumber: of.orderNumber,
  reason: null,
  demandedOn: null,
  terms: termsWith(),
})
const draft = () => ({ commandId: newId(), expectedRevision: 1, expectedVersion: 1, terms: termsWith() })
const publication = () => ({ commandId: newId(), expectedRevision: 1, effectiveFrom: '2026-11-16' })

export const policyEntries: Entries = {
  reads: {
    'policies/queries.policyOverview': (caller) => policyQueries.policyOverview(caller, now),
    'policies/queries.policyVersion': (caller, of) =>
      policyQueries.policyVersion(caller, of.policyNumber, now),
    'policies/queries.policyDraft': (caller) => policyQueries.policyDraft(caller),
    'policies/queries.policyChoices': (caller) => policyQueries.policyChoices(caller),
    'policies/queries.previewVerdict': (caller, of) => policyQueries.previewVerdict(caller, preview(of), now),
    'policies/queries.whatIf': (caller, of) => policyQueries.whatIf(caller, tried(of), now),
    'policies/queries.verdictOfCase': (caller, of) => policyQueries.verdictOfCase(caller, of.caseId),
    'replays/queries.replayOf': (caller, of) => replayQueries.replayOf(caller, of.replayId),
    'replays/queries.recentReplays': (caller) => replayQueries.recentReplays(caller),
    'replays/queries.replayProgress': (caller, of) => replayQueries.replayProgress(caller, of.replayId),
    'replays/queries.replayChanges': (caller, of) =>
      replayQueries.replayChanges(caller, of.replayId, parseReplaySearch({})),
  },
  writes: {
    'replays/commands.cancelReplay': (caller, of) =>
      replayCommands.cancelReplay(caller, { commandId: newId(), replayId: of.replayId }, now),
  },
  makers: {
    'policies/commands.saveDraft': (caller) => policyCommands.saveDraft(caller, draft(), now),
    'policies/commands.discardDraft': (caller) => policyCommands.discardDraft(caller, draft()),
    'policies/commands.publishDraft': (caller) => policyCommands.publishDraft(caller, publication(), now),
    'replays/commands.startReplay': (caller) =>
      replayCommands.startReplay(caller, { commandId: newId(), terms: termsWith() }, now),
  },
  actions: {
    'policies/actions.submitDraft': (slug) => policyActions.submitDraft(slug, draft()),
    'policies/actions.submitDiscard': (slug) =>
      policyActions.submitDiscard(slug, { commandId: newId(), expectedRevision: 1 }),
    'policies/actions.submitPublish': (slug) => policyActions.submitPublish(slug, publication()),
    'policies/actions.loadDraft': (slug) => policyActions.loadDraft(slug),
    'policies/actions.loadPreview': (slug, of) => policyActions.loadPreview(slug, preview(of)),
    'policies/actions.loadWhatIf': (slug, of) => policyActions.loadWhatIf(slug, tried(of)),
    'replays/actions.submitReplay': (slug) =>
      replayActions.submitReplay(slug, { commandId: newId(), terms: termsWith() }),
    'replays/actions.submitReplayCancel': (slug, of) =>
      replayActions.submitReplayCancel(slug, { commandId: newId(), replayId: of.replayId }),
  },
}
