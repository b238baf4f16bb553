import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { lacksBrowser } from '../support/full-browser.ts'
import { openFakeDoor, type FakeDoor } from '../support/fake-door.ts'

/** A page that was taken over (a script of a stranger in our own page) against the limits of its window. */
let door: FakeDoor
let server: Server
let target: string
let connections = 0

beforeAll(async () => {
  server = createServer((socket) => {
    connections += 1
    socket.on('error', () => undefined).end('HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 2\r\n\r\nok')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  target = `127.0.0.1:${(server.address() as AddressInfo).port}`
  door = await openFakeDoor()
})

afterAll(async () => {
  await door.clean()
  await new Promise((resolve) => server.close(resolve))
})

afterEach(async () => {
  // Whatever a test did to the page, the next begins with a fresh one.
  await door.page.goto('https://vault.invalid/')
  await door.page.waitForFunction("document.body?.dataset.ran === 'yes'")
})

const pages = async () => (await door.page.browser().pages()).length

describe.skipIf(lacksBrowser())('a taken-over page', () => {
  // Twice: what the policy stops in the page must be stopped below it too.
  test.each([['with its policy', false], ['without its policy', true]])('%s reaches no server, by any of the ways that a page has', async (_how, bypassed) => {
    await door.page.setBypassCSP(bypassed)
    await door.page.reload()
    await door.page.waitForFunction("document.body?.dataset.ran === 'yes'")
    const reached = await door.run(`
      const tries = {
        fetch: () => fetch('http://${target}/', { mode: 'no-cors' }),
        other: () => fetch('https://example.org/', { mode: 'no-cors' }),
        file: () => fetch('file:///etc/passwd'),
        post: () => fetch('https://vault.invalid/', { method: 'POST', body: 'x' }).then(({ ok }) => { if (!ok) throw 0 }),
        xhr: () => new Promise((yes, no) => { const x = new XMLHttpRequest(); x.open('GET', 'http://${target}/'); x.onload = yes; x.onerror = no; x.send() }),
        socket: () => new Promise((yes, no) => { const s = new WebSocket('ws://${target}/'); s.onopen = yes; s.onerror = no }),
        events: () => new Promise((yes, no) => { const s = new EventSource('http://${target}/'); s.onopen = yes; s.onerror = no }),
        image: () => new Promise((yes, no) => { const i = new Image(); i.onload = yes; i.onerror = no; i.src = 'http://${target}/x.png' }),
        style: () => new Promise((yes, no) => { const l = document.createElement('link'); l.rel = 'stylesheet'; l.onload = yes; l.onerror = no; l.href = 'http://${target}/'; document.head.append(l) }),
        script: () => new Promise((yes, no) => { const s = document.createElement('script'); s.onload = yes; s.onerror = no; s.src = 'http://${target}/'; document.head.append(s) }),
        worker: () => new Promise((yes, no) => { const w = new Worker('/assets/none.js'); w.onmessage = yes; w.onerror = no }),
        beacon: async () => { navigator.sendBeacon('http://${target}/', 'x'); throw 0 },
        import: () => import('http://${target}/'),
        service: () => navigator.serviceWorker.register('/assets/run.js'),
      }
      const reached = []
      const patience = () => new Promise((_, no) => setTimeout(no, 1500))
      await Promise.all(Object.entries(tries).map(([name, go]) => Promise.race([Promise.resolve().then(go), patience()]).then(() => reached.push(name), () => {})))
      return reached`)
    await door.page.setBypassCSP(false)
    expect(reached).toEqual([])
    expect(connections).toBe(0)
  })

  test('runs no script that is not a file of the interface', async () => {
    await door.run(`
      window.ran = []
      const add = (html) => document.body.append(document.createRange().createContextualFragment(html))
      add('<script>ran.push("inline")</script>')
      add('<img src="data:image/png,x" onerror="ran.push(\\'handler\\')">')
      add('<script src="data:text/javascript,ran.push(1)"></script>')
      add('<script src="https://vault.invalid${'/object/h-' + '1'.repeat(32)}"></script>')
      add('<a id="link" href="javascript:ran.push(2)">x</a>'); document.getElementById('link').click()
      add('<base href="http://${target}/">')
      add('<style>body { color: rgb(9, 9, 9) }</style>')
      try { setTimeout('ran.push("timer")') } catch {}
      await new Promise((resolve) => setTimeout(resolve, 300))`)
    expect(await door.run('return [ran, getComputedStyle(document.body).color, document.baseURI]')).toEqual([[], 'rgb(0, 0, 0)', 'https://vault.invalid/'])
    expect(await door.run('return new Set(violations).size > 2')).toBe(true)
    // Tried by the page itself: what a debugger evaluates may make code of text.
    expect(await door.run('return madeOfText')).toEqual([])
  })

  test('the nonce lets in the style that bears it, and no page has the nonce of another', async () => {
    expect(await door.run('return getComputedStyle(document.body).backgroundColor')).toBe('rgb(1, 2, 3)')
    const nonces = await door.run(`
      const nonce = async () => (await (await fetch('/')).text()).match(/nonce="([^"]+)"/)[1]
      return [await nonce(), await nonce()]`)
    expect(new Set(nonces as string[]).size).toBe(2)
  })

  test('gives its bridge to no frame', async () => {
    const found = await door.run(`
      const found = []
      for (const make of [(f) => {}, (f) => { f.srcdoc = '<p>x' }, (f) => { f.src = '/' }, (f) => { f.src = 'http://${target}/' }]) {
        const frame = document.createElement('iframe')
        const loaded = new Promise((resolve) => { frame.onload = resolve; setTimeout(resolve, 500) })
        make(frame)
        document.body.append(frame)
        await loaded
        try { for (const name of Object.getOwnPropertyNames(frame.contentWindow)) if (/bevisvalv|^receive$/i.test(name)) found.push(name) } catch {}
      }
      return found`)
    expect(found).toEqual([])
    expect(await door.run(`return Object.getOwnPropertyNames(window).filter((name) => /bevisvalv|^receive$/i.test(name))`)).toEqual(['bevisvalv'])
  })

  test('a greeting of its own making gets it no port', async () => {
    const got = await door.run(`
      const { port1, port2 } = new MessageChannel()
      const heard = []
      addEventListener('message', (event) => heard.push(event.ports.length))
      port1.onmessage = (event) => heard.push(event.data)
      postMessage('bevisvalv', location.origin, [port2])
      await bevisvalv.invoke('case.list', {})
      await new Promise((resolve) => setTimeout(resolve, 100))
      return heard`)
    expect(got).toEqual([1])
  })

  test.each(['https://example.org/', 'http://127.0.0.1:1/', 'data:text/html,<p>x', 'about:blank', 'file:///etc/passwd', 'chrome://version', 'view-source:https://vault.invalid/', 'https://vault.invalid/assets/run.js'])(
    'led to %s, the window is at home again',
    async (url) => {
      await door.run(`setTimeout(() => { location.href = ${JSON.stringify(url)} }); return 0`)
      await new Promise((resolve) => setTimeout(resolve, 300))
      await door.page.waitForFunction("location.href === 'https://vault.invalid/' && document.body?.dataset.ran === 'yes'")
      expect(await door.run(`return (await bevisvalv.invoke('case.list', { here: 1 })).value.input`)).toEqual({ here: 1 })
    },
  )

  test('opens no window, saves no file', async () => {
    const before = await pages()
    await door.page.click('#text')
    await door.run(`
      const opened = [window.open('/'), window.open('https://example.org/'), window.open('about:blank', 'x', 'popup')]
      const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob(['secret'])), download: 'secret.txt' })
      document.body.append(link)
      link.click()
      await new Promise((resolve) => setTimeout(resolve, 500))
      return 0`)
    await expect.poll(pages, { timeout: 10_000 }).toBe(before)
    expect(await door.run(`return (await bevisvalv.invoke('case.list', { here: 1 })).ok`)).toBe(true)
  })

  test('is granted nothing', async () => {
    const states = await door.run(`
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi', 'persistent-storage', 'local-fonts', 'window-management']
      const states = {}
      for (const name of names) states[name] = await navigator.permissions.query({ name }).then(({ state }) => state, () => 'unknown')
      return Object.entries(states).filter(([, state]) => state === 'granted').map(([name]) => name)`)
    expect(states).toEqual([])
    expect(await door.run(`return await new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve('place'), () => resolve('none')))`)).toBe('none')
  })
})

describe.skipIf(lacksBrowser())('keys of the browser under the window', () => {
  test.each([
    ['t'], ['n'], ['u'], ['o'], ['s'], ['p'], ['j'], ['h'],
  ])('Ctrl+%s does nothing', async (key) => {
    await door.page.keyboard.down('Control')
    await door.page.keyboard.press(key as 't')
    await door.page.keyboard.up('Control')
    expect(await door.run(`return keys.find(([name]) => name === '${key}')`)).toEqual([key, true])
  })

  test('developer tools have no key', async () => {
    await door.page.keyboard.press('F12')
    await door.page.keyboard.down('Control')
    await door.page.keyboard.down('Shift')
    for (const key of ['I', 'J', 'C', 'N'] as const) await door.page.keyboard.press(key)
    await door.page.keyboard.up('Shift')
    await door.page.keyboard.up('Control')
    const keys = (await door.run(`return keys.filter(([name]) => /^(F12|I|J|C|N)$/.test(name))`)) as [string, boolean][]
    expect(keys.length).toBe(5)
    expect(keys.every(([, prevented]) => prevented)).toBe(true)
    expect(await pages()).toBe(1)
  })

  test('writing, copying, zooming and AltGr stay', async () => {
    await door.page.click('#text')
    await door.page.keyboard.type('tnuo@€')
    expect(await door.run(`return document.getElementById('text').value`)).toBe('tnuo@€')
    await door.page.keyboard.down('Control')
    for (const key of ['a', 'c', 'v', 'x', 'z', 'f', '+', '-', '0'] as const) await door.page.keyboard.press(key)
    await door.page.keyboard.up('Control')
    expect(await door.run(`return keys.some(([, prevented]) => prevented)`)).toBe(false)
  })

  test('a file dropped on the window is not opened in its place', async () => {
    expect(
      await door.run(`
        const drop = new DragEvent('drop', { bubbles: true, cancelable: true })
        document.body.dispatchEvent(drop)
        return drop.defaultPrevented`),
    ).toBe(true)
  })
})
