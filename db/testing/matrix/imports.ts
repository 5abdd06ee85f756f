/** Imports of files, for db/tenancy-matrix.db.test.ts. */
import type { FurnishedMerchant } from '@/db/factories/furnished'
import { newId } from '@/lib/ids'
import * as importActions from '@/lib/imports/actions'
import * as importCommands from '@/lib/imports/commands'
import * as importQueries from '@/lib/imports/queries'
import { bytesOf } from '@/lib/imports/read/file-bytes'
import type { Entries } from './entries'

const now = new Date('2026-11-16T09:00:00Z')
const importChange = (of: FurnishedMerchant) => ({
  commandId: newId(),
  importNumber: of.importNumber,
  expectedVersion: 1,
})

export const importEntries: Entries = {
  reads: {
    'imports/queries.listImports': (caller) => importQueries.listImports(caller, null),
    'imports/queries.importDetails': (caller, of) => importQueries.importDetails(caller, of.importNumber),
    'imports/queries.importProgress': (caller, of) => importQueries.importProgress(caller, of.importNumber),
    'imports/queries.previewImport': (caller, of) =>
      importQueries.previewImport(caller, of.importNumber, now),
    'imports/queries.listRefusals': (caller, of) =>
      importQueries.listRefusals(caller, of.importId, { kind: null, code: null, after: null }, 10),
    'imports/queries.eachRefusal': async (caller, of) => {
      const pieces = []
      for await (const piece of importQueries.eachRefusal(caller, of.importId, { kind: null, code: null }))
        pieces.push(piece)
      return pieces
    },
  },
  writes: {
    'imports/commands.correctImport': (caller, of) =>
      importCommands.correctImport(caller, { ...importChange(of), correction: {} }, now),
    'imports/commands.startImport': (caller, of) => importCommands.startImport(caller, importChange(of), now),
    'imports/commands.cancelImport': (caller, of) =>
      importCommands.cancelImport(caller, importChange(of), now),
  },
  makers: {
    'imports/commands.uploadImport': (caller) =>
      importCommands.uploadImport(
        caller,
        {
          commandId: newId(),
          file: { name: 'x.csv', sha256: 'x', bytes: bytesOf(Buffer.from('a;b\n1;2\n')) },
        },
        now,
      ),
  },
  actions: {
    'imports/actions.submitCorrection': (slug, of) =>
      importActions.submitCorrection(slug, { ...importChange(of), correction: {} }),
    'imports/actions.submitStart': (slug, of) => importActions.submitStart(slug, importChange(of)),
    'imports/actions.submitCancel': (slug, of) => importActions.submitCancel(slug, importChange(of)),
  },
}
