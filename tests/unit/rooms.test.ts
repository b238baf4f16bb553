import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { CONFINED, ROOMS } from '../../lint/table.ts'
import { REPOSITORY, oxlint } from '../support/oxlint.ts'

/** A file in an otherwise empty house, one line in it, and what the rule must say (null: nothing). */
type Probe = readonly [file: string, line: string, fault: RegExp | null]

const BREACHES: readonly Probe[] = [
  // shared: neither Node nor any room but itself
  ['shared/model/a.ts', "import '../../electron/engine/a.ts'", /may not reach electron\/engine\/a\.ts \(engine\)/],
  ['shared/encoding/b.ts', "import { createHash } from 'node:crypto'\nexport { createHash }", /may not use Node's node:crypto/],
  ['shared/verify/c.ts', "import fs from 'fs'\nexport { fs }", /may not use Node's fs/],
  ['shared/locales/d.ts', "export * from '../../renderer/ui/a.ts'", /\(renderer\)/],
  ['shared/verify/page/e.ts', "import '../../../electron/services/bundle/index.ts'", /\(service\)/],
  // a service: other services by their door only, never what lies above it
  ['electron/services/people/a.ts', "import { open } from '../vault/database.ts'\nexport { open }", /only through its index\.ts/],
  ['electron/services/people/b.ts', "import type { X } from '../vault/repositories/x.ts'\nexport type { X }", /only through its index\.ts/],
  ['electron/services/people/c.ts', "export type X = import('../vault/types.ts').OpenVault", /only through its index\.ts/],
  ['electron/services/people/d.ts', "import '../../engine/dispatch.ts'", /\(engine\)/],
  ['electron/services/people/e.ts', "export { main } from '../../cli/main.ts'", /\(command line\)/],
  ['electron/services/people/f.ts', "import '../../../renderer/client/a.ts'", /\(renderer\)/],
  ['electron/services/people/g.ts', "import '../../../tests/support/a.ts'", /lies in no room/],
  ['electron/services/people/h.ts', "new URL('../capture/child.ts', import.meta.url)", /only through its index\.ts/],
  ['electron/services/people/nested/i.ts', "await import('../../vault/database.ts')", /only through its index\.ts/],
  // engine
  ['electron/engine/b.ts', "import '../main/window.ts'", /\(electron door\)/],
  ['electron/engine/c.ts', "import '../services/vault/database.ts'", /only through its index\.ts/],
  ['electron/engine/d.ts', "import '../services/capture/child.ts'", /only through its index\.ts/],
  // doors
  ['electron/main/a.ts', "import '../services/vault/index.ts'", /\(service\)/],
  ['electron/main/b.ts', "import '../cli/main.ts'", /\(command line\)/],
  ['electron/chromium/a.ts', "import '../services/vault/index.ts'", /\(service\)/],
  ['electron/chromium/b.ts', "import '../services/browser/finder.ts'", /only through its index\.ts/],
  ['electron/cli/a.ts', "import '../services/bundle/index.ts'", /\(service\)/],
  ['electron/cli/b.ts', "import '../chromium/door.ts'", /\(chromium door\)/],
  ['electron/preload/a.ts', "import '../../shared/model/a.ts'", /\(shared\)/],
  ['electron/preload/b.ts', "import '../engine/a.ts'", /\(engine\)/],
  ['electron/preload/c.ts', "import 'node:fs'", /may not use Node's/],
  ['electron/launch.ts', "import './main/index.ts'", /\(electron door\)/],
  ['electron/build.ts', "import './engine/index.ts'", /\(engine\)/],
  // renderer
  ['renderer/client/a.ts', "import '../../electron/engine/types.ts'", /\(engine\)/],
  ['renderer/ui/b.tsx', "import type { Y } from '../../electron/preload/y.ts'\nexport type { Y }", /\(preload\)/],
  ['renderer/features/c.ts', "import 'node:path'", /may not use Node's/],
  // packages held to one place, by every way to load them
  ['electron/engine/e.ts', "import { app } from 'electron'\nexport { app }", /may not import electron/],
  ['electron/services/capture/a.ts', "import 'electron/main'", /may not import electron/],
  ['electron/services/capture/b.ts', "import type { Page } from 'puppeteer-core'\nexport type { Page }", /may not import puppeteer-core/],
  ['electron/cli/c.ts', "await import('puppeteer-core/internal/x.js')", /may not import puppeteer-core/],
  ['electron/services/ledger/a.ts', "import Database from 'better-sqlite3'\nexport { Database }", /may not import better-sqlite3/],
  ['electron/services/vault/a.ts', "import sodium from 'sodium-native'\nexport { sodium }", /may not import sodium-native/],
  ['electron/services/people/j.ts', "declare const require: (name: string) => unknown\nrequire('sodium-native')", /may not import sodium-native/],
  ['electron/services/people/k.ts', "import.meta.resolve('sodium-native')", /may not import sodium-native/],
  ['electron/services/people/l.ts', "import sodium = require('sodium-native')\nexport { sodium }", /may not import sodium-native/],
  ['electron/services/bundle/a.ts', 'await import(`sharp`)', /may not import sharp/],
  ['renderer/features/q.ts', "import 'sharp?url'", /may not import sharp/],
  ['electron/services/casework/a.ts', "import 'csv-parse/sync'", /may not import csv-parse/],
  ['electron/engine/q.ts', "await import('saxes')", /may not import saxes/],
  ['electron/services/capture/c.ts', "await import('@sparticuz/chromium')", /may not import @sparticuz\/chromium/],
  // what the rule can't follow is refused, so that nothing slips by
  ['electron/services/people/m.ts', 'declare const name: string\nawait import(name)', /can't be read here/],
  ['electron/services/people/n.ts', "import '#vault'", /can't follow/],
  ['electron/services/people/o.ts', "import 'file:///etc/x.js'", /can't follow/],
  ['renderer/features/p.ts', "import '@/client'", /can't follow/],
  ['electron/services/people/q.ts', "import '../../../lint/table.ts'", /lies in no room/],
  ['electron/stray.ts', 'export {}', /lies in no room of lint\/table\.ts/],
]

const ALLOWED: readonly Probe[] = [
  ['shared/verify/ok.ts', "import '../model/a.ts'\nimport { z } from 'zod'\nexport { z }", null],
  ['electron/services/vault/ok.ts', "import 'better-sqlite3'\nimport '../crypto/index.ts'\nimport './migrations/a.ts'\nimport 'node:fs'", null],
  ['electron/services/crypto/ok.ts', "import 'sodium-native'", null],
  ['electron/services/evidence/preview/ok.ts', "import 'sharp'\nnew URL('./child.ts', import.meta.url)", null],
  ['electron/services/comparison/ok.ts', "import 'sharp'", null],
  ['electron/services/casework/table/ok.ts', "import 'csv-parse/sync'\nimport 'saxes'", null],
  ['electron/services/browser/ok.ts', "import 'puppeteer-core'\nawait import('@sparticuz/chromium')", null],
  ['electron/engine/ok.ts', "import '../services/vault/index.ts'\nnew URL('../services/capture/child.ts', import.meta.url)\nnew URL('../../', import.meta.url)", null],
  ['electron/chromium/ok.ts', "import 'puppeteer-core'\nimport '../engine/types.ts'\nimport '../services/browser/index.ts'", null],
  ['electron/main/ok.ts', "import 'electron'\nimport '../engine/types.ts'\nimport pkg from '../../package.json' with { type: 'json' }\nexport { pkg }", null],
  ['electron/preload/ok.ts', "import 'electron'\nimport '../../shared/contract/bridge.ts'", null],
  ['renderer/main.tsx', "import './app.tsx'\nimport '../shared/model/index.ts'\nimport './font.woff2?url'", null],
  ['tests/unit/ok.test.ts', "import '../../electron/services/vault/database.ts'\nimport 'sodium-native'", null],
]

const FOLDERS = ['electron', 'renderer', 'shared', 'tests', 'lint']

describe('the import table', () => {
  const house = mkdtempSync(join(tmpdir(), 'bevisvalv-rooms-'))
  afterAll(() => rmSync(house, { recursive: true }))
  const probes = [...BREACHES, ...ALLOWED]
  for (const [file, line] of probes) {
    mkdirSync(dirname(join(house, file)), { recursive: true })
    writeFileSync(join(house, file), `${line}\n`)
  }
  for (const file of ['rooms.ts', 'judge.ts', 'table.ts']) cpSync(join(REPOSITORY, 'lint', file), join(house, 'lint', file))
  const config = join(house, '.oxlintrc.json')
  writeFileSync(config, JSON.stringify(onlyRooms('./lint/rooms.ts')))
  const { findings, files } = oxlint(house, config, FOLDERS)

  it('is applied to every file', () => {
    expect(new Set(probes.map(([file]) => file)).size).toBe(probes.length)
    expect(files).toBe(probes.length + 3)
    expect(findings).toHaveLength(BREACHES.length)
    expect(findings.filter((f) => f.code !== 'rooms(table)')).toEqual([])
  })

  it.each(BREACHES)('catches in %s: %s', (file, _line, fault) => {
    const messages = findings.filter((f) => f.file === file).map((f) => f.message)
    expect(messages).toHaveLength(1)
    expect(messages[0]).toMatch(fault ?? /never/)
  })

  it.each(ALLOWED)('lets %s be', (file) => {
    expect(findings.filter((f) => f.file === file)).toEqual([])
  })

  it('is broken once for every row and every package', () => {
    const told = BREACHES.map(([file]) => findings.find((f) => f.file === file)?.message ?? '')
    const untried = ROOMS.filter((room) => !told.some((message) => message.startsWith(`${room.name} (`)))
    expect(untried).toEqual([])
    expect(Object.keys(CONFINED).filter((name) => !told.some((m) => m.includes(`may not import ${name},`)))).toEqual([])
  })
})

describe('the house', () => {
  it('keeps to the table, every file of it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-rooms-'))
    const config = join(folder, '.oxlintrc.json')
    writeFileSync(config, JSON.stringify(onlyRooms(join(REPOSITORY, 'lint/rooms.ts'))))
    const { findings, files } = oxlint(REPOSITORY, config, FOLDERS)
    rmSync(folder, { recursive: true })
    const sources = globSync(`{${FOLDERS.join(',')}}/**/*.{ts,tsx,js,mjs,cjs,jsx,mts,cts}`, { cwd: REPOSITORY })
    expect(sources.length).toBeGreaterThan(50)
    expect(files).toBe(sources.length)
    expect(findings).toEqual([])
  })
})

/** The rule alone, so that nothing else the linter says can stand in for it. */
function onlyRooms(plugin: string): object {
  return {
    plugins: [],
    categories: { correctness: 'off' },
    jsPlugins: [plugin],
    rules: { 'rooms/table': 'error' },
  }
}
