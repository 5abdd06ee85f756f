import type { TableFeatures } from '@tanstack/react-table'

type Bindings = NonNullable<TableFeatures['coreReactivityFeature']>

const nothingToEnd = { unsubscribe: () => undefined }

/**
 * What TanStack's model asks of a framework, for a table that is drawn once and never changes: values are read and
 * nobody is told of changes.
 */
export const renderedOnce: Bindings = {
  createOptionsStore: false,
  wrapExternalAtoms: false,
  addSubscription: () => undefined,
  createReadonlyAtom: (read) => ({ get: read, subscribe: () => nothingToEnd }),
  createWritableAtom: <T>(initial: T) => {
    let value = initial
    return {
      get: () => value,
      set: (next: T | ((before: T) => T)) => {
        value = next instanceof Function ? next(value) : next
      },
      subscribe: () => nothingToEnd,
    }
  },
  untrack: (read) => read(),
  batch: (run) => run(),
  schedule: (run) => run(),
}
