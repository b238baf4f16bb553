import { basename, dirname } from 'node:path'
import type { CDPSession } from 'puppeteer-core'
import type { Picker } from '../engine/door.ts'
import { chooseFiles } from './inpage.ts'

/**
 * The browser's own Open dialog, without the content passing through the window: the browser tells this process the
 * paths. There is no dialog for folders that would tell one, so new vaults and bundles go to `documents`.
 */
export function createPicker(session: CDPSession, context: () => number | null, documents: string): Picker {
  let open = false

  async function choose(accept: string, multiple: boolean): Promise<string[]> {
    const executionContextId = context()
    // A second dialog behind the first one would be lost.
    if (open || executionContextId === null) return []
    open = true
    try {
      const { result } = await session.send('Runtime.callFunctionOn', {
        executionContextId,
        functionDeclaration: chooseFiles.toString(),
        arguments: [{ value: accept }, { value: multiple }],
        awaitPromise: true,
        userGesture: true,
        objectGroup: 'chosen',
      })
      if (result.objectId === undefined) return []
      const { result: files } = await session.send('Runtime.getProperties', { objectId: result.objectId, ownProperties: true })
      const paths: string[] = []
      for (const { name, value } of files) {
        if (!/^\d+$/.test(name) || value?.objectId === undefined) continue
        const { path } = await session.send('DOM.getFileInfo', { objectId: value.objectId })
        if (path !== '') paths.push(path)
      }
      return paths
    } finally {
      open = false
      await session.send('Runtime.releaseObjectGroup', { objectGroup: 'chosen' }).catch(() => undefined)
    }
  }

  const chooseOne = async (accept: string) => (await choose(accept, false))[0] ?? null

  return {
    files: () => choose('', true),
    bundle: () => chooseOne('.zip,.age'),
    browser: () => chooseOne(process.platform === 'win32' ? '.exe' : ''),
    async vault() {
      const header = await chooseOne('.json')
      if (header === null) return null
      // Whatever was chosen inside it, the vault is the folder; whether it is one, the engine sees.
      return basename(header) === 'header.json' ? dirname(header) : header
    },
    folder: async () => documents,
  }
}
