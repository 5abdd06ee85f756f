/** The shop's endpoints and what they were told, for db/tenancy-matrix.db.test.ts. */
import type { FurnishedMerchant } from '@/db/factories/furnished'
import { newId } from '@/lib/ids'
import * as webhookActions from '@/lib/webhooks/actions'
import * as webhookCommands from '@/lib/webhooks/commands'
import * as webhookQueries from '@/lib/webhooks/queries'
import { parseMessageSearch } from '@/lib/webhooks/search'
import type { Entries } from './entries'

const now = new Date('2026-11-16T09:00:00Z')
/** An address by number, so that nobody is asked for its name. */
const fields = { name: 'x', url: 'https://93.184.216.34/hook', eventTypes: ['route.given' as const] }
const held = (of: FurnishedMerchant) => ({
  commandId: newId(),
  endpointId: of.endpointId,
  expectedVersion: 1,
})
const message = (of: FurnishedMerchant) => ({
  commandId: newId(),
  endpointId: of.endpointId,
  messageId: of.messageId,
})

export const webhookEntries: Entries = {
  reads: {
    'webhooks/queries.listEndpoints': (caller) => webhookQueries.listEndpoints(caller, now),
    'webhooks/queries.endpointById': (caller, of) => webhookQueries.endpointById(caller, of.endpointId),
    'webhooks/queries.endpointLog': (caller, of) =>
      webhookQueries.endpointLog(caller, of.endpointId, parseMessageSearch({})),
    'webhooks/queries.messageDetail': (caller, of) =>
      webhookQueries.messageDetail(caller, of.endpointId, of.messageId),
  },
  writes: {
    'webhooks/commands.changeEndpoint': (caller, of) =>
      webhookCommands.changeEndpoint(caller, { ...held(of), ...fields }, now),
    'webhooks/commands.switchEndpoint': (caller, of) =>
      webhookCommands.switchEndpoint(caller, { ...held(of), on: false }, now),
    'webhooks/commands.removeEndpoint': (caller, of) => webhookCommands.removeEndpoint(caller, held(of), now),
    'webhooks/commands.rotateSecret': (caller, of) => webhookCommands.rotateSecret(caller, held(of), now),
    'webhooks/commands.resendMessage': (caller, of) =>
      webhookCommands.resendMessage(caller, message(of), now),
    'webhooks/commands.sendTest': (caller, of) =>
      webhookCommands.sendTest(caller, { endpointId: of.endpointId }, now),
  },
  makers: {
    'webhooks/commands.createEndpoint': (caller) =>
      webhookCommands.createEndpoint(caller, { commandId: newId(), ...fields }, now),
    'webhooks/commands.pruneMessages': (caller) => webhookCommands.pruneMessages(caller, now),
  },
  actions: {
    'webhooks/actions.submitEndpoint': (slug) =>
      webhookActions.submitEndpoint(slug, { commandId: newId(), ...fields }),
    'webhooks/actions.submitEndpointChange': (slug, of) =>
      webhookActions.submitEndpointChange(slug, { ...held(of), ...fields }),
    'webhooks/actions.loadEndpoint': (slug, of) => webhookActions.loadEndpoint(slug, of.endpointId),
    'webhooks/actions.submitEndpointSwitch': (slug, of) =>
      webhookActions.submitEndpointSwitch(slug, { ...held(of), on: false }),
    'webhooks/actions.submitEndpointRemoval': (slug, of) =>
      webhookActions.submitEndpointRemoval(slug, held(of)),
    'webhooks/actions.submitRotation': (slug, of) => webhookActions.submitRotation(slug, held(of)),
    'webhooks/actions.submitResend': (slug, of) => webhookActions.submitResend(slug, message(of)),
    'webhooks/actions.submitTest': (slug, of) =>
      webhookActions.submitTest(slug, { endpointId: of.endpointId }),
  },
}
