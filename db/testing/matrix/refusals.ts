/** Refused parcels, their rules and places, for db/tenancy-matrix.db.test.ts. */
import type { FurnishedMerchant } from '@/db/factories/furnished'
import { actionsTo } from '@/db/factories/refusal'
import * as carrierActions from '@/lib/carriers/actions'
import * as carrierCommands from '@/lib/carriers/commands'
import { newId } from '@/lib/ids'
import * as locationActions from '@/lib/locations/actions'
import * as locationCommands from '@/lib/locations/commands'
import * as locationQueries from '@/lib/locations/queries'
import type { LocationFields } from '@/lib/locations/schemas'
import * as refusalActions from '@/lib/refusals/actions'
import * as refusalCommands from '@/lib/refusals/commands'
import * as refusalQueries from '@/lib/refusals/queries'
import { parseRefusalSearch } from '@/lib/refusals/search'
import * as replayActions from '@/lib/routing-replays/actions'
import * as replayCommands from '@/lib/routing-replays/commands'
import * as replayQueries from '@/lib/routing-replays/queries'
import { everyChange } from '@/lib/routing-replays/search'
import * as routingActions from '@/lib/routing/actions'
import * as routingCommands from '@/lib/routing/commands'
import * as routingQueries from '@/lib/routing/queries'
import type { Entries } from './entries'

const now = new Date('2026-11-16T09:00:00Z')
const content = { rules: [], otherwise: actionsTo({ action: 'ask' as const }) }
const sendingTo = (of: FurnishedMerchant) => ({
  rules: [],
  otherwise: actionsTo({ action: 'deliver' as const, locationId: of.shop.locationId }),
})
const draft = () => ({ commandId: newId(), expectedRevision: 0, expectedVersion: 1, content })
const publication = () => ({ commandId: newId(), expectedRevision: 1, effectiveAt: null })
const parcel = (of: FurnishedMerchant) => ({
  commandId: newId(),
  caseId: of.refusalCaseId,
  expectedVersion: 1,
  comment: 'x',
})
const again = { to: { action: 'redeliver' as const } }
const slot = { date: '2026-11-19', from: '10:00', to: '14:00' }
const fields: LocationFields = {
  code: 'new-place',
  kind: 'warehouse',
  name: 'Склад',
  city: 'Тверь',
  address: '',
  supplier: null,
  hours: [],
  closures: [],
  parcelCost: 0,
  storageDayCost: 0,
  capacity: null,
}
const place = (of: FurnishedMerchant) => ({
  commandId: newId(),
  locationId: of.shop.locationId,
  expectedVersion: 1,
})
const closing = (of: FurnishedMerchant) => ({ ...place(of), change: 'make_default' as const })
const saving = (of: FurnishedMerchant) => ({ ...place(of), fields })
const mapping = (of: FurnishedMerchant) => ({
  commandId: newId(),
  carrierId: of.shop.carrierId,
  kind: 'reason' as const,
  code: 'zz-1',
  meaning: 'size',
})
const retry = (of: FurnishedMerchant) => ({
  commandId: newId(),
  carrierId: of.shop.carrierId,
  eventId: of.parkedEventId,
})
const costs = () => ({
  commandId: newId(),
  expectedVersion: 0,
  costs: { redelivery: 1, sorting: 1, repack: 1, storageDays: 7 },
})
const started = () => ({ commandId: newId(), days: 30 as const, content })

