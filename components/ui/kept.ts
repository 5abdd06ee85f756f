import type { z } from 'zod'

/**
 * What was typed and not sent yet, in the tab's own storage: it survives a reload and goes with the tab. Everything is
 * read back through its shape; what does not fit it any more counts as nothing.
 */
type Kept<T> = {
  read: (name: string) => T | null
  write: (name: string, value: T) => void
  drop: (name: string) => void
  /** Everything whose name begins so. */
  all: (beginning: string) => T[]
}

// A browser may forbid storage altogether; a form then works without it.
function storage(): Storage | null {
  try {
    return typeof window === 'undefined' ? null : window.sessionStorage
  } catch {
    return null
  }
}

/** A keeper for things of one shape; `prefix` sets them apart from all others of the site, `obratno:pickup:`. */
export function keeper<T>(prefix: string, shape: z.ZodType<T>): Kept<T> {
  function parse(raw: string | null): T | null {
    if (raw === null) return null
    try {
      const parsed = shape.safeParse(JSON.parse(raw))
      return parsed.success ? parsed.data : null
    } catch {
      return null
    }
  }
  return {
    read: (name) => parse(storage()?.getItem(prefix + name) ?? null),
    write: (name, value) => {
      try {
        storage()?.setItem(prefix + name, JSON.stringify(value))
      } catch {
        // The storage is full: what is typed stays on the screen.
      }
    },
    drop: (name) => storage()?.removeItem(prefix + name),
    all: (beginning) => {
      const held = storage()
      if (!held) return []
      return Object.keys(held)
        .filter((key) => key.startsWith(prefix + beginning))
        .flatMap((key) => parse(held.getItem(key)) ?? [])
    },
  }
}
