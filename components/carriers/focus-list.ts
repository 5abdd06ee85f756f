export const listId = 'carrier-messages'

/** What had the focus is gone from the list: the keyboard goes on at its beginning. */
export function focusList(): void {
  document.getElementById(listId)?.focus({ preventScroll: true })
}
