import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer-core'
import { ensureBuilt } from '../../electron/build.ts'
import { findBrowser } from '../../electron/services/browser/index.ts'
import type { CheckReport } from '../../shared/contract/index.ts'
import { REPOSITORY } from './oxlint.ts'
import { findTool } from './tools.ts'

/** verify.html in a real browser, from disk, used as a person does. */

export type Verdict = Pick<CheckReport, 'verdict'> & { checks: { name: string; result: string; item: string | null }[] }

/** A port of loopback on which nothing listens: whatever asks the network gets no answer. */
const NOWHERE = 9

export async function launchFor(which: 'chromium' | 'firefox'): Promise<Browser> {
  if (which === 'firefox') {
    const executablePath = findTool('firefox-esr')
    if (executablePath === null) throw new Error('this needs firefox-esr')
    const proxy = { 'network.proxy.type': 1, 'network.proxy.http': '127.0.0.1', 'network.proxy.http_port': NOWHERE, 'network.proxy.ssl': '127.0.0.1', 'network.proxy.ssl_port': NOWHERE, 'network.proxy.allow_hijacking_localhost': false }
    return puppeteer.launch({ browser: 'firefox', executablePath, headless: true, extraPrefsFirefox: proxy })
  }
  const found = await findBrowser({ bundled: true })
  if (found === null) throw new Error('these tests need a browser')
  return puppeteer.launch({
    executablePath: found.path,
    env: { ...process.env, ...found.env },
    pipe: true,
    // Only our own page is opened here.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--lang=sv-SE', `--proxy-server=127.0.0.1:${NOWHERE}`],
  })
}

/** Puts the page into `folder` as it lies in every bundle. */
export function putPage(folder: string): string {
  ensureBuilt('verifier')
  const page = join(folder, 'verify.html')
  copyFileSync(join(REPOSITORY, 'out/verify.html'), page)
  return page
}

export async function openPage(browser: Browser, html: string): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(pathToFileURL(html).href)
  return page
}

/** Chooses files as the file dialog gives them, starts the check, and reads what the page shows. */
export async function judgedBy(page: Page, { files, fingerprint = '', receipt = '' }: { files: readonly string[]; fingerprint?: string; receipt?: string }): Promise<Verdict> {
  const field = (await page.$('#files')) as ElementHandle<HTMLInputElement> | null
  await field?.uploadFile(...files)
  // The files are listed, and what was found before is gone.
  await page.waitForFunction(() => document.querySelector('form ul li') !== null && document.querySelector('#verdict') === null)
  await page.evaluate(
    (values) => {
      for (const [id, value] of Object.entries(values)) {
        const input = document.getElementById(id) as HTMLInputElement
        input.value = value
        input.dispatchEvent(new Event('input'))
      }
      document.querySelector<HTMLButtonElement>('.start')?.click()
    },
    { expected: fingerprint, receipt },
  )
  await page.waitForSelector('#verdict')
  return page.evaluate(() => {
    const verdict = document.querySelector('.verdict')?.className.replace('verdict ', '')
    const checks = [...document.querySelectorAll('.checks > li')].map((row) => ({
      name: row.getAttribute('data-check') ?? '',
      result: row.className,
      item: row.querySelector('code')?.textContent ?? null,
    }))
    return { verdict: verdict as 'ok', checks }
  })
}
