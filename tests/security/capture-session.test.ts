import { readdirSync } from 'node:fs'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../support/capture.ts'
import { LOGIN, type LoginSite, startLoginSite } from '../support/login-site.ts'
import { OfficerHands } from '../support/officer-hands.ts'
import { captureTab as capture, openSession as open, type Opened } from '../support/officer-session.ts'

async function logIn(opened: Opened): Promise<OfficerHands> {
  const hands = await OfficerHands.on(opened.launched, opened.state().tabs[0]?.id ?? '')
  await hands.sees('Forumet')
  await hands.click('#login')
  await hands.sees('Logga in')
  await hands.type('#user', LOGIN.user)
  await hands.type('#password', LOGIN.password)
  await hands.click('#go')
  await hands.sees('Flödet')
  return hands
}

let site: LoginSite
beforeAll(async () => {
  site = await startLoginSite()
})
afterAll(() => site.close())

describe("a capture in the officer's own login", () => {
  it('takes the tab as it stands: one request for the page, what scripts had made of it, and no password', async () => {
    const opened = await open(`${site.origin}/`)
    const hands = await logIn(opened)
    await opened.session.order({ kind: 'lock' })
    await hands.click('#post')
    await hands.sees('Besök 1')
    const before = site.asked('/post/7')
    const { outcome, artefacts, provenance } = await capture(opened)
    expect(site.asked('/post/7')).toBe(before)
    expect(before).toBe(1)
    expect(outcome.text).toContain('Besök 1')
    expect(outcome.source).toMatchObject({ finalUrl: `${site.origin}/post/7`, status: 200 })
    expect(provenance).toMatchObject({ way: 'session', recordedFrom: 'lock', profile: 'fresh' })
    expect(provenance.page.hops.at(-1)).toMatchObject({ status: 200, headersAre: 'raw' })
    const picture = PNG.sync.read(artefacts.get('screenshot.png') ?? Buffer.alloc(0))
    expect(picture.height).toBeGreaterThan(3000)
    // Once more, of the same page: it is still there, with everything that was exchanged.
    const again = await capture(opened)
    expect(site.asked('/post/7')).toBe(1)
    expect(again.provenance.archive?.exchanges).toBe(provenance.archive?.exchanges)
    const all = Buffer.concat([...artefacts.values(), ...again.artefacts.values()])
    expect(all.includes(LOGIN.password)).toBe(false)
    expect(all.includes('KAKA-99')).toBe(false)
    await opened.session.close()
    expect(readdirSync('/dev/shm').filter((name) => name.startsWith(`bevisvalv-profile-${process.pid}-`))).toEqual([])
  })

  it('is read-only from the moment the officer says that she is logged in, until that is lifted', async () => {
    const opened = await open(`${site.origin}/`)
    const hands = await logIn(opened)
    await opened.session.order({ kind: 'lock' })
    await hands.click('#post')
    await hands.sees('Besök 1')
    expect(await hands.look('like()')).toBe('stopped')
    await eventually(() => opened.state().writesBlocked === 1)
    expect(site.written).toEqual([])
    const { provenance, codes } = await capture(opened)
    expect(codes).toContain('writes-blocked')
    expect(provenance.events.writesBlocked).toEqual([{ method: 'POST', url: `${site.origin}/like` }])
    await opened.session.order({ kind: 'lift' })
    expect(await hands.look('like()')).toBe('sent')
    expect(site.written).toEqual(['/like'])
    await opened.session.close()
  })

  it('says that it began late, and recovers what the page had loaded, where nobody had locked', async () => {
    const opened = await open(`${site.origin}/`)
    const hands = await logIn(opened)
    await hands.click('#post')
    await hands.sees('Besök 1')
    const { provenance, codes, outcome } = await capture(opened)
    expect(site.asked('/post/7')).toBe(3)
    expect(provenance.recordedFrom).toBe('capture')
    expect(codes).toContain('recovered')
    expect(codes).not.toContain('edited-before')
    expect(provenance.archive?.resources).toBeGreaterThan(0)
    expect(outcome.source.status).toBe(null)
    await opened.session.close()
  })

  it('tells when the page was changed by hand before', async () => {
    const opened = await open(`${site.origin}/`)
    const hands = await logIn(opened)
    await opened.session.order({ kind: 'lock' })
    await hands.click('#post')
    await hands.sees('Besök 1')
    expect((await capture(opened)).codes).not.toContain('edited-before')
    await hands.look('void (document.querySelector("#p7 p").textContent = "Jag ska hämta er alla i morgon bitti, vänta bara.")')
    const { outcome } = await capture(opened)
    const note = outcome.completeness.notes.find(({ code }) => code === 'edited-before')
    expect(note?.detail).toContain('Jag ska hämta er alla i morgon bitti')
    await opened.session.close()
  })

  it('keeps a part of the page beside the whole, as the officer pointed at it', async () => {
    const opened = await open(`${site.origin}/`)
    const hands = await logIn(opened)
    await opened.session.order({ kind: 'lock' })
    await hands.click('#post')
    await hands.sees('Besök 1')
    const tab = opened.state().tabs[0]?.id ?? ''
    const picking = opened.session.order({ kind: 'pick', tab, of: 'element' })
    const at = await hands.look<{ x: number; y: number }>('(() => { const b = document.querySelector("#p7 p").getBoundingClientRect(); return { x: b.x + 20, y: b.y + 5 } })()')
    await hands.until(() => opened.state().picked !== null, () => hands.drag(at, at))
    await picking
    const { artefacts, provenance } = await capture(opened)
    expect(artefacts.get('region.txt')?.toString()).toBe('Vi vet var handläggaren bor. Det kommer att sluta illa.\n')
    expect(artefacts.get('page.txt')?.toString()).toContain('Ett annat inlägg som inte hör hit.')
    const part = PNG.sync.read(artefacts.get('region.png') ?? Buffer.alloc(0))
    expect(provenance.region).toMatchObject({ width: part.width, height: part.height, element: 'p' })
    await opened.session.close()
  })

  it('keeps cookies, those of the session too, and what the site stored, for a browser that begins with them', async () => {
    const first = await open(`${site.origin}/`, { keep: true })
    const hands = await logIn(first)
    await hands.look(`localStorage.kept = 'local'; new Promise((done) => {
      const opening = indexedDB.open('kept', 1)
      opening.onupgradeneeded = () => opening.result.createObjectStore('s').put('indexed', 'k')
      opening.onsuccess = done
    }).then(() => 'stored')`)
    const strange = [
      { name: '__Host-a', value: '1', url: 'https://a.example/', path: '/', secure: true },
      { name: 'sub', value: '1', domain: '.a.example', path: '/x', expires: Math.floor(Date.now() / 1000) + 9999 },
      { name: 'part', value: '1', url: 'https://a.example/', secure: true, sameSite: 'None' as const, partitionKey: { topLevelSite: 'https://b.example', hasCrossSiteAncestor: true } },
    ]
    await first.launched.control.send('Storage.setCookies', { cookies: strange })
    const cookies = async ({ launched }: Opened) => (await launched.control.send('Storage.getCookies')).cookies.toSorted((a, b) => (a.name < b.name ? -1 : 1))
    const before = await cookies(first)
    await first.session.close()
    const login = await first.session.login
    if (login === null || typeof login === 'string') throw new Error(`nothing was kept: ${login}`)
    expect(Buffer.from(login).includes(LOGIN.password)).toBe(false)

    const asked = site.asked('/login')
    const next = await open(`${site.origin}/flow`, { login })
    expect(before.map(({ name }) => name)).toEqual(expect.arrayContaining(['__Host-a', 'part', 'sess', 'sub']))
    expect(await cookies(next)).toEqual(before)
    const again = await OfficerHands.on(next.launched, next.state().tabs[0]?.id ?? '')
    await again.sees('Flödet')
    expect(site.asked('/login')).toBe(asked)
    expect(await again.look('localStorage.kept')).toBe('local')
    expect(await again.look(`new Promise((done) => {
      const opening = indexedDB.open('kept', 1)
      opening.onsuccess = () => (opening.result.transaction('s').objectStore('s').get('k').onsuccess = ({ target }) => done(target.result))
    })`)).toBe('indexed')
    await next.session.order({ kind: 'lock' })
    expect((await capture(next)).provenance).toMatchObject({ profile: 'kept' })
    expect(next.session.login).toBe(null)
    await next.session.close()
  })

  it('hands over no login of a browser that was killed, and begins with none that is damaged', async () => {
    const opened = await open(`${site.origin}/`, { keep: true })
    opened.launched.kill()
    expect(await opened.session.login).toBe('abrupt')
    opened.session.kill()
    await opened.session.exited
    await expect(open(`${site.origin}/`, { login: Buffer.from('PK') })).rejects.toMatchObject({ code: 'login.damaged' })
    expect(readdirSync('/dev/shm').filter((name) => name.startsWith(`bevisvalv-profile-${process.pid}-`))).toEqual([])
  })

  it('ends calmly when the officer closes the window', async () => {
    const opened = await open(`${site.origin}/`)
    await opened.session.order({ kind: 'lock' })
    opened.launched.kill()
    await expect(capture(opened)).rejects.toThrow()
    await opened.session.exited
    opened.session.kill()
  })
})
