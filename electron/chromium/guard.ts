import type { Browser, CDPSession, Page, Protocol, Target } from 'puppeteer-core'

interface GuardOptions {
  browser: Browser
  page: Page
  /** On the window's page. */
  session: CDPSession
  /** On the browser. */
  control: CDPSession
  origin: string
  mainFrame: Protocol.Page.FrameId
}

/** Keeps the browser to this one window and the window to its own page. */
export async function guardWindow({ browser, page, session, control, origin, mainFrame }: GuardOptions): Promise<void> {
  const quietly = (work: Promise<unknown>) => void work.catch(() => undefined)
  const home = `${origin}/`
  const goHome = () => quietly(session.send('Page.navigate', { url: home }))

  // Tabs, windows and developer tools that a key, a menu or a page opened. They have no bridge and no network, but
  // they aren't ours. Puppeteer tells of them once they run: to close one that still waits for its debugger would
  // leave the page that opened it waiting for ever.
  const closeForeign = async (target: Target) => {
    const foreign = target.type() === 'page' || target.url().startsWith('devtools:')
    const opened = foreign && target !== page.target() ? await target.asPage() : null
    await opened?.close()
  }
  browser.on('targetcreated', (target) => quietly(closeForeign(target)))
  await control.send('Browser.setDownloadBehavior', { behavior: 'deny' })

  session.on('Page.frameNavigated', ({ frame }) => {
    const stays = frame.url === home || frame.url.startsWith(`${home}#`)
    if (frame.id === mainFrame && frame.parentId === undefined && !stays) goHome()
  })
  session.on('Inspector.targetCrashed', goHome)
  await session.send('Page.enable')
  await session.send('Inspector.enable')
}
