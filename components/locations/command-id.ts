import { useRef } from 'react'
import { v7 } from 'uuid'

/** One id for one thing said: said again after a lost answer it is done once, said otherwise it is another command. */
export function useCommandId(): (said: unknown) => string {
  const last = useRef({ said: '', id: '' })
  return (said) => {
    const text = JSON.stringify(said)
    if (last.current.said !== text) last.current = { said: text, id: v7() }
    return last.current.id
  }
}
