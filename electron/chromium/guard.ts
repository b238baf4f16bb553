import type { CDPSession, Protocol } from 'puppeteer-core'

interface GuardOptions {
  /** On the window's page. */
  session: CDPSession
  /** On the browser. */
  control: CDPSession
  origin: string
  mainFrame: Protocol.Page.FrameId
}

/** Keeps the browser to this one window and the window to its own page. */
export async function guardWindow({ session, control, origin, mainFrame }: GuardOptions): Promise<void> {
  const quietly = (work: Promise<unknown>) => void work.catch(() => undefined)
  const home = `${origin}/`
  const goHome = () => quietly(session.send('Page.navigate', { url: home }))

  // Tabs, windows and developer tools that a key, a menu or a page opened. They have no bridge and no network, but
  // they aren't ours.
  control.on('Target.targetCreated', ({ targetInfo: { targetId, type, url } }) => {
    const foreign = (type === 'page' || url.startsWith('devtools:')) && targetId !== mainFrame
    if (foreign) quietly(control.send('Target.closeTarget', { targetId }))
  })
  await control.send('Target.setDiscoverTargets', { discover: true })
  await control.send('Browser.setDownloadBehavior', { behavior: 'deny' })

  session.on('Page.frameNavigated', ({ frame }) => {
    const stays = frame.url === home || frame.url.startsWith(`${home}#`)
    if (frame.id === mainFrame && frame.parentId === undefined && !stays) goHome()
  })
  session.on('Inspector.targetCrashed', goHome)
  await session.send('Page.enable')
  await session.send('Inspector.enable')
}
