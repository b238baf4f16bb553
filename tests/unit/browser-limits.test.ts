import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { watchTree } from '../../electron/services/browser/index.ts'
import { capturePage } from '../support/capture.ts'
import { startPageServer } from '../support/page-server.ts'

const MIB = 1024 * 1024

/** Buffers, which no limit on a script engine's heap holds. */
const EATER = `<!doctype html><title>Äter minne</title><p>Hot i ett inlägg</p><script>
  const eaten = []
  setInterval(() => { const part = new Uint8Array(32 * 1024 * 1024); part.fill(7); eaten.push(part) }, 20)
</script>`

describe.runIf(process.platform === 'linux')("the memory of a browser's processes", () => {
  it('ends the page that takes too much, and what was acquired is kept and called partial', async () => {
    const server = await startPageServer({ '/eater': EATER })
    try {
      const captured = await capturePage(`${server.origin}/eater`, { bounds: { memoryBytes: 900 * MIB } })
      expect(captured.codes).toEqual(expect.arrayContaining(['memory-bound', 'page-crashed']))
      expect(captured.outcome.completeness.verdict).toBe('partial')
      const used = Number(/^(\d+) MiB/.exec(captured.outcome.completeness.notes.find(({ code }) => code === 'memory-bound')?.detail ?? '')?.[1])
      expect(used).toBeGreaterThan(900)
      expect(used).toBeLessThan(2500)
    } finally {
      await server.close()
    }
  })

  it('leaves one alone that takes what it may', async () => {
    const server = await startPageServer({ '/page': '<!doctype html><title>Liten</title><p>Text</p>' })
    try {
      const captured = await capturePage(`${server.origin}/page`, { bounds: { memoryBytes: 2000 * MIB } })
      expect(captured.codes).not.toContain('memory-bound')
    } finally {
      await server.close()
    }
  })

  it('is told where there is no page to end', async () => {
    const child = spawn(process.execPath, ['-e', 'const b = Buffer.alloc(200e6, 1); setInterval(() => b[0], 1000); console.log("ready")'], { stdio: ['ignore', 'pipe', 'ignore'] })
    await once(child.stdout, 'data')
    const told = Promise.withResolvers<string>()
    const watch = watchTree(child.pid ?? 0, { maxBytes: 100 * MIB, onOver: (what) => told.resolve(what) })
    expect(await told.promise).toBe('tree')
    watch.stop()
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
})