export const refusalEntries: Entries = {
  reads: {
    'routing/queries.routingOverview': (caller) => routingQueries.routingOverview(caller, now),
    'routing/queries.ruleSetVersion': (caller, of) =>
      routingQueries.ruleSetVersion(caller, of.ruleSetNumber, now),
    'routing/queries.ruleDraft': (caller) => routingQueries.ruleDraft(caller),
    'routing/queries.beforePublishing': (caller) => routingQueries.beforePublishing(caller, now),
    'routing/queries.routingChoices': (caller) => routingQueries.routingChoices(caller),
    'routing/queries.findArticles': (caller) => routingQueries.findArticles(caller, 'LAMP', 10),
    'routing/queries.routingFindings': (caller) => routingQueries.routingFindings(caller, content, now),
    'refusals/queries.refusalList': (caller) =>
      refusalQueries.refusalList(caller, parseRefusalSearch({ tab: 'all' }), now),
    'refusals/queries.refusalPanel': (caller, of) => refusalQueries.refusalPanel(caller, of.refusalCaseId),
    'refusals/queries.routeDestinations': (caller) => refusalQueries.routeDestinations(caller, now),
    'locations/queries.locationsOverview': (caller) => locationQueries.locationsOverview(caller, now),
    'locations/queries.locationNow': (caller, of) => locationQueries.locationNow(caller, of.shop.locationId),
    'locations/queries.locationDetails': (caller, of) =>
      locationQueries.locationDetails(caller, of.shop.locationId, now),
    'locations/queries.locationSuggestions': (caller) => locationQueries.locationSuggestions(caller),
    'routing-replays/queries.routingReplayOf': (caller, of) =>
      replayQueries.routingReplayOf(caller, of.routingReplayId),
    'routing-replays/queries.recentRoutingReplays': (caller) => replayQueries.recentRoutingReplays(caller),
    'routing-replays/queries.routingReplayProgress': (caller, of) =>
      replayQueries.routingReplayProgress(caller, of.routingReplayId),
    'routing-replays/queries.refusalCounts': (caller) => replayQueries.refusalCounts(caller, now),
    'routing-replays/queries.routingReplayChanges': (caller, of) =>
      replayQueries.routingReplayChanges(caller, of.routingReplayId, everyChange),
  },
  writes: {
    'carriers/commands.mapCode': (caller, of) => carrierCommands.mapCode(caller, mapping(of), now),
    'carriers/commands.retryMessage': (caller, of) => carrierCommands.retryMessage(caller, retry(of), now),
    'refusals/commands.overrideRoute': (caller, of) =>
      refusalCommands.overrideRoute(caller, { ...parcel(of), ...again }, now),
    'refusals/commands.overrideRoutes': (caller, of) =>
      refusalCommands.overrideRoutes(
        caller,
        { commandId: newId(), cases: [{ caseId: of.refusalCaseId, routeId: null }], ...again, comment: 'x' },
        now,
      ),
    'refusals/commands.scheduleRedelivery': (caller, of) => {
      const { comment: _, ...wish } = parcel(of)
      return refusalCommands.scheduleRedelivery(caller, { ...wish, slot }, now)
    },
    'refusals/commands.disputeRefusal': (caller, of) =>
      refusalCommands.disputeRefusal(caller, parcel(of), now),
    'refusals/commands.settleRefusal': (caller, of) =>
      refusalCommands.settleRefusal(caller, { ...parcel(of), as: 'unclear' }, now),
    'locations/commands.changeLocation': (caller, of) =>
      locationCommands.changeLocation(caller, closing(of), now),
    'locations/commands.saveLocation': (caller, of) => locationCommands.saveLocation(caller, saving(of), now),
    'routing-replays/commands.cancelRoutingReplay': (caller, of) =>
      replayCommands.cancelRoutingReplay(caller, { commandId: newId(), replayId: of.routingReplayId }, now),
    'routing/commands.republishRules': (caller, of) =>
      routingCommands.republishRules(
        caller,
        { commandId: newId(), number: of.ruleSetNumber + 99, expectedVersion: 1 },
        now,
      ),
  },
  makers: {
    'routing/commands.saveRuleDraft': (caller) => routingCommands.saveRuleDraft(caller, draft(), now),
    'routing/commands.discardRuleDraft': (caller) =>
      routingCommands.discardRuleDraft(caller, { commandId: newId(), expectedRevision: 1 }),
    'routing/commands.publishRules': (caller) => routingCommands.publishRules(caller, publication(), now),
    'locations/commands.saveCosts': (caller) => locationCommands.saveCosts(caller, costs(), now),
    'routing-replays/commands.startRoutingReplay': (caller) =>
      replayCommands.startRoutingReplay(caller, started(), now),
  },
  actions: {
    'carriers/actions.submitMapping': (slug, of) => carrierActions.submitMapping(slug, mapping(of)),
    'carriers/actions.submitRetry': (slug, of) => carrierActions.submitRetry(slug, retry(of)),
    'routing/actions.submitRuleDraft': (slug, of) =>
      routingActions.submitRuleDraft(slug, { ...draft(), content: sendingTo(of) }),
    'routing/actions.submitRuleDiscard': (slug) =>
      routingActions.submitRuleDiscard(slug, { commandId: newId(), expectedRevision: 1 }),
    'routing/actions.submitRulePublish': (slug) => routingActions.submitRulePublish(slug, publication()),
    'routing/actions.submitRepublish': (slug, of) =>
      routingActions.submitRepublish(slug, {
        commandId: newId(),
        number: of.ruleSetNumber,
        expectedVersion: 9,
      }),
    'routing/actions.loadRuleDraft': (slug) => routingActions.loadRuleDraft(slug),
    'routing/actions.loadBeforePublishing': (slug) => routingActions.loadBeforePublishing(slug),
    'routing/actions.loadFindings': (slug) => routingActions.loadFindings(slug, content),
    'routing/actions.loadArticles': (slug) => routingActions.loadArticles(slug, 'LAMP'),
    'refusals/actions.submitOverride': (slug, of) =>
      refusalActions.submitOverride(slug, { ...parcel(of), ...again }),
    'refusals/actions.submitOverrides': (slug, of) =>
      refusalActions.submitOverrides(slug, {
        commandId: newId(),
        caseIds: [newId()],
        to: { action: 'deliver', locationId: of.shop.locationId },
        comment: 'x',
      }),
    'refusals/actions.submitRedelivery': (slug, of) => {
      const { comment: _, ...wish } = parcel(of)
      return refusalActions.submitRedelivery(slug, { ...wish, slot })
    },
    'refusals/actions.submitDispute': (slug, of) => refusalActions.submitDispute(slug, parcel(of)),
    'refusals/actions.submitSettle': (slug, of) =>
      refusalActions.submitSettle(slug, { ...parcel(of), as: 'unclear' }),
    'locations/actions.submitLocation': (slug, of) => locationActions.submitLocation(slug, saving(of)),
    'locations/actions.submitLocationChange': (slug, of) =>
      locationActions.submitLocationChange(slug, closing(of)),
    'locations/actions.submitCosts': (slug) => locationActions.submitCosts(slug, costs()),
    'locations/actions.loadLocation': (slug, of) => locationActions.loadLocation(slug, of.shop.locationId),
    'routing-replays/actions.submitRoutingReplay': (slug) =>
      replayActions.submitRoutingReplay(slug, started()),
    'routing-replays/actions.submitRoutingReplayCancel': (slug, of) =>
      replayActions.submitRoutingReplayCancel(slug, { commandId: newId(), replayId: of.routingReplayId }),
    'routing-replays/actions.loadRefusalCounts': (slug) => replayActions.loadRefusalCounts(slug),
  },
}
