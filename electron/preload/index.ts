import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { CALL_CHANNEL, EVENT_CHANNEL } from '../../shared/contract/channels.ts'

/** Overwrites this world's copy of a secret: what was sent has been copied on its way. */
function wipe(value: unknown): void {
  if (value instanceof Uint8Array) value.fill(0)
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) wipe(part)
}

/**
 * All that the page gets: two functions, as the contract's Bridge has them. Which calls there are is judged on the other
 * side, where the page can't reach.
 */
contextBridge.exposeInMainWorld('bevisvalv', {
  invoke(name: string, input: unknown): Promise<unknown> {
    const answer = ipcRenderer.invoke(CALL_CHANNEL, name, input)
    wipe(input)
    return answer
  },
  on(name: string, listener: (payload: unknown) => void): () => void {
    const heard = (_event: IpcRendererEvent, told: string, payload: unknown) => {
      if (told === name) listener(payload)
    }
    ipcRenderer.on(EVENT_CHANNEL, heard)
    return () => void ipcRenderer.off(EVENT_CHANNEL, heard)
  },
})
