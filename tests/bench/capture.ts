import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { capturePage, testBrowser } from '../support/capture.ts'
import { fixturePage, startPageServer } from '../support/page-server.ts'
import { inTurn, run, timed } from './measure.ts'
import { printTable, type Comparison } from './table.ts'

/**
 * An article captured in full (pictures of all of it, the page, its text, every exchange, provenance) beside a bare
 * `page.screenshot({ fullPage: true })` in the same browser. Both start a process and a browser for it, and end them.
 */
const GOAL = 1.8

/** The article of the tests with a text of ordinary length and some pictures. */
function article(): string {
  const paragraph = '<p>Nämnden fattade beslutet i tisdags. ”Jag har inte fått svar på mina frågor”, säger en av de boende till tidningen.</p>'
  const part = (number: number) => `<h2>Del ${number}</h2>${paragraph.repeat(6)}<img src="/picture/${number}.png" alt="Bild ${number}">`
  return fixturePage('article.html').replace('<my-comment>', `${[1, 2, 3, 4, 5, 6].map(part).join('')}<my-comment>`)
}

export async function captureBench(rounds = 5): Promise<Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-bench-'))
  const server = await startPageServer({ '/article': article(), '/frame.html': '<!doctype html><p>Annons' })
  const url = `${server.origin}/article`
  const bare = fileURLToPath(new URL('capture-bare.ts', import.meta.url))
  const { path, env } = await testBrowser()
  const ours = () =>
    timed(async () => {
      const { outcome, codes } = await capturePage(url)
      if (outcome.completeness.verdict !== 'complete') throw new Error(`captured ${outcome.completeness.verdict}: ${codes.join()}`)
    })
  const theirs = () => timed(() => run(process.execPath, [bare, path, JSON.stringify(env), url, join(folder, 'bare.png')]))
  try {
    await inTurn(1, ours, theirs)
    return [{ what: 'full capture of an article', beside: 'bare full-page screenshot', ...(await inTurn(rounds, ours, theirs)), as: 'time', goal: GOAL }]
  } finally {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) printTable(await captureBench())
