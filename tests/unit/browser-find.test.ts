import { chmod, lstat, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import puppeteer from 'puppeteer-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findBrowser, sandboxPlan } from '../../electron/services/browser/index.ts'
import { places } from '../../electron/services/browser/places.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bevisvalv-test-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function program(path: string, says: string): Promise<string> {
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, `#!/bin/sh\necho "${says}"\n`)
  await chmod(path, 0o755)
  return path
}

describe('finding a browser', () => {
  it('prefers the chosen one and asks it what it is', async () => {
    const path = await program(join(folder, 'mine'), 'Ovanlig 12.0.1.2 for testing')
    expect(await findBrowser({ setting: path, bundled: false })).toEqual({
      name: 'Ovanlig',
      version: '12.0.1.2',
      path,
      origin: 'setting',
      env: {},
    })
  })

  it('passes over a choice that is no program, and takes what the path offers', async () => {
    const path = await program(join(folder, 'google-chrome'), 'Google Chrome 140.0.7000.1')
    await writeFile(join(folder, 'text'), 'x')
    for (const setting of [join(folder, 'gone'), join(folder, 'text'), folder, 'relative/path']) {
      const found = await findBrowser({ setting, bundled: false, platform: 'darwin', env: { PATH: `relative:${folder}` } })
      expect(found).toMatchObject({ name: 'Google Chrome', version: '140.0.7000.1', path, origin: 'system' })
    }
  })

  it('finds the program inside a chosen macOS application', async () => {
    const path = await program(join(folder, 'Brave Browser.app/Contents/MacOS/Brave Browser'), 'Brave Browser 1.2.3.4')
    const found = await findBrowser({ setting: join(folder, 'Brave Browser.app'), bundled: false, platform: 'darwin' })
    expect(found).toMatchObject({ path, version: '1.2.3.4' })
  })

  it('reads the version on Windows from the folder beside the program, without running it', async () => {
    const application = join(folder, 'Microsoft', 'Edge', 'Application')
    const path = await program(join(application, 'msedge.exe'), '99.99.99.99')
    for (const version of ['9.0.1.1', '140.0.3485.54', 'Installer']) await mkdir(join(application, version))
    const found = await findBrowser({ bundled: false, platform: 'win32', env: { 'ProgramFiles(x86)': folder } })
    expect(found).toMatchObject({ name: 'Microsoft Edge', version: '140.0.3485.54', path })
  })

  it('passes over a snap', async () => {
    await program(join(folder, 'snap'), 'Chromium 1.2.3.4')
    await symlink(join(folder, 'snap'), join(folder, 'chromium'))
    expect(await findBrowser({ bundled: false, platform: 'darwin', env: { PATH: folder } })).toBeNull()
  })

  it('finds nothing where there is nothing', async () => {
    expect(await findBrowser({ bundled: false, platform: 'win32', env: {} })).toBeNull()
  })

  it('looks for Chrome, Edge, Chromium, Brave in that order on every system', () => {
    const env = { PATH: '/usr/bin', HOME: '/home/a', ProgramFiles: 'C:\\P', LOCALAPPDATA: 'C:\\L' }
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const names = [...new Set(places(platform, env).map((place) => place.name))]
      expect(names).toEqual(['Google Chrome', 'Microsoft Edge', 'Chromium', 'Brave'])
    }
  })
})

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('the development browser', () => {
  it('is unpacked to a folder that only we can write to, and used again', async () => {
    const before = process.env['TMPDIR']
    process.env['TMPDIR'] = folder
    try {
      const options = { bundled: true, platform: 'win32', env: {} } as const
      const found = await findBrowser(options)
      expect(found).toMatchObject({ name: 'Chromium', origin: 'bundled' })
      expect(found?.path.startsWith(folder)).toBe(true)
      expect((await lstat(found?.path ?? '')).mode & 0o022).toBe(0)
      const again = await lstat(found?.path ?? '')
      expect(await findBrowser(options)).toEqual(found)
      expect((await lstat(found?.path ?? '')).ino).toBe(again.ino)
      // A machine of which nothing is known may have no fonts at all: they come along, else no page has text.
      const browser = await puppeteer.launch({ executablePath: found?.path ?? '', env: { ...process.env, ...found?.env }, pipe: true, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
      const page = await browser.newPage()
      await page.setContent('<span>Åkermannen</span>')
      const text = await page.evaluate(() => [document.body.innerText, (document.querySelector('span')?.getBoundingClientRect().width ?? 0) > 40])
      await browser.close()
      expect(text).toEqual(['Åkermannen', true])
    } finally {
      if (before === undefined) delete process.env['TMPDIR']
      else process.env['TMPDIR'] = before
    }
  }, 120_000)
})

describe('the sandbox', () => {
  it('is always on for an ordinary user, with no other way', () => {
    expect(sandboxPlan(1000)).toEqual([{ state: 'on', user: null }])
    expect(sandboxPlan(undefined)).toHaveLength(process.getuid?.() === 0 ? 3 : 1)
  })

  it('is kept for root by starting the browser as somebody else, and left out only after that', () => {
    const [first, ...rest] = sandboxPlan(0)
    expect(first?.state).toBe('on-as-other-user')
    expect(first?.user?.uid).toBeGreaterThan(0)
    expect(rest.map((attempt) => attempt.state)).toEqual(['off', 'off'])
  })
})
