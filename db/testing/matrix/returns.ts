/** Orders, returns and what couriers fetch, for db/tenancy-matrix.db.test.ts. */
import type { FurnishedMerchant } from '@/db/factories/furnished'
import * as carrierCommands from '@/lib/carriers/commands'
import * as carrierQueries from '@/lib/carriers/queries'
import * as caseActions from '@/lib/cases/actions'
import * as caseCommands from '@/lib/cases/commands'
import * as caseQueries from '@/lib/cases/queries'
import { parseCaseSearch } from '@/lib/cases/search'
import * as deadlineCommands from '@/lib/deadlines/commands'
import * as deadlineQueries from '@/lib/deadlines/queries'
import { newId } from '@/lib/ids'
import * as orderQueries from '@/lib/orders/queries'
import * as pickupActions from '@/lib/pickups/actions'
import * as pickupCommands from '@/lib/pickups/commands'
import * as pickupQueries from '@/lib/pickups/queries'
import type { Entries } from './entries'

const now = new Date('2026-11-16T09:00:00Z')
const search = parseCaseSearch({})
const slot = { date: '2026-11-19', from: '10:00', to: '14:00' }
const pickupWish = (of: FurnishedMerchant) => ({
  commandId: newId(),
  orderId: of.orderId,
  items: [{ orderLineId: of.orderLineId, quantity: 1, reason: 'size' }],
  recipient: { name: 'Кто-то', phone: '+79123456789' },
  address: { city: 'Москва', line: 'ул. Лесная, 5' },
  slot,
  requirements: { packagingCheck: false, photos: false, act: false },
})
const pickupChange = (of: FurnishedMerchant) => ({
  commandId: newId(),
  pickupId: of.pickupId,
  expectedVersion: 2,
  reason: 'x',
})
const caseChange = (of: FurnishedMerchant) => ({
  commandId: newId(),
  caseId: of.caseId,
  expectedVersion: 2,
  command: 'note' as const,
  comment: 'x',
})
const preview = (of: FurnishedMerchant) => ({
  orderId: of.orderId,
  items: [{ orderLineId: of.orderLineId, quantity: 1, reason: 'size' }],
})

export const returnEntries: Entries = {
  reads: {
    'carriers/queries.pickupSlots': (caller, of) =>
      carrierQueries.pickupSlots(caller, { city: 'Москва', pickupId: of.pickupId }, now),
    'cases/queries.listCases': (caller, of) =>
      caseQueries.listCases(caller, { ...search, q: of.customerName }, now),
    'cases/queries.queueCounts': (caller) => caseQueries.queueCounts(caller),
    'cases/queries.overview': (caller) => caseQueries.overview(caller, ['awaiting_pickup']),
    'cases/queries.recentEvents': (caller) => caseQueries.recentEvents(caller, 50),
    'cases/queries.latestEventId': (caller) => caseQueries.latestEventId(caller),
    'cases/queries.casePage': (caller, of) => caseQueries.casePage(caller, of.caseNumber),
    'cases/queries.caseVersion': (caller, of) => caseQueries.caseVersion(caller, of.caseNumber, 0),
    'cases/queries.neighbours': (caller, of) => caseQueries.neighbours(caller, search, of.caseNumber, now),
    'deadlines/queries.deadlineCounts': (caller) => deadlineQueries.deadlineCounts(caller, now),
    'deadlines/queries.deadlineDays': (caller) => deadlineQueries.deadlineDays(caller, now),
    'deadlines/queries.notices': (caller) => deadlineQueries.notices(caller, 50),
    'orders/queries.findOrders': (caller, of) => orderQueries.findOrders(caller, of.customerName, 10),
    'orders/queries.listOrders': (caller, of) =>
      orderQueries.listOrders(caller, { q: of.customerName, cursor: null }),
    'orders/queries.orderForReturn': (caller, of) => orderQueries.orderForReturn(caller, of.orderId),
    'orders/queries.orderByNumber': (caller, of) => orderQueries.orderByNumber(caller, of.orderNumber),
    'orders/queries.orderPage': (caller, of) => orderQueries.orderPage(caller, of.orderNumber),
    'pickups/queries.reasonChoices': (caller) => pickupQueries.reasonChoices(caller),
    'pickups/queries.caseForPickup': (caller, of) => pickupQueries.caseForPickup(caller, of.caseNumber),
    'pickups/queries.pickupFacts': (caller, of) => pickupQueries.pickupFacts(caller, of.pickupId),
  },
  writes: {
    'carriers/commands.takeCarrierEvents': (caller, of) =>
      carrierCommands.takeCarrierEvents(
        caller,
        [{ id: newId(), type: 'pickup.accepted', occurredAt: now.toISOString(), pickupId: of.pickupId }],
        now,
      ),
    'cases/commands.createCase': (caller, of) =>
      caseCommands.createCase(
        caller,
        {
          commandId: newId(),
          orderId: of.orderId,
          items: [{ orderLineId: of.orderLineId, quantity: 1, reason: 'size' }],
          channel: 'x',
        },
        now,
      ),
    'cases/commands.changeCase': (caller, of) => caseCommands.changeCase(caller, caseChange(of), now),
    'pickups/commands.createPickup': (caller, of) => pickupCommands.createPickup(caller, pickupWish(of), now),
    'pickups/commands.reschedulePickup': (caller, of) =>
      pickupCommands.reschedulePickup(caller, { ...pickupChange(of), slot }, now),
    'pickups/commands.cancelPickup': (caller, of) =>
      pickupCommands.cancelPickup(caller, pickupChange(of), now),
  },
  makers: {
    'deadlines/commands.tellDue': (caller) => deadlineCommands.tellDue(caller, now),
  },
  actions: {
    'cases/actions.submitCase': (slug, of) =>
      caseActions.submitCase(slug, { commandId: newId(), channel: 'x', ...preview(of) }),
    'cases/actions.submitCaseChange': (slug, of) => caseActions.submitCaseChange(slug, caseChange(of)),
    'pickups/actions.submitPickup': (slug, of) => pickupActions.submitPickup(slug, pickupWish(of)),
    'pickups/actions.submitReschedule': (slug, of) =>
      pickupActions.submitReschedule(slug, { ...pickupChange(of), slot }),
    'pickups/actions.submitCancellation': (slug, of) =>
      pickupActions.submitCancellation(slug, pickupChange(of)),
    'pickups/actions.loadSlots': (slug, of) =>
      pickupActions.loadSlots(slug, { city: 'Москва', pickupId: of.pickupId }),
    'pickups/actions.loadPickup': (slug, of) => pickupActions.loadPickup(slug, of.pickupId),
  },
}
