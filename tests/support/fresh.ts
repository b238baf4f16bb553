import { join } from 'node:path'
import { afterAll, afterEach } from 'vitest'
import type { AnyEvent } from '../../shared/contract/index.ts'
import type { CaseId } from '../../shared/model/index.ts'
import { startTestEngine, testFolder, type TestEngine } from './engine.ts'

export interface Fresh {
  /** Folder of this one test. */
  own: string
  /** Where its vault is, or will be. */
  vault: string
  test: TestEngine
}

/** An engine for each test, in a folder of its own; both go when the test is over. To be called where hooks may be set. */
export function freshEngines(name: string): { start(): Promise<Fresh>; startWithCase(): Promise<Fresh & { chain: CaseId }> } {
  const { base, remove } = testFolder(name)
  let test: TestEngine | null = null
  let count = 0
  afterEach(async () => {
    await test?.engine.close()
    test = null
  })
  afterAll(remove)

  async function start(): Promise<Fresh> {
    const own = join(base, String((count += 1)))
    test = await startTestEngine(own)
    return { own, vault: join(own, 'provet.bevisvalv'), test }
  }
  return {
    start,
    async startWithCase() {
      const fresh = await start()
      await fresh.test.found(fresh.vault)
      return { ...fresh, chain: await fresh.test.openCase() }
    },
  }
}

type Told = Extract<AnyEvent, { name: 'job.progress' }>['payload']

/** Runs `act` once, when a job tells of a step that `when` waits for. */
export function once({ engine }: TestEngine, when: (told: Told) => boolean, act: () => void): void {
  const end = engine.on((event) => {
    if (event.name !== 'job.progress' || !when(event.payload)) return
    end()
    act()
  })
}
