/** What islands of the shell ask of each other across the server-rendered parts between them. */
export const shellEvent = { openPalette: 'obratno:palette', openHelp: 'obratno:help' } as const
