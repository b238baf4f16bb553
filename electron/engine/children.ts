import { forkChild, type SpawnChild } from '../services/capture/index.ts'

export { childEnvironment } from '../services/capture/index.ts'

/** Children as Node processes, for every door but Electron's, whose program can't run as Node. */
export const forkNodeChild: SpawnChild = forkChild({
  capture: new URL('../services/capture/child.ts', import.meta.url),
  preview: new URL('../services/evidence/child.ts', import.meta.url),
  comparison: new URL('../services/comparison/child.ts', import.meta.url),
  table: new URL('../services/casework/child.ts', import.meta.url),
})
