import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyBundle } from '../../electron/services/bundle/index.ts'
import { CHECK_NAMES } from '../../shared/verify/index.ts'
import { type Case, fiftyBundles } from '../support/damage/fifty.ts'
import { stampedBundles } from '../support/damage/stamped.ts'
import { lacks } from '../support/tools.ts'
import { type Verdict, putPage, judgedBy, launchFor, openPage } from '../support/verifier-page.ts'

/**
 * The same bundles before the app's own verification and before verify.html in two browsers with engines of their own: every check has
 * to come out the same, and name the same thing.
 */
const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-same-'))
const place = (n: number) => join(folder, `bundle-${n}.zip`)
let cases: Case[]
let html: string
let wanted: [string, Verdict][]

beforeAll(async () => {
  html = putPage(folder)
  const fifty = await fiftyBundles()
  cases = lacks('openssl') ? fifty : [...fifty, ...(await stampedBundles(join(folder, 'authorities')))]
  wanted = []
  for (const [n, { what, zip, signature, fingerprint }] of cases.entries()) {
    writeFileSync(place(n), zip)
    if (signature !== null) writeFileSync(`${place(n)}.sig`, signature)
    const { verdict, checks } = await verifyBundle(place(n), { fingerprint: fingerprint ?? null })
    wanted.push([what, { verdict, checks: checks.map(({ name, result, item }) => ({ name, result, item })) }])
  }
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('are fifty and eleven with a timestamp, of every verdict, and between them break every check but two', () => {
  expect(wanted).toHaveLength(lacks('openssl') ? 50 : 61)
  expect(new Set(wanted.map(([, { verdict }]) => verdict))).toEqual(new Set(['ok', 'incomplete', 'failed']))
  const broken = new Set(wanted.flatMap(([, { checks }]) => checks.filter(({ result }) => result === 'fail').map(({ name }) => name)))
  // A code that somebody types, and masked pictures are tried elsewhere.
  expect(CHECK_NAMES.filter((name) => !broken.has(name) && !(name === 'timestamp' && lacks('openssl')))).toEqual(['masking', 'receipt'])
  const stamps = wanted.filter(([what]) => what.startsWith('stamp: ')).map(([, { verdict }]) => verdict)
  if (!lacks('openssl')) expect(stamps).toEqual([...Array<string>(4).fill('ok'), ...Array<string>(7).fill('failed')])
})

describe.each(['chromium', 'firefox'] as const)('%s', (which) => {
  it.skipIf(which === 'firefox' && lacks('firefox-esr'))('says of all what the app says, in the same order', async () => {
    const browser = await launchFor(which)
    try {
      const page = await openPage(browser, html)
      const asked: string[] = []
      page.on('request', (request) => void (/^(file|blob|data):/.test(request.url()) || asked.push(request.url())))
      const found: [string, Verdict][] = []
      for (const [n, { what, signature, fingerprint }] of cases.entries()) {
        const files = signature === null ? [place(n)] : [place(n), `${place(n)}.sig`]
        found.push([what, await judgedBy(page, { files, ...(fingerprint === undefined ? {} : { fingerprint }) })])
      }
      expect(found).toEqual(wanted)
      expect(asked).toEqual([])
    } finally {
      await browser.close()
    }
  }, 120_000)
})
