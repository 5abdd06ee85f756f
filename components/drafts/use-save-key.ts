import { useEffect, useEffectEvent } from 'react'

/** Ctrl+S or ⌘S saves, by the key's place, so that it is the same one with a Russian keyboard. */
export function useSaveKey(save: () => void): void {
  const onSaveKey = useEffectEvent(save)
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.code !== 'KeyS' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
      event.preventDefault()
      onSaveKey()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
