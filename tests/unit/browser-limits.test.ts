import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { watchTree } from '../../electron/services/browser/index.ts'
import { psMemory } from '../../electron/services/browser/tree-memory.ts'
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

  it('is told by ps as well, child by child, with what each was started as', async () => {
    const inner = "const b = Buffer.alloc(150e6, 1); setInterval(() => b[0], 1000); process.send('ready')"
    const outer = `const c = require('child_process').fork('-e', [], { execArgv: ['-e', ${JSON.stringify(inner)}, '--', '--type=renderer'] }); c.on('message', () => console.log(c.pid))`
    const child = spawn(process.execPath, ['-e', outer], { stdio: ['ignore', 'pipe', 'ignore'] })
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const [below, root] = [Number(line.toString()), child.pid ?? 0]
    const tree = await psMemory.each(root)
    expect(tree.map(({ pid, renderer }) => [pid, renderer])).toEqual([[root, true], [below, true]])
    expect(tree[1]?.bytes).toBeGreaterThan(150e6)
    expect(await psMemory.atMost(root)).toBeGreaterThan(tree[1]?.bytes ?? Infinity)
    const told: string[] = []
    const over = Promise.withResolvers<void>()
    const watch = watchTree(root, { maxBytes: 160e6, onOver: (what) => (told.push(what), over.resolve()) }, { ...psMemory, everyMs: 50 })
    await over.promise
    watch.stop()
    expect(told).toEqual(['page'])
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
})
