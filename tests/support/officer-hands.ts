import { setTimeout as after } from 'node:timers/promises'
import { attachPage, type CDPSession, type LaunchedBrowser } from '../../electron/services/browser/index.ts'

/** A person in the browser for an own login: types, clicks and looks, by real input events. */
export class OfficerHands {
  readonly #session: CDPSession

  static async on(launched: LaunchedBrowser, tab: string): Promise<OfficerHands> {
    return new OfficerHands((await attachPage(launched, tab)).session)
  }

  private constructor(session: CDPSession) {
    this.#session = session
  }

  async click(selector: string): Promise<void> {
    const { x, y } = await this.look<{ x: number; y: number }>(
      `(() => { const e = document.querySelector(${JSON.stringify(selector)}); e.scrollIntoView({ block: 'center' }); const b = e.getBoundingClientRect(); return { x: b.x + b.width / 2, y: b.y + b.height / 2 } })()`,
    )
    for (const type of ['mousePressed', 'mouseReleased'] as const) {
      await this.#session.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 })
    }
  }

  async type(selector: string, text: string): Promise<void> {
    await this.click(selector)
    await this.#session.send('Input.insertText', { text })
  }

  async look<T>(expression: string): Promise<T> {
    const { result } = await this.#session.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true })
    return result.value as T
  }

  /** Until the page says so; fails after 15 s. */
  async sees(text: string): Promise<void> {
    for (let tries = 0; tries < 300; tries++) {
      const shown = await this.look<string>('document.body?.innerText ?? ""').catch(() => '')
      if (shown.includes(text)) return
      await after(50)
    }
    throw new Error(`not to be seen: ${text}`)
  }

  /** Draws a box, or points at a place, in the tool that the browser shows. */
  async drag(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
    const send = (type: 'mouseMoved' | 'mousePressed' | 'mouseReleased', at: { x: number; y: number }) =>
      this.#session.send('Input.dispatchMouseEvent', { type, ...at, button: type === 'mouseMoved' ? 'none' : 'left', buttons: type === 'mouseReleased' ? 0 : 1, clickCount: 1 })
    await send('mouseMoved', from)
    await send('mousePressed', from)
    await this.#session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...to, button: 'left', buttons: 1 })
    await send('mouseReleased', to)
  }

  /** Tries again until it has come about; fails after 10 s. */
  async until(check: () => boolean, work: () => Promise<void>): Promise<void> {
    for (let tries = 0; tries < 40; tries++) {
      await work()
      await after(250)
      if (check()) return
    }
    throw new Error('it never came about')
  }
}
