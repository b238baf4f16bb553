/** Names of the two IPC channels of the Electron door; the preload script and the main process must agree on them. */
export const CALL_CHANNEL = 'bevisvalv:call'
export const EVENT_CHANNEL = 'bevisvalv:event'
