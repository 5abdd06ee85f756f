import type { z } from 'zod'

/**
 * Where it is kept: in the tab's own storage it survives a reload and goes with the tab, as what names a person should; in
 * the browser's it outlives the tab.
 */
type Place = 'tab' | 'browser'

/**
 * What was typed and not sent yet. Everything is read back through its shape; what does not fit it any more counts as
 * nothing.
 */
export type Keeper<T> = {
  prefix: string
  read: (name: string) => T | null
  write: (name: string, value: T) => void
  drop: (name: string) => void
  /** Everything whose name begins so. */
  all: (beginning: string) => T[]
  /** The same with the names. */
  entries: (beginning: string) => { name: string; value: T }[]
}

// A browser may forbid storage altogether; a form then works without it.
function storageOf(place: Place): Storage | null {
  try {
    if (typeof window === 'undefined') return null
    return place === 'tab' ? window.sessionStorage : window.localStorage
  } catch {
    return null
  }
}

/** A keeper for things of one shape; `prefix` sets them apart from all others of the site, `obratno:pickup:`. */
export function keeper<T>(prefix: string, shape: z.ZodType<T>, place: Place = 'tab'): Keeper<T> {
  const storage = () => storageOf(place)
  function parse(raw: string | null): T | null {
    if (raw === null) return null
    try {
      const parsed = shape.safeParse(JSON.parse(raw))
      return parsed.success ? parsed.data : null
    } catch {
      return null
    }
  }
  function entries(beginning: string) {
    const held = storage()
    if (!held) return []
    return Object.keys(held)
      .filter((key) => key.startsWith(prefix + beginning))
      .flatMap((key) => {
        const value = parse(held.getItem(key))
        return value === null ? [] : [{ name: key.slice(prefix.length), value }]
      })
  }
  return {
    prefix,
    read: (name) => parse(storage()?.getItem(prefix + name) ?? null),
    write: (name, value) => {
      try {
        storage()?.setItem(prefix + name, JSON.stringify(value))
      } catch {
        // The storage is full: what is typed stays on the screen.
      }
    },
    drop: (name) => storage()?.removeItem(prefix + name),
    all: (beginning) => entries(beginning).map(({ value }) => value),
    entries,
  }
}
