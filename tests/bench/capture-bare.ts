import puppeteer from 'puppeteer-core'

/** The least that a picture of a whole page takes: a new browser, the page, one picture. */
const [executablePath = '', env = '{}', url = '', path = ''] = process.argv.slice(2)
const browser = await puppeteer.launch({
  executablePath,
  env: { ...process.env, ...(JSON.parse(env) as Record<string, string>) },
  pipe: true,
  // Root has no sandbox to give it; only our own page is opened.
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  defaultViewport: { width: 1280, height: 2000 },
})
const [page = await browser.newPage()] = await browser.pages()
await page.goto(url)
await page.screenshot({ fullPage: true, path })
await browser.close()
