'use client'

import { useState } from 'react'
import { z } from 'zod'
import { keeper } from '@/components/ui/kept'

const kept = keeper('obratno:refusal:', z.string().max(10_000))

/** Words that are not sent yet: they survive a closing, a reload and an error. `name` sets them apart. */
export function useKeptWords(name: string) {
  const [words, setWords] = useState(() => kept.read(name) ?? '')
  return {
    words,
    set: (next: string) => {
      setWords(next)
      kept.write(name, next)
    },
    drop: () => kept.drop(name),
  }
}
